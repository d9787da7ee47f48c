"""The dialogues of this folder: what is asked, turn by turn, and what each turn must come to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from evals.catalogue.brute_force import Criterion, Wish
from ingest.records import Language

FOLDER = Path(__file__).parent
FILES = ("fr", "en", *(f"unseen_{number}" for number in range(1, 10)))
"""The first two were written along with the rules; the others before the rules were mended, and played once."""

# Values of these must all be met; the values of the others are alternatives.
_EACH = ("need", "standard", "feature")

Values = dict[str, list[str] | bool]


class Step(BaseModel):
    """One turn.

    ``find`` and ``without`` are criteria whose entries are computed from the corpus, ``except`` entries left out of
    them, ``count`` says that their number is asked.  ``of`` are the entries of an answer: ids, or places in an earlier
    answer ("1:2" is the second of turn 1, "1:all" those that it presents), with ``facts`` asked of them, ``test``
    criteria put to them, ``compare`` side by side; ``search`` are words of the question searched in the documents, and
    ``cites`` the beginning of a document that it must cite.  ``alone`` says that nothing is carried, ``nothing`` that
    there is nothing to refer to, ``courtesy`` that nothing is asked.  ``language`` is the answer's where it is not the
    dialogue's.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    ask: Annotated[str, Field(min_length=1)]
    find: Values | None = None
    without: Values = {}
    except_: Annotated[list[str], Field(alias="except")] = []
    count: bool = False
    limit: int | None = None
    of: list[str] = []
    facts: list[str] = []
    test: Values = {}
    compare: bool = False
    search: list[str] = []
    cites: str = ""
    alone: bool = False
    nothing: bool = False
    courtesy: bool = False
    language: Language | None = None

    @model_validator(mode="after")
    def _expects_something(self) -> Step:
        if not any((self.find is not None, self.of, self.search, self.alone, self.nothing, self.courtesy)):
            raise ValueError(f"{self.ask!r}: nothing is expected of this turn")
        return self

    def wish(self) -> Wish:
        """The criteria of a search in the catalogue, as the brute-force filter takes them."""
        return (*criteria(self.find or {}), *criteria(self.without, negated=True))


class Dialogue(BaseModel):
    """A conversation of two to six turns (one, where there is nothing before it); ``kind`` groups the figures."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kind: Literal[
        "add", "replace", "drop", "pronoun", "ellipsis", "ordinal", "compare", "switch", "language", "documents",
        "more", "nothing", "count", "correction", "back",
    ]  # fmt: skip
    language: Language
    turns: Annotated[list[Step], Field(min_length=1, max_length=6)]


def criteria(asked: Values, negated: bool = False) -> Iterator[Criterion]:
    """Criteria of their names and values: ``standard: [SAML, LDAP]`` asks both, ``country: [DE, FR]`` either."""
    for kind, values in asked.items():
        if values is True:
            yield Criterion(kind, ("yes",), negated)
        elif isinstance(values, list) and kind in _EACH and not negated:
            yield from (Criterion(kind, (value,), negated) for value in values)
        elif isinstance(values, list):
            yield Criterion(kind, tuple(values), negated)


@cache
def dialogues() -> tuple[Dialogue, ...]:
    """Every dialogue, file by file."""
    return tuple(each for name in FILES for each in dialogues_of(name))


@cache
def dialogues_of(name: str) -> tuple[Dialogue, ...]:
    """The dialogues of one file; one named after a language is in it throughout."""
    rows: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return tuple(Dialogue.model_validate({"language": name, **row}) for row in rows)
