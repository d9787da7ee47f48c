"""Says a selection in French or in English: sentences made of typed facts, each with its quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.catalogue.aggregates import extremes, group_label, groups
from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.comparing import compared, notices
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.fact_sentences import fact_sentence, is_known, is_to_verify
from assistant.catalogue.phrases import (
    by,
    criterion_words,
    description_to_verify,
    fill,
    number,
    reason,
    summary,
    under,
    what,
)
from assistant.catalogue.predicates import FACT_OF, Criterion, criteria_of
from assistant.catalogue.quoting import ComposedSentence, Quote, opening_sentences, quote
from assistant.catalogue.reasons import reasons
from assistant.catalogue.relaxing import what_emptied
from assistant.catalogue.selection import Selection
from assistant.catalogue.tables import sentences
from ingest.catalogue.labels import labels
from ingest.catalogue.schema import FACTS, CatalogueEntry
from ingest.catalogue.wording import enumeration
from ingest.records import Language

SHOWN = 7
SHOWN_NAMES = 12
SHOWN_ASIDE = 4
SHOWN_REST = 30
SHOWN_PROSE = 3
SHOWN_REASONS = 3
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
    if asked.intent == "compare":
        yield from _comparison(selection, asked, language, catalogue)
    elif asked.intent == "aggregate":
        yield from _aggregate(selection.matches, asked, language, catalogue)
    elif asked.intent in ("describe", "fact"):
        for entry in selection.matches:
            told = _facts if asked.fact_field else _description
            yield from told(entry, asked, language, catalogue)
    elif asked.unknown_names and not criteria_of(asked):
        yield ComposedSentence(_unknown(asked, "unknown_product", language))
    else:
        if asked.unknown_names:
            yield ComposedSentence(_unknown(asked, "unknown_criterion", language))
        found = _found if selection.matches else _nothing
        yield from found(selection, asked, language, catalogue)


def _unknown(asked: Constraints, template: str, language: Language) -> str:
    names = enumeration([sentences(language)["quoted"].format(name=name) for name in asked.unknown_names], language)
    return fill(sentences(language)[template], language, names=names)


def _facts(
    entry: CatalogueEntry, asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """The facts asked, or those put to the test; a licence with a reservation has it said."""
    tested = tuple(FACT_OF[criterion.kind] for criterion in criteria_of(asked)) if asked.yes_no else ()
    for field in dict.fromkeys(tested or _in_order(asked)):
        yield fact_sentence(entry, field, asked, language, catalogue)
    if asked.fact_field in ("licence", "licence_check") and "licen" in (entry.notes or "").lower():
        yield fact_sentence(entry, "notes", replace(asked, yes_no=False), language, catalogue)


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
        yield from (_found if selection.matches else _nothing)(selection, asked, language, catalogue)
    elif len(selection.matches) == 1:
        told = _facts if asked.fact_field else _description
        yield from told(selection.matches[0], asked, language, catalogue)
    else:
        yield from compared(selection.matches, asked, language, catalogue)


def _found(
    selection: Selection, asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    criteria = criteria_of(asked)
    if asked.intent == "count":
        yield _count(selection.matches, criteria, asked, language, catalogue)
        yield from _at_home(selection.matches, asked, language, catalogue)
    else:
        shown = selection.matches[: min(asked.limit or SHOWN, SHOWN_NAMES)]
        yield _intro(selection.matches, shown, criteria, asked, language, catalogue)
        fields = tuple(dict.fromkeys(FACT_OF[criterion.kind] for criterion in criteria))
        for entry in shown:
            yield _item(entry, fields, language, catalogue)
        yield from _order(selection.matches, criteria, language, catalogue)
        yield from _unchecked(shown, fields, language, catalogue)
        if not asked.limit:
            yield from _rest(selection.matches[len(shown) :], criteria, language, catalogue)
    if asked.intent != "count" and not asked.limit:
        yield from _near(selection, language, catalogue)
    yield from _silent(selection, language, catalogue)


def _intro(
    matches: Sequence[CatalogueEntry],
    shown: Sequence[CatalogueEntry],
    criteria: Sequence[Criterion],
    asked: Constraints,
    language: Language,
    catalogue: Catalogue,
) -> ComposedSentence:
    table = sentences(language)["list"]
    form = "one" if len(matches) == 1 else "many" if len(shown) == len(matches) else "many_shown"
    text = fill(
        table[form],
        language,
        count=number(len(matches), language),
        shown=number(len(shown), language),
        **_sought(criteria, asked, "_one" if form == "one" else "", language, catalogue),
    )
    return ComposedSentence(text, _quotes(shown, (_main_field(criteria),), language, catalogue))


def _rest(
    others: Sequence[CatalogueEntry], criteria: Sequence[Criterion], language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """The entries that match too, by name."""
    if not others:
        return
    shown = others[:SHOWN_REST]
    form = "one" if len(others) == 1 else "many" if len(shown) == len(others) else "many_more"
    names = enumeration([entry.name for entry in shown], language)
    text = fill(sentences(language)["rest"][form], language, names=names)
    yield ComposedSentence(text, _quotes(shown, (_main_field(criteria),), language, catalogue))


def _count(
    matches: Sequence[CatalogueEntry],
    criteria: Sequence[Criterion],
    asked: Constraints,
    language: Language,
    catalogue: Catalogue,
) -> ComposedSentence:
    table = sentences(language)
    count = number(len(matches), language)
    if not criteria:
        text = fill(table["list"]["all"], language, count=count)
        return ComposedSentence(text, _quotes(matches[:SHOWN_ASIDE], ("domain",), language, catalogue))
    shown = matches[:SHOWN_NAMES]
    form = "one" if len(matches) == 1 else "many" if len(shown) == len(matches) else "many_more"
    names = enumeration([entry.name for entry in shown], language)
    sought = _sought(criteria, asked, "_one" if form == "one" else "", language, catalogue)
    text = fill(table["count_of"][form], language, count=count, names=names, **sought)
    return ComposedSentence(text, _quotes(shown, (_main_field(criteria),), language, catalogue))


def _at_home(
    matches: Sequence[CatalogueEntry], asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """How many of a domain's entries are at home in it: the pages of domains count those."""
    if len(asked.domains) != 1 or not matches:
        return
    home = [entry for entry in matches if entry.domain == asked.domains[0]]
    if len(home) < len(matches):
        text = fill(sentences(language)["at_home"], language, count=len(home), others=len(matches) - len(home))
        yield ComposedSentence(text, _quotes(home[:SHOWN_ASIDE], ("domain",), language, catalogue))


