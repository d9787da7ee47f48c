"""Candidates from use as forms: what a person corrects before a question becomes a case."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from assistant.settings import Settings
from evals.cases import Case
from evals.errors import SuiteError
from evals.review.candidates import Candidate
from evals.review.desk import accept, candidate, candidates, reject
from evals.review.editing import with_twin
from evals.review.proposing import proposed
from evals.suites_format.columns import cells_of, item_of
from evals.suites_format.problems import explain

SHOWN = 25
FIELDS = ("question", "status", "documents", "facts", "typed_facts", "group", "reference", "owner", "id")
LONG = frozenset({"documents", "facts", "typed_facts", "reference"})
STATUSES = ("answered", "partial", "abstained")


@dataclass(frozen=True, slots=True)
class Form:
    """A candidate and the cells of the case that is proposed, by name."""

    candidate: Candidate
    cells: Mapping[str, str]


def forms(settings: Settings) -> list[Form]:
    """The candidates that wait, the most asked first."""
    return [_form(one) for one in candidates(settings, SHOWN)]


def accepted(settings: Settings, candidate_id: str, typed: Mapping[str, str]) -> Case:
    """Make a case of what was typed, with its twin where the question in the other language was.

    Raises:
        SuiteError: what was typed is no case; nothing was written.
        EvalError: there is nothing to decide of, or the suite cannot be written.
    """
    form = _form(candidate(settings, candidate_id))
    cells = {**form.cells, **{name: typed.get(name, "").strip() for name in FIELDS}}
    try:
        case = Case.model_validate(item_of({name: text for name, text in cells.items() if text}))
    except ValidationError as error:
        raise SuiteError("as_is", text=explain(error, "")) from error
    except ValueError as error:
        raise SuiteError("as_is", text=error) from error
    case, twin = with_twin(case, typed.get("twin", "").strip())
    accept(settings, candidate_id, case, twin=twin)
    return case


def rejected(settings: Settings, candidate_id: str, reason: str) -> None:
    """Remember that a candidate makes no case; EvalError where there is nothing to decide of."""
    reject(settings, candidate_id, reason)


def _form(one: Candidate) -> Form:
    case = Case.model_validate(proposed(one, datetime.date.today()))
    return Form(one, {name: text for name, text in cells_of(case).items() if text})
