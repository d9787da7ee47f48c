"""Says a selection in French or in English: sentences made of typed facts, each with its quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.comparing import compared, notices, outside_the_catalogue
from assistant.catalogue.constraints import Constraints, Product
from assistant.catalogue.counting import breakdown
from assistant.catalogue.fact_sentences import fact_sentence, is_known, is_to_verify
from assistant.catalogue.listing import listed_answer
from assistant.catalogue.needs import need_of
from assistant.catalogue.page_words import denies, told_by_the_page, undecided
from assistant.catalogue.phrases import (
    criterion_value_words,
    description_to_verify,
    fill,
    number,
    summary,
    with_criteria,
)
from assistant.catalogue.predicates import FACT_OF, Criterion, criteria_of, verdict
from assistant.catalogue.quoting import ComposedSentence, opening_sentences, quote, quotes_of
from assistant.catalogue.selection import Selection, select
from assistant.catalogue.shortfalls import nothing_found
from assistant.catalogue.tables import sentences, topics
from assistant.catalogue.words import folded_words, singular
from ingest.catalogue.labels import labels
from ingest.catalogue.schema import CatalogueEntry
from ingest.catalogue.wording import enumeration, of_name
from ingest.records import Language

SHOWN_PROSE = 3
_DESCRIBED = (
    "licence",
    "steward",
    "replaces",
    "deployment",
    "standards",
    "commercial_support_in_europe",
    "limits",
    "notes",
)


def compose(
    selection: Selection, constraints: Constraints, language: Language, catalogue: Catalogue
) -> list[ComposedSentence]:
    """Return the answer's sentences, none where the question is not about the catalogue.

    A sentence that says what is missing from the whole catalogue has no quote: no page states it.
    """
    return list(_sentences(selection, constraints, language, catalogue))


def _sentences(
    selection: Selection, asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    if asked.intent == "none":
        return
    if asked.doubted:
        yield ComposedSentence(fill(sentences(language)["doubted"], language))
    yield from _not_applied(asked, language)
    yield from outside_the_catalogue(asked.outside, language)
    for product in asked.homonyms:
        yield from _homonym(product, asked, language, catalogue)
    yield from _told(selection, asked, language, catalogue)
    if asked.export:
        yield ComposedSentence(fill(sentences(language)["export"], language))


def _told(
    selection: Selection, asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    if asked.same and len(selection.matches) > 1:
        yield from _in_common(selection.matches, asked, language, catalogue)
    if asked.intent == "compare":
        yield from _comparison(selection, asked, language, catalogue)
    elif asked.intent == "aggregate":
        yield from breakdown(selection.matches, asked, language, catalogue)
    elif asked.intent in ("describe", "fact"):
        if len(selection.matches) > 1 and criteria_of(asked):
            yield from _which(selection, asked, language, catalogue)
            asked = replace(asked, fact_field=_tested(asked)[0], more_facts=_tested(asked)[1:], yes_no=False)
        if asked.untold:
            yield _untold(selection, asked, language, catalogue)
        yield from outside_the_catalogue(asked.unknown_names, language)
        for entry in selection.matches:
            told = _facts if asked.fact_field else _description
            yield from told(entry, asked, language, catalogue)
    elif asked.unknown_names and not criteria_of(asked):
        template = "unknown_product" if asked.intent == "alternatives" else "unknown_place"
        yield ComposedSentence(_unknown(asked, template, language))
    else:
        if asked.unknown_names:
            yield ComposedSentence(_unknown(asked, "unknown_criterion", language))
        found = listed_answer if selection.matches else nothing_found
        yield from found(selection, asked, language, catalogue)


def _not_applied(asked: Constraints, language: Language) -> Iterator[ComposedSentence]:
    """What was asked and selects nothing: the end of a long question, where a service runs or is supported."""
    if asked.read_words:
        yield ComposedSentence(fill(sentences(language)["cut"], language, count=str(asked.read_words)))
    if asked.untold and asked.intent != "fact":
        kinds = sentences(language)["untold"]
        asked_for = enumeration([kinds[kind] for kind in asked.untold], language, last=str(sentences(language)["nor"]))
        yield ComposedSentence(fill(sentences(language)["untold_criterion"], language, untold=asked_for))
    if asked.hosted_in:
        yield ComposedSentence(fill(sentences(language)["hosted_in"], language))
    if asked.supported_in:
        yield ComposedSentence(fill(sentences(language)["supported_in"], language))
    if asked.kept:
        names = enumeration([of_name(name) if language == "fr" else name for name in asked.kept], language)
        template = "kept_beside" if asked.entries else "kept"
        yield ComposedSentence(fill(sentences(language)[template], language, names=names))


def _homonym(
    product: Product, asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """« Visio » is read as a need; what replaces the product of that name is said too."""
    found = select(catalogue, Constraints("alternatives", replaces=(product,))).matches[:SHOWN_PROSE]
    if found:
        text = fill(
            sentences(language)["homonym"],
            language,
            need=need_of(asked.topics[0][0]).label(language),
            product=product.label,
            names=enumeration([entry.name for entry in found], language),
        )
        yield ComposedSentence(text, quotes_of(found, ("replaces",), language, catalogue))


def _in_common(
    entries: Sequence[CatalogueEntry], asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """« Oui : WeKan et Kanboard ont en commun : licence » ; nothing where the fact of one of them is unknown."""
    field = asked.fact_field or ""
    if not all(is_known(entry, field) for entry in entries) or field in ("limits", "notes"):
        return
    values = {_comparable(getattr(entry, {"licence_check": "licence"}.get(field, field))) for entry in entries}
    text = fill(
        sentences(language)["in_common"]["yes" if len(values) == 1 else "no"],
        language,
        fact=labels(language).facts.get(field, field),
        names=enumeration([entry.name for entry in entries], language),
    )
    yield ComposedSentence(text, quotes_of(entries, (field,), language, catalogue))


def _comparable(value: object) -> object:
    return frozenset(value) if isinstance(value, list) else value


def _untold(selection: Selection, asked: Constraints, language: Language, catalogue: Catalogue) -> ComposedSentence:
    """« Le catalogue ne donne pas le prix de Nextcloud »: the facts that follow are those that come nearest."""
    table = sentences(language)
    names = enumeration(
        [of_name(entry.name) if language == "fr" else entry.name for entry in selection.matches], language
    )
    kinds = enumeration([table["untold"][kind] for kind in asked.untold], language, last=str(table["nor"]))
    text = fill(table["untold_fact"], language, untold=kinds, names=names)
    return ComposedSentence(text, quotes_of(selection.matches, ("name",), language, catalogue))


def _unknown(asked: Constraints, template: str, language: Language) -> str:
    names = enumeration([sentences(language)["quoted"].format(name=name) for name in asked.unknown_names], language)
    return fill(sentences(language)[template], language, names=names)


def _which(
    selection: Selection, asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """« Lequel des deux est français ? »: those of the named entries that meet the criteria.

    Nothing where none is known to, and of one it is not known: the facts that follow say so.
    """
    criteria = criteria_of(asked)
    verdicts = {entry.id: [verdict(criterion, entry) for criterion in criteria] for entry in selection.matches}
    held = [entry for entry in selection.matches if all(verdicts[entry.id])]
    if not held and any(None in found and False not in found for found in verdicts.values()):
        return
    text = fill(
        sentences(language)["which"]["none" if not held else "one" if len(held) == 1 else "many"],
        language,
        count=number(len(held), language).capitalize(),
        names=enumeration([entry.name for entry in held], language),
        **{"with": with_criteria(criteria, language)},
    )
    yield ComposedSentence(text, quotes_of(selection.matches, _tested(asked), language, catalogue))


def _tested(asked: Constraints) -> tuple[str, ...]:
    """The facts that the criteria judge, or that must be unknown."""
    judged = (one.values[0] if one.kind == "undocumented" else one.kind for one in criteria_of(asked))
    return tuple(dict.fromkeys(FACT_OF[kind] for kind in judged))


def _facts(
    entry: CatalogueEntry, asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """The facts asked, or those put to the test; a licence with a reservation has it said.

    What they do not decide is told in the sentences of the entry's page that speak of it.
    """
    yield from _page_says(entry, asked.kept, asked, language, catalogue)
    for field in dict.fromkeys((*_tested(asked), *asked.more_facts) if asked.yes_no else _in_order(asked)):
        if asked.untold and not is_known(entry, field):
            continue
        open_ones = undecided(entry, field, asked) if asked.yes_no else ()
        named = (*criterion_value_words(open_ones, language), *_words_of_needs(open_ones))
        told = _page_says(entry, named, asked, language, catalogue)
        if asked.yes_no and field == "features" and (denied := _denied(entry, asked, language, catalogue)):
            yield denied
            continue
        yield from told or [fact_sentence(entry, field, asked, language, catalogue)]
        if asked.yes_no and field == "features" and not told:  # « Oui : … macros » is not all there is to say
            tested = [one for one in criteria_of(asked) if FACT_OF[one.kind] == field]
            limits = told_by_the_page(
                entry, criterion_value_words(tested, language), asked.words, language, catalogue, ("limits",)
            )
            yield from (ComposedSentence(one.text, (one,)) for one in limits[:1])
    if asked.fact_field in ("licence", "licence_check") and "licen" in (entry.notes or "").lower():
        yield fact_sentence(entry, "notes", replace(asked, yes_no=False), language, catalogue)


def _words_of_needs(criteria: Sequence[Criterion]) -> tuple[str, ...]:
    """The single words by which the needs go: « mail » for an email service."""
    needs = (need for one in criteria if one.kind == "topic" for need in one.values)
    return tuple(name for need in needs for name in topics()[need].words if len(folded_words(name)) == 1)


def _denied(
    entry: CatalogueEntry, asked: Constraints, language: Language, catalogue: Catalogue
) -> ComposedSentence | None:
    """What the entry's limits say against what is put to the test, in its very words: « ne calcule pas la paie ».

    Of a function that the entry has, only what they say of the question's other words: "run VBA macros".
    """
    words = asked.words
    if all(verdict(one, entry) for one in criteria_of(asked)):
        known = {
            word for need in asked.topics for one in need for name in topics()[one].words for word in folded_words(name)
        }
        known |= {word for name in criterion_value_words(criteria_of(asked), language) for word in folded_words(name)}
        words = tuple(word for word in words if singular(word) not in {*map(singular, known)})
    limits = told_by_the_page(entry, words, (), language, catalogue, ("limits",))
    return next((ComposedSentence(one.text, (one,)) for one in limits if denies(one.text)), None)


def _page_says(
    entry: CatalogueEntry, named: Sequence[str], asked: Constraints, language: Language, catalogue: Catalogue
) -> list[ComposedSentence]:
    """The sentences of the entry's page that speak of what is named."""
    found = told_by_the_page(entry, named, asked.words, language, catalogue)
    return [ComposedSentence(one.text, (one,)) for one in found]