def _aggregate(
    matches: Sequence[CatalogueEntry], asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """The largest or the smallest groups where one is asked, then all of them."""
    table = sentences(language)["aggregate"]
    found = groups(matches, asked.group_by)
    sought = _sought(criteria_of(asked), asked, "", language, catalogue)
    subject = asked.domains or asked.topics or asked.replaces or asked.similar_to
    sought["what"] = f" {sought['what']}" if subject else ""
    if top := extremes(found, asked.extreme) if asked.extreme else []:
        names = enumeration([group_label(group.value, asked.group_by, language) for group in top], language)
        text = fill(
            table[asked.extreme][asked.group_by]["one" if len(top) == 1 else "many"],
            language,
            names=names,
            count=len(top[0].entries),
            **sought,
        )
        yield ComposedSentence(text, _quotes(top[0].entries[:SHOWN_ASIDE], (asked.group_by,), language, catalogue))
    items = [f"{group_label(group.value, asked.group_by, language)} ({len(group.entries)})" for group in found]
    text = fill(
        table["all"][asked.group_by], language, items=enumeration(items, language), count=len(matches), **sought
    )
    yield ComposedSentence(text, _quotes(matches[:SHOWN_ASIDE], (asked.group_by,), language, catalogue))


def _item(entry: CatalogueEntry, fields: tuple[str, ...], language: Language, catalogue: Catalogue) -> ComposedSentence:
    form = {
        (True, True): "item",
        (False, True): "item_no_licence",
        (True, False): "item_no_steward",
        (False, False): "item_bare",
    }[bool(entry.licence), bool(entry.steward)]
    text = fill(
        sentences(language)[form],
        language,
        name=entry.name,
        under=under(entry, language) if entry.licence else "",
        by=by(entry, language) if entry.steward else "",
        summary=summary(entry, language),
    )
    told = ("summary", "licence", "licence_check", "steward", *fields)
    return ComposedSentence(text, quote(catalogue, entry.id, told, language))


def _order(
    matches: Sequence[CatalogueEntry], criteria: Sequence[Criterion], language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """Why the first entries come first; nothing where there is no order to explain."""
    if len(matches) < 2 or not criteria:
        return
    table, first = sentences(language), matches[:SHOWN_REASONS]
    items = [
        table["order_item"].format(name=entry.name, reasons=", ".join(reasons(entry, matches, criteria, language)))
        for entry in first
    ]
    fields = ("domain", "standards", "commercial_support_in_europe")
    text = fill(table["order"], language, items=_listed(items, language))
    yield ComposedSentence(text, _quotes(first, fields, language, catalogue))


def _unchecked(
    shown: Sequence[CatalogueEntry], fields: Sequence[str], language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """Which facts of the list no source states; the licence's own mention stands beside it."""
    told = dict.fromkeys("steward" if field == "steward_country" else field for field in (*fields, "steward"))
    unread = {
        field: [entry for entry in shown if is_known(entry, field) and is_to_verify(entry, field)]
        for field in told
        if field in FACTS and field != "licence"
    }
    items = [_unread_item(field, entries, shown, language) for field, entries in unread.items() if entries]
    if items:
        text = fill(sentences(language)["unchecked"], language, items=_listed(items, language))
        quotes = (quote(catalogue, entry.id, (field,), language) for field in unread for entry in unread[field])
        yield ComposedSentence(text, tuple(found for each in quotes for found in each))


def _unread_item(
    field: str, entries: Sequence[CatalogueEntry], shown: Sequence[CatalogueEntry], language: Language
) -> str:
    """The fact, and the entries it is told of where it was read for the others."""
    fact = labels(language).facts[field]
    if len(entries) == len(shown):
        return fact
    names = enumeration([entry.name for entry in entries], language)
    return str(sentences(language)["unchecked_item"].format(fact=fact, names=names))


def _near(selection: Selection, language: Language, catalogue: Catalogue) -> Iterator[ComposedSentence]:
    near = selection.near_misses[:SHOWN_ASIDE]
    if not near:
        return
    table = sentences(language)
    items = [
        table["near_item"].format(name=miss.entry.name, reason=reason(miss.failed, miss.entry, language))
        for miss in near
    ]
    text = fill(table["near_misses"]["one" if len(near) == 1 else "many"], language, items=_listed(items, language))
    quotes = [
        found for miss in near for found in quote(catalogue, miss.entry.id, (FACT_OF[miss.failed.kind],), language)
    ]
    yield ComposedSentence(text, tuple(quotes))


def _silent(selection: Selection, language: Language, catalogue: Catalogue) -> Iterator[ComposedSentence]:
    silent = selection.not_documented
    if not silent:
        return
    table = sentences(language)
    shown = silent[:SHOWN_ASIDE]
    kinds = dict.fromkeys(criterion.kind for item in silent for criterion in item.unknown)
    form = "one" if len(silent) == 1 else "many" if len(shown) == len(silent) else "many_more"
    text = fill(
        table["not_documented"][form],
        language,
        count=number(len(silent), language),
        facts=enumeration([table["facts_named"][kind] for kind in kinds], language),
        names=enumeration([item.entry.name for item in shown], language),
    )
    yield ComposedSentence(text, _quotes([item.entry for item in shown], ("name",), language, catalogue))


def _nothing(
    selection: Selection, asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    table = sentences(language)
    criteria = criteria_of(asked)
    sought = _sought(criteria, asked, "_none", language, catalogue)
    yield ComposedSentence(fill(table["empty"], language, **sought))
    emptied = what_emptied(criteria, asked, catalogue)
    if emptied:
        criterion, entries = emptied
        text = fill(
            table["empty_because"],
            language,
            criterion=criterion_words(criterion, language),
            count=number(len(entries), language),
        )
        yield ComposedSentence(text, _quotes(entries[:SHOWN_ASIDE], (FACT_OF[criterion.kind],), language, catalogue))
    yield from _near(selection, language, catalogue)
    yield from _silent(selection, language, catalogue)


def _sought(
    criteria: Sequence[Criterion], asked: Constraints, form: str, language: Language, catalogue: Catalogue
) -> dict[str, str]:
    names = [catalogue.entries[name].name for name in asked.similar_to if name in catalogue.entries]
    has_subject = bool(criteria and criteria[0].is_subject)
    others = [criterion_words(criterion, language) for criterion in criteria[1 if has_subject else 0 :]]
    template = sentences(language)["with" if len(others) == 1 else "with_many"]
    joined = enumeration(others, language)
    return {
        "what": what(criteria, asked, names, form, language),
        "with": template.format(criteria=joined) if others else "",
    }


def _listed(items: Sequence[str], language: Language) -> str:
    """Items that hold commas themselves."""
    return (" ; " if language == "fr" else "; ").join(items)


def _main_field(criteria: Sequence[Criterion]) -> str:
    return FACT_OF[criteria[0].kind] if criteria else "domain"


def _quotes(
    entries: Sequence[CatalogueEntry], fields: tuple[str, ...], language: Language, catalogue: Catalogue
) -> tuple[Quote, ...]:
    return tuple(found for entry in entries for found in quote(catalogue, entry.id, fields, language))
