"""Compares entries: a sentence that presents each, then a table with a citation in each cell."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.fact_sentences import TOLD_TOGETHER, is_to_verify, short_value
from assistant.catalogue.markdown_table import markdown_table
from assistant.catalogue.phrases import fill, summary
from assistant.catalogue.quoting import Cell, Comparison, ComposedSentence, Row, quote
from assistant.catalogue.tables import sentences
from ingest.catalogue.schema import CatalogueEntry
from ingest.catalogue.wording import enumeration, typeset
from ingest.records import Language

MOST_COMPARED = 5
COMPARED = (
    "licence",
    "steward",
    "governance",
    "deployment",
    "standards",
    "replaces",
    "commercial_support_in_europe",
    "limits",
    "last_verified",
)


def compared(
    entries: Sequence[CatalogueEntry], asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """Present each of the first entries, then give the table of the facts asked, or of the usual ones."""
    kept = entries[:MOST_COMPARED]
    template = sentences(language)["describe"]
    for entry in kept:
        text = fill(template, language, name=entry.name, summary=summary(entry, language))
        yield ComposedSentence(text, quote(catalogue, entry.id, ("summary",), language))
    facts = (asked.fact_field, *asked.more_facts) if asked.fact_field else COMPARED
    table = comparison_of(kept, facts, language, catalogue)
    yield ComposedSentence(markdown_table(table, lambda cell: cell.text), table.quotes(), table)


def comparison_of(
    entries: Sequence[CatalogueEntry], facts: Sequence[str], language: Language, catalogue: Catalogue
) -> Comparison:
    """The entries side by side, a row for each fact."""
    words = sentences(language)["compare"]
    rows = (
        Row(fact, words["facts"][fact], tuple(_cell(entry, fact, language, catalogue) for entry in entries))
        for fact in facts
    )
    return Comparison(words["corner"], tuple(entries), tuple(rows))


def notices(
    entries: Sequence[CatalogueEntry], asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """What was asked and is not compared: products that are no entries, unknown names, entries beyond the fifth."""
    words = sentences(language)["compare"]
    yield from outside_the_catalogue([*(product.label for product in asked.replaces), *asked.unknown_names], language)
    left = entries[MOST_COMPARED:]
    if left:
        names = enumeration([entry.name for entry in left], language)
        text = fill(words["too_many"]["one" if len(left) == 1 else "many"], language, names=names)
        quotes = (found for entry in left for found in quote(catalogue, entry.id, ("name",), language))
        yield ComposedSentence(text, tuple(quotes))
    if len(entries) == 1:
        text = fill(words["alone"], language, name=entries[0].name)
        yield ComposedSentence(text, quote(catalogue, entries[0].id, ("name",), language))


def outside_the_catalogue(names: Sequence[str], language: Language) -> Iterator[ComposedSentence]:
    """That the catalogue does not have what was named beside its entries."""
    if names:
        text = sentences(language)["compare"]["outside"]["one" if len(names) == 1 else "many"]
        yield ComposedSentence(fill(text, language, names=enumeration(names, language)))


def _cell(entry: CatalogueEntry, fact: str, language: Language, catalogue: Catalogue) -> Cell:
    """A fact with its quotes; nothing can be quoted where the entry is silent.

    The date of the last verification cites nothing: it is told of the page, which does not say it.
    """
    if fact == "last_verified":
        return Cell(typeset(_date(entry.last_verified, language), language), (), True)
    text = short_value(entry, fact, language)
    if text is None:
        return Cell(sentences(language)["compare"]["unknown"], (), None)
    quotes = quote(catalogue, entry.id, TOLD_TOGETHER.get(fact, (fact,)), language)
    return Cell(typeset(text, language), quotes, not is_to_verify(entry, fact))


def _date(date: datetime.date, language: Language) -> str:
    words = sentences(language)["dates"]
    day = words["first"] if date.day == 1 else date.day
    return str(words["date"].format(day=day, month=words["months"][date.month - 1], year=date.year))