def _description(
    entry: CatalogueEntry, asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    opening = opening_sentences(catalogue, entry.id, "description", SHOWN_PROSE, language)
    if opening:
        yield from (ComposedSentence(found.text, (found,)) for found in opening)
        if is_to_verify(entry, "description"):
            yield ComposedSentence(description_to_verify([entry.name], language), (opening[0],))
    else:
        text = fill(sentences(language)["describe"], language, name=entry.name, summary=summary(entry, language))
        yield ComposedSentence(text, quote(catalogue, entry.id, ("summary",), language))
    for field in _DESCRIBED:
        if is_known(entry, field):
            yield fact_sentence(entry, field, replace(asked, yes_no=False), language, catalogue)


def _in_order(asked: Constraints) -> list[str]:
    """The facts asked, in the order in which a description gives them."""
    fields = [asked.fact_field or "", *asked.more_facts]
    return sorted(fields, key=lambda field: _DESCRIBED.index(field) if field in _DESCRIBED else len(_DESCRIBED))


def _comparison(
    selection: Selection, asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """Entries side by side; one alone is told by itself, and products that are no entries by their alternatives."""
    yield from notices(selection.matches if asked.entries else (), asked, language, catalogue)
    if not asked.entries:
        yield from (listed_answer if selection.matches else nothing_found)(selection, asked, language, catalogue)
    elif len(selection.matches) == 1:
        told = _facts if asked.fact_field else _description
        yield from told(selection.matches[0], asked, language, catalogue)
    else:
        yield from compared(selection.matches, asked, language, catalogue)
