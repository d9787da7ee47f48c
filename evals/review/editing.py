"""Editing a case at a terminal, key by key, until it is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from evals.cases import Case
from evals.review.texts import Texts
from evals.suites_format.columns import cells_of, item_of
from evals.suites_format.problems import explain
from ingest.records import LANGUAGES

Ask = Callable[[str], str]
Say = Callable[[str], None]
FIELDS = ("question", "status", "documents", "facts", "typed_facts", "group", "domain", "reference", "owner", "id")
_LINES = ("facts", "typed_facts")


def edited(item: Mapping[str, Any], twin: str, ask: Ask, say: Say, texts: Texts) -> tuple[Case, str]:
    """The case as a person has it, and the question in the other language (empty: none).

    Every key is asked with its value; where the outcome is no case, what is wrong is said and they are asked again.
    """
    cells = {name: text for name, text in cells_of(Case.model_validate(item)).items() if text}
    say(texts("how_to_edit"))
    while True:
        for name in FIELDS:
            cells[name] = _cell(name, cells.get(name, ""), ask, texts)
        twin = _value(texts("f_twin"), twin, ask)
        try:
            return Case.model_validate(item_of(cells)), twin
        except ValidationError as error:
            say(texts("wrong_case", problem=explain(error, "")))
        except ValueError as error:
            say(texts("wrong_case", problem=error))


def with_twin(case: Case, question: str) -> tuple[Case, Case | None]:
    """The case, and the one that asks the same in the other language with the same expectations, made a pair.

    Facts are patterns of the answer's language: the twin has none, and no reference.
    """
    if not question:
        return case, None
    (other,) = (language for language in LANGUAGES if language != case.language)
    pair = case.id.removesuffix(f"-{case.language}")
    changes = {"id": f"{pair}-{other}", "language": other, "question": question, "facts": (), "reference": ""}
    twin = case.model_copy(update={**changes, "pair": pair, "turns": ()})
    return case.model_copy(update={"pair": pair}), twin


def _cell(name: str, value: str, ask: Ask, texts: Texts) -> str:
    """One line a person types is several lines of a cell."""
    typed = _value(texts(f"f_{name}"), value.replace("\n", "; ") if name in _LINES else value, ask)
    return "\n".join(one.strip() for one in typed.split(";")) if name in _LINES else typed


def _value(label: str, value: str, ask: Ask) -> str:
    typed = ask(f"  {label} [{value}] ").strip()
    return "" if typed == "-" else typed or value
