"""Says what falls short: near misses, entries that are not documented, and which criterion left nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.phrases import criterion_words, fill, number, reason, semicolons, sought
from assistant.catalogue.predicates import FACT_OF, Criterion, criteria_of
from assistant.catalogue.quoting import ComposedSentence, Quote, quote, quotes_of
from assistant.catalogue.relaxing import contradiction, what_emptied, with_first_alone
from assistant.catalogue.selection import NearMiss, Selection
from assistant.catalogue.tables import sentences
from ingest.catalogue.schema import CatalogueEntry
from ingest.catalogue.wording import enumeration
from ingest.records import Language

SHOWN_ASIDE = 4
# What an entry has instead is worth saying for these; a standard or a feature is only not mentioned.
_TELLING = ("licence", "country", "governance", "deployment", "domain")


def nothing_found(
    selection: Selection, asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """Say that nothing answers, which criterion is why, and what would remain without it."""
    criteria = criteria_of(asked)
    wanted = sought(criteria, asked, "_none", language, catalogue)
    yield ComposedSentence(fill(sentences(language)["empty"], language, **wanted))
    if opposed := contradiction(criteria, catalogue):
        one, other = (criterion_words(criterion, language) for criterion in opposed)
        yield ComposedSentence(fill(sentences(language)["contradiction"], language, one=one, other=other))
    emptied = what_emptied(criteria, asked, catalogue)
    if emptied and len(criteria) > 1:  # without its only criterion the whole catalogue remains
        yield _remainder(*emptied, language, catalogue)
    elif len(criteria) > 2:
        yield from _subject_alone(criteria, asked, language, catalogue)
    told = emptied[0] if emptied else None
    yield from near_misses([miss for miss in selection.near_misses if miss.failed != told], language, catalogue)
    yield from not_documented(selection, language, catalogue)


def _remainder(
    criterion: Criterion, entries: Sequence[CatalogueEntry], language: Language, catalogue: Catalogue
) -> ComposedSentence:
    """What would remain without one criterion, each entry with what it has instead."""
    near = [NearMiss(entry, criterion) for entry in entries[:SHOWN_ASIDE]]
    names = enumeration([miss.entry.name for miss in near], language)
    text = fill(
        sentences(language)["empty_because"][_form(len(near), len(entries))],
        language,
        criterion=criterion_words(criterion, language),
        count=number(len(entries), language),
        items=semicolons(_missed(near, language), language) if criterion.kind in _TELLING else names,
    )
    return ComposedSentence(text, _quotes_of_misses(near, language, catalogue))


def _subject_alone(
    criteria: Sequence[Criterion], asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """What would remain with none of the criteria, where leaving out one of them does not help."""
    entries = with_first_alone(criteria, asked, catalogue)
    if entries:
        shown = entries[:SHOWN_ASIDE]
        text = fill(
            sentences(language)["empty_together"][_form(len(shown), len(entries))],
            language,
            count=number(len(entries), language),
            names=enumeration([entry.name for entry in shown], language),
        )
        yield ComposedSentence(text, quotes_of(shown, (FACT_OF[criteria[0].kind],), language, catalogue))


def near_misses(misses: Sequence[NearMiss], language: Language, catalogue: Catalogue) -> Iterator[ComposedSentence]:
    """The first entries that fail one criterion, with what they have instead."""
    near = misses[:SHOWN_ASIDE]
    if not near:
        return
    form = "one" if len(near) == 1 else "many"
    items = semicolons(_missed(near, language), language)
    text = fill(sentences(language)["near_misses"][form], language, items=items)
    yield ComposedSentence(text, _quotes_of_misses(near, language, catalogue))


def _missed(near: Sequence[NearMiss], language: Language) -> list[str]:
    template: str = sentences(language)["near_item"]
    return [template.format(name=miss.entry.name, reason=reason(miss.failed, miss.entry, language)) for miss in near]


def _quotes_of_misses(near: Sequence[NearMiss], language: Language, catalogue: Catalogue) -> tuple[Quote, ...]:
    quotes = (quote(catalogue, miss.entry.id, (FACT_OF[miss.failed.kind],), language) for miss in near)
    return tuple(found for each in quotes for found in each)


def _form(shown: int, count: int) -> str:
    return "one" if count == 1 else "many" if shown == count else "many_more"


def not_documented(selection: Selection, language: Language, catalogue: Catalogue) -> Iterator[ComposedSentence]:
    """The entries of which an unknown fact keeps from judging, with the fact."""
    silent = selection.not_documented
    if not silent:
        return
    table = sentences(language)
    shown = silent[:SHOWN_ASIDE]
    kinds = dict.fromkeys(criterion.kind for item in silent for criterion in item.unknown)
    text = fill(
        table["not_documented"][_form(len(shown), len(silent))],
        language,
        count=number(len(silent), language),
        facts=enumeration([table["facts_named"][kind] for kind in kinds], language),
        names=enumeration([item.entry.name for item in shown], language),
    )
    yield ComposedSentence(text, quotes_of([item.entry for item in shown], ("name",), language, catalogue))
