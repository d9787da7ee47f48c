"""A question and the entries selected for it as one document's values."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.predicates import criteria_of
from assistant.catalogue.reasons import reasons
from assistant.catalogue.relaxing import what_emptied
from assistant.catalogue.selection import Selection
from assistant.dossier.asked import asked_in_words, in_words, near_words, silent_words
from assistant.dossier.cells import COMPARED, Cell, cell_text, marked, stated
from assistant.dossier.references import Reference, References
from assistant.dossier.texts import counted, text
from ingest.catalogue.labels import labels
from ingest.catalogue.schema import CatalogueEntry, Fact
from ingest.catalogue.wording import enumeration, source_title, typeset
from ingest.records import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the comparison: a fact and its heading."""

    fact: str
    label: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """An entry that answers.  ``cells`` stand in the order of the dossier's columns; ``document_id`` is its page.

    ``links`` are addresses, of which the cell's ``fact`` is "homepage" or "repository"; ``why`` is what the order
    looked at, nothing where there is no order.
    """

    id: str
    name: str
    summary: str
    reviewed: datetime.date
    cells: tuple[Cell, ...]
    description: Cell
    limits: tuple[Cell, ...]
    notes: str | None
    links: tuple[Cell, ...]
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
    reviewed: datetime.date
    values: tuple[str, ...]
    homepage: str | None
    repository: str | None
    sources: tuple[str, ...]
    document_id: str | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a committee needs: the request, how it was read, what answers, what nearly does, and the sources.

    ``by_name`` says that the matches are the entries that the question names, whatever else it asks of them.
    ``outcome`` says in sentences how many answer, and what emptied the selection where none does.
    """

    question: str
    language: Language
    date: datetime.date
    snapshot: str
    criteria: tuple[str, ...]
    outcome: tuple[str, ...]
    notices: tuple[str, ...]
    by_name: bool
    columns: tuple[Column, ...]
    matches: tuple[Sheet, ...]
    near_misses: tuple[Aside, ...]
    not_documented: tuple[Aside, ...]
    references: tuple[Reference, ...]


SHOWN_CHARS = 80
_NOTICES = ("unofficial", "numbers", "to_verify", "unknown", "lists", "verified")
_LINKS: tuple[Literal["homepage", "repository"], ...] = ("homepage", "repository")


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
    references = References(language)
    for entry in shown:
        references.add(entry)
    return Dossier(
        question=" ".join(question.split()),
        language=language,
        date=date,
        snapshot=snapshot,
        criteria=asked_in_words(asked, language, catalogue),
        outcome=tuple(_outcome(selection, asked, language, catalogue)),
        notices=tuple(text(f"notice_{name}", language) for name in _NOTICES),
        by_name=bool(asked.entries),
        columns=tuple(Column(fact, text(f"column_{fact}", language)) for fact in COMPARED),
        matches=tuple(_sheet(entry, shown, asked, language, catalogue, references) for entry in shown),
        near_misses=tuple(
            _aside(miss.entry, near_words(miss, asked, language, catalogue), language, catalogue)
            for miss in selection.near_misses
        ),
        not_documented=tuple(
            _aside(item.entry, silent_words(item, asked, language, catalogue), language, catalogue)
            for item in selection.not_documented
        ),
        references=references.listed(shown),
    )


def no_dossier(question: str, languages: Sequence[Language] = LANGUAGES) -> str:
    """Why a question gives no dossier and what to ask, in both languages or in one."""
    line = " ".join(question.split())
    shown = line if len(line) <= SHOWN_CHARS else line[: SHOWN_CHARS - 1] + "…"
    return " / ".join(text("no_dossier", language, question=shown) for language in languages)


def _outcome(selection: Selection, asked: Constraints, language: Language, catalogue: Catalogue) -> Iterator[str]:
    count = len(selection.matches)
    if asked.entries:
        yield counted("named", count, language)
        return
    yield counted("matches", count, language)
    if asked.limit and asked.limit < count:
        yield counted("first_shown", asked.limit, language)
    if not count:
        yield from _emptied(asked, language, catalogue)
    if selection.near_misses:
        yield counted("near", len(selection.near_misses), language)
    if selection.not_documented:
        yield counted("silent", len(selection.not_documented), language)


def _emptied(asked: Constraints, language: Language, catalogue: Catalogue) -> Iterator[str]:
    if emptied := what_emptied(criteria_of(asked), asked, catalogue):
        criterion, entries = emptied
        words = in_words(criterion, asked, language, catalogue)
        yield counted("emptied", len(entries), language, criterion=words)


def _sheet(
    entry: CatalogueEntry,
    shown: Sequence[CatalogueEntry],
    asked: Constraints,
    language: Language,
    catalogue: Catalogue,
    references: References,
) -> Sheet:
    def cell(fact: Fact, words: str) -> Cell:
        return stated(entry, fact, words, language, catalogue, references)

    french = language == "fr"
    description = entry.description_fr if french else entry.description_en
    limits = entry.limits_fr if french else entry.limits_en
    described = marked(description, entry, "description", language) if description else text("unknown", language)
    return Sheet(
        id=entry.id,
        name=entry.name,
        summary=_summary(entry, language),
        reviewed=entry.last_verified,
        cells=tuple(cell(fact, cell_text(entry, fact, language)) for fact in COMPARED),
        description=cell("description", described),
        limits=tuple(cell("limits", marked(limit, entry, "limits", language)) for limit in limits or ()),
        notes=entry.notes_fr if french else entry.notes,
        links=tuple(_links(entry, language, catalogue, references)),
        why=tuple(_why(entry, shown, asked, language)),
        sources=_sources(entry, language),
        document_id=_document_id(entry, language, catalogue),
    )


def _why(
    entry: CatalogueEntry, shown: Sequence[CatalogueEntry], asked: Constraints, language: Language
) -> Iterator[str]:
    if not asked.entries and len(shown) > 1:
        why = reasons(entry, shown, criteria_of(asked), language, asked.audience)
        yield from (typeset(reason, language) for reason in why)


def _aside(entry: CatalogueEntry, reason: str, language: Language, catalogue: Catalogue) -> Aside:
    return Aside(
        id=entry.id,
        name=entry.name,
        summary=_summary(entry, language),
        reason=reason,
        reviewed=entry.last_verified,
        values=tuple(cell_text(entry, fact, language) for fact in COMPARED),
        homepage=entry.homepage,
        repository=entry.repository,
        sources=_sources(entry, language),
        document_id=_document_id(entry, language, catalogue),
    )


def _links(entry: CatalogueEntry, language: Language, catalogue: Catalogue, references: References) -> Iterator[Cell]:
    for kind in _LINKS:
        if address := getattr(entry, kind):
            yield stated(entry, kind, address, language, catalogue, references)


def _summary(entry: CatalogueEntry, language: Language) -> str:
    return typeset(entry.summary_fr if language == "fr" else entry.summary_en, language)


def _sources(entry: CatalogueEntry, language: Language) -> tuple[str, ...]:
    """What was read of the entry, each with its address and the facts that it states."""
    return tuple(
        " ".join(filter(None, (source_title(source, language), source.url, f"({facts})")))
        for source in entry.sources
        for facts in [enumeration([labels(language).facts[fact] for fact in source.facts], language)]
    )


def _document_id(entry: CatalogueEntry, language: Language, catalogue: Catalogue) -> str | None:
    page = catalogue.page(entry.id, language)
    return page.document_id if page else None
