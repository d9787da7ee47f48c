"""A question and the entries selected for it as one document's values."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.selection import Selection
from assistant.dossier.asked import asked_in_words, near_words, silent_words
from assistant.dossier.cells import COMPARED, Cell
from assistant.dossier.references import Reference, References
from assistant.dossier.texts import text
from ingest.catalogue.schema import CatalogueEntry
from ingest.records import Language


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the comparison: a fact and its heading."""

    fact: str
    label: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address of an entry; ``kind`` is "homepage" or "repository"."""

    kind: str
    url: str
    citations: tuple[int, ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """An entry that answers.  ``cells`` stand in the order of the dossier's columns; ``document_id`` is its page."""

    id: str
    name: str
    summary: str
    cells: tuple[Cell, ...]
    description: Cell
    limits: tuple[Cell, ...]
    notes: str | None
    links: tuple[Link, ...]
    why: tuple[str, ...]
    sources: tuple[str, ...]
    document_id: str | None


@dataclass(frozen=True, slots=True)
class Aside:
    """An entry that does not answer: ``reason`` says why, ``values`` are its facts in the order of the columns."""

    id: str
    name: str
    summary: str
    reason: str
    values: tuple[str, ...]
    links: tuple[Link, ...]
    sources: tuple[str, ...]
    document_id: str | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a committee needs: the request, how it was read, what answers, what nearly does, and the sources.

    ``outcome`` says in sentences how many answer, and what emptied the selection where none does.
    """

    question: str
    language: Language
    date: datetime.date
    snapshot: str
    criteria: tuple[str, ...]
    outcome: tuple[str, ...]
    notices: tuple[str, ...]
    ordered: bool
    columns: tuple[Column, ...]
    matches: tuple[Sheet, ...]
    near_misses: tuple[Aside, ...]
    not_documented: tuple[Aside, ...]
    references: tuple[Reference, ...]


_NOTICES = ("unofficial", "numbers", "to_verify", "unknown", "lists", "verified")


def make_dossier(
    question: str,
    asked: Constraints,
    selection: Selection,
    catalogue: Catalogue,
    language: Language,
    *,
    snapshot: str,
    date: datetime.date,
) -> Dossier:
    """Put what was selected for a question into a dossier; the number of entries that it asks for is kept to."""
    shown = selection.matches[: asked.limit]
    return Dossier(
        question=" ".join(question.split()),
        language=language,
        date=date,
        snapshot=snapshot,
        criteria=asked_in_words(asked, language, catalogue),
        outcome=tuple(_outcome(selection, asked, language, catalogue)),
        notices=tuple(text(f"notice_{name}", language) for name in _NOTICES),
        ordered=not asked.entries and len(shown) > 1,
        columns=tuple(Column(fact, text(f"column_{fact}", language)) for fact in COMPARED),
        **_entries(selection, shown, asked, language, catalogue),
    )


def _entries(
    selection: Selection,
    shown: tuple[CatalogueEntry, ...],
    asked: Constraints,
    language: Language,
    catalogue: Catalogue,
) -> dict[str, tuple[object, ...]]:
    references = References(language)
    for entry in shown:
        references.add(entry)
    return {
        "matches": tuple(_sheet(entry, shown, asked, language, catalogue, references) for entry in shown),
        "near_misses": tuple(
            _aside(miss.entry, near_words(miss, asked, language, catalogue), language, catalogue)
            for miss in selection.near_misses
        ),
        "not_documented": tuple(
            _aside(item.entry, silent_words(item, asked, language, catalogue), language, catalogue)
            for item in selection.not_documented
        ),
        "references": references.listed(shown),
    }
