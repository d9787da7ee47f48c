"""The records of an eval suite: questions with what a good answer must show.

``suites_format`` reads them from YAML files and spreadsheets, and writes them back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, field_validator, model_validator

from assistant.records import Status
from evals.catalogue.brute_force import Wish
from evals.catalogue.facts import facts
from evals.catalogue.wishes import wish_of, wrong_names
from evals.errors import WrongValue
from evals.texts import message
from ingest.catalogue.schema import Domain
from ingest.messages import Message
from ingest.records import Language

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Group = Literal[
    "newcomers", "domain", "catalogue-facts", "filters", "comparisons", "follow-ups", "cross-language",
    "unanswerable", "false-premise", "injection", "rough-spelling",
]  # fmt: skip
GROUPS: tuple[Group, ...] = get_args(Group)
FactName = Literal[
    "domain", "licence", "homepage", "repository", "steward", "steward_country", "governance", "organisations",
    "replaces", "standards", "features", "deployment", "commercial_support_in_europe",
]  # fmt: skip


def _listed(value: object) -> object:
    """One value stands for a list of one."""
    return [value] if isinstance(value, str) else value


def _yes_or_no(value: object) -> object:
    """ "oui" and "vrai" of a spreadsheet in French are as good as the words that pydantic knows."""
    return {"oui": True, "vrai": True, "non": False, "faux": False}.get(str(value).strip().lower(), value)


class Record(BaseModel):
    """A frozen record that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


YesOrNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_listed)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(_listed)]
# A list within the list holds alternatives, where the values must all be met (need, standard, feature).
Criteria = dict[str, Annotated[Literal[True] | list[str | list[str]], BeforeValidator(_listed)]]


class Entries(Record):
    """Catalogue ids that the answer's ``matches`` must hold: all of ``all``, one of ``any``, not one of ``none``."""

    all: Slugs = ()
    any: Slugs = ()
    none: Slugs = ()


class CatalogueSet(Record):
    """The exact set of entries that ``matches`` must be, computed from the corpus by the brute-force filter.

    ``want`` and ``without`` are criteria as in ``evals/catalogue_cases``; ``except`` are entries left out.  With a
    ``limit`` that many of the set are expected, whichever.
    """

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    want: Criteria = {}
    without: Criteria = {}
    except_: Slugs = Field(default=(), alias="except")
    limit: int | None = Field(default=None, ge=1)

    @field_validator("want", "without")
    @classmethod
    def _values_fit(cls, asked: Criteria) -> Criteria:
        for kind, values in asked.items():
            if (kind == "support") != (values is True):
                raise WrongValue("criterion_values", kind=kind)
        return asked

    @model_validator(mode="after")
    def _names_exist(self) -> CatalogueSet:
        if not self.wish():
            raise WrongValue("no_criterion")
        if problems := wrong_names(self.wish(), self.except_):
            raise WrongValue("as_is", text="; ".join(problems))
        return self

    def wish(self) -> Wish:
        """The criteria, as the brute-force filter takes them."""
        return wish_of(self.want, self.without)


class TypedFact(Record):
    """A fact of a catalogue entry: its value in the corpus must be in the answer, as the labels of its language write
    it."""

    entry: Slug
    fact: FactName

    @field_validator("entry")
    @classmethod
    def _exists(cls, entry: str) -> str:
        if entry not in facts().entries:
            raise WrongValue("no_entry", entry=entry)
        return entry


class Case(Record):
    """One question and what a good answer shows.  What is left out is not checked."""

    id: Slug
    language: Language
    question: Text
    status: Annotated[tuple[Status, ...], BeforeValidator(_listed)] = Field(
        min_length=1, description="every status that is right"
    )
    pair: Slug | None = Field(default=None, description="the same for a question and its translation")
    group: Group | None = Field(default=None, description="what sort of question it is")
    domain: Domain | None = Field(default=None, description="the technology domain that it is about")
    turns: Texts = Field(default=(), description="earlier questions, asked in the same session before this one")
    documents: Texts = Field(default=(), description="the citations must hold one; 'event' is 'event.fr' or 'event.en'")
    forbidden_documents: Texts = Field(default=(), description="the citations must hold none")
    facts: Texts = Field(default=(), description="regular expressions; the text must match all, whatever the case")
    typed_facts: tuple[TypedFact, ...] = Field(default=(), description="catalogue facts that the text must state")
    forbidden: Texts = Field(default=(), description="regular expressions; the text must match none")
    entries: Entries = Field(default=Entries(), description="catalogue ids that 'matches' must or must not hold")
    expected: CatalogueSet | None = Field(default=None, description="the exact set of 'matches', as a filter")
    reference: str = Field(default="", description="an answer that would do, for people and for a judge")
    held_out: YesOrNo = Field(
        default=False, description="counts, and no report shows it, so that nobody mends the assistant for it"
    )
    owner: str = Field(default="", description="who answers for the case")
    added: date | None = Field(default=None, description="the day it was added, YYYY-MM-DD")
    note: str = Field(default="", description="for people; nothing reads it")

    @field_validator("facts", "forbidden")
    @classmethod
    def _compiles(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise WrongValue("not_a_pattern", pattern=pattern, error=error) from error
        return patterns

    @model_validator(mode="after")
    def _expects_what_can_be(self) -> Case:
        if self.status == ("abstained",) and (self.documents or self.facts or self.typed_facts):
            raise WrongValue("abstains_and_answers")
        if both := set(self.documents) & set(self.forbidden_documents):
            raise WrongValue("expected_and_forbidden", documents=", ".join(sorted(both)))
        return self


class Suite(Record):
    """The cases of one file; ``name`` is the file's name without its ending."""

    name: str
    cases: tuple[Case, ...] = Field(min_length=1)


def repeated_ids(cases: Iterable[Case]) -> list[tuple[Case, Message]]:
    """The cases whose id an earlier one has, with what is wrong."""
    seen: set[str] = set()
    found = []
    for case in cases:
        if case.id in seen:
            found.append((case, message("repeated_id")))
        seen.add(case.id)
    return found


def half_pairs(cases: Iterable[Case]) -> list[tuple[Case, Message]]:
    """The first case of each pair that is not one question in French and one in English, with what is wrong."""
    pairs: dict[str, list[Case]] = {}
    for case in cases:
        if case.pair:
            pairs.setdefault(case.pair, []).append(case)
    return [
        (members[0], message("half_pair", pair=name, members=_ids(members)))
        for name, members in pairs.items()
        if sorted(case.language for case in members) != ["en", "fr"]
    ]


def between_cases(cases: Sequence[Case]) -> list[tuple[Case, Message]]:
    """What is wrong between cases that are each right: ids that repeat, pairs that lack a half."""
    return [*repeated_ids(cases), *half_pairs(cases)]


def _ids(cases: Iterable[Case]) -> str:
    return ", ".join(f"{case.id} ({case.language})" for case in cases)
