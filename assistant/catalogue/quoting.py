"""A composed sentence, or a table, and the quotes that support it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.catalogue.catalogue import Catalogue
from ingest.catalogue.schema import CatalogueEntry
from ingest.records import Language
from ingest.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence of an entry's page that states a fact: ``document.text[start:end] == text``."""

    document_id: str
    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One fact of one entry; ``verified`` says whether a source states it, None where it is not documented."""

    text: str
    quotes: tuple[Quote, ...]
    verified: bool | None


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of the entries compared, a cell for each in their order."""

    fact: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Entries side by side; ``corner`` heads the column of the facts."""

    corner: str
    entries: tuple[CatalogueEntry, ...]
    rows: tuple[Row, ...]

    def quotes(self) -> tuple[Quote, ...]:
        """The quotes of every cell, row by row."""
        return tuple(found for row in self.rows for cell in row.cells for found in cell.quotes)


@dataclass(frozen=True, slots=True)
class ComposedSentence:
    """A sentence made of typed facts, with the quotes of those facts; a table where ``table`` is set.

    The text of a table is Markdown without marks: whoever numbers the quotes puts each in its cell.
    """

    text: str
    quotes: tuple[Quote, ...] = ()
    table: Comparison | None = None


def quote(catalogue: Catalogue, entry_id: str, fields: Iterable[str], language: Language) -> tuple[Quote, ...]:
    """Quote the facts of an entry; one that its page does not state has no quote, and none comes twice."""
    page = catalogue.page(entry_id, language)
    if page is None:
        return ()
    found: dict[tuple[int, int], Quote] = {}
    for field in fields:
        if span := page.spans.get(field):
            text = page.text[span.start : span.end]
            found.setdefault((span.start, span.end), Quote(page.document_id, field, span.start, span.end, text))
    return tuple(found.values())


def opening_sentences(
    catalogue: Catalogue, entry_id: str, field: str, count: int, language: Language
) -> tuple[Quote, ...]:
    """Quote the first ``count`` sentences of a field that holds several; none where the page lacks the field.

    A page in the other language has none to give: its sentences cannot stand in an answer of this one.
    """
    page = catalogue.pages.get((entry_id, language))
    span = page.spans.get(field) if page else None
    if page is None or span is None:
        return ()
    found = split_sentences(page.text[span.start : span.end], language)[:count]
    places = [(span.start + each.start, span.start + each.end) for each in found]
    return tuple(Quote(page.document_id, field, start, end, page.text[start:end]) for start, end in places)


def quotes_of(
    entries: Sequence[CatalogueEntry], fields: tuple[str, ...], language: Language, catalogue: Catalogue
) -> tuple[Quote, ...]:
    """The quotes of some facts of several entries, in order."""
    return tuple(found for entry in entries for found in quote(catalogue, entry.id, fields, language))
