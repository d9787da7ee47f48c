"""Lists the entries that answer, with why they come in that order and what nobody checked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from assistant.catalogue.catalogue import Catalogue, product_base
from assistant.catalogue.companions import told_of_companions
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.counting import SHOWN_NAMES, at_home, contrasted, count_sentence, share
from assistant.catalogue.fact_sentences import fact_sentence, is_known, is_to_verify
from assistant.catalogue.phrases import by, fill, number, semicolons, sought, summary, under
from assistant.catalogue.predicates import FACT_OF, Criterion, criteria_of, main_field
from assistant.catalogue.quoting import ComposedSentence, quote, quotes_of
from assistant.catalogue.reasons import reasons_apart
from assistant.catalogue.selection import Selection
from assistant.catalogue.shortfalls import near_misses, not_documented
from assistant.catalogue.tables import sentences
from ingest.catalogue.labels import labels
from ingest.catalogue.schema import FACTS, CatalogueEntry
from ingest.catalogue.wording import enumeration, of_name
from ingest.records import Language

SHOWN = 7
SHOWN_REST = 30
SHOWN_REASONS = 3


def listed_answer(
    selection: Selection, asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """Say the entries that answer, or count them, then what falls short of the question."""
    criteria = criteria_of(asked)
    if asked.intent == "count" and asked.against:
        yield from contrasted(asked, language, catalogue)
        return
    if asked.intent == "count":
        yield count_sentence(selection.matches, criteria, asked, language, catalogue)
        if asked.share and len(selection.matches) > 1:
            yield share(selection.matches, language, catalogue)
        yield from at_home(selection.matches, asked, language, catalogue)
    else:
        shown = selection.matches[: min(asked.limit or SHOWN, SHOWN_NAMES)]
        yield _intro(selection.matches, shown, criteria, asked, language, catalogue)
        yield from _by_name(selection.matches, asked, language)
        fields = tuple(dict.fromkeys(FACT_OF[one.kind] for one in criteria if one.kind != "companion"))
        for entry in shown:
            yield _item(entry, fields, language, catalogue)
            yield from told_of_companions(entry, asked, language, catalogue)
            if asked.fact_field:
                yield fact_sentence(entry, asked.fact_field, asked, language, catalogue)
        yield from _by_product(selection.matches, asked, language, catalogue)
        yield from _in_part(shown, asked, language, catalogue)
        yield from _order(selection.matches, criteria, asked.audience, language, catalogue)
        yield from _unchecked(shown, fields, language, catalogue)
        if not asked.limit:
            yield from _rest(selection.matches[len(shown) :], criteria, language, catalogue)
    if asked.intent != "count" and not asked.limit:
        yield from near_misses(selection.near_misses, language, catalogue)
    yield from not_documented(selection, language, catalogue)


def _by_name(matches: Sequence[CatalogueEntry], asked: Constraints, language: Language) -> Iterator[ComposedSentence]:
    """« un SIEM français »: that none of the matches is one by name; a firewall may detect intrusions too."""
    acronyms = [feature for feature in asked.called if feature.isupper()]
    if acronyms and not any({*asked.called} & {*(entry.features or ())} for entry in matches):
        features = enumeration([str(sentences(language)["quoted"]).format(name=one) for one in acronyms], language)
        text = sentences(language)["none_by_name"]["one" if len(matches) == 1 else "many"]
        yield ComposedSentence(fill(text, language, features=features))


def _by_product(
    matches: Sequence[CatalogueEntry], asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """Which of them replace which product, where several are to be replaced and not by the same ones."""
    found = {product.label: [one for one in matches if _replaces(one, product.targets)] for product in asked.replaces}
    if len({tuple(one.id for one in each) for each in found.values()}) < 2:
        return
    table = sentences(language)["by_product"]
    items = [
        table["item"].format(product=label, names=enumeration([one.name for one in each[:SHOWN_NAMES]], language))
        for label, each in found.items()
        if each
    ]
    text = fill(table["all"], language, items=semicolons(items, language))
    if nothing := [label for label, each in found.items() if not each]:
        missing = enumeration(nothing, language, "ou" if language == "fr" else "or")
        text = f"{text} {fill(table['none'], language, products=missing)}"
    yield ComposedSentence(text, quotes_of(matches[:SHOWN_NAMES], ("replaces",), language, catalogue))


def _replaces(entry: CatalogueEntry, targets: Collection[str]) -> bool:
    return any(product_base(item) in targets for item in entry.replaces or ())


def _in_part(
    shown: Sequence[CatalogueEntry], asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """Which of them replace but a part of a product, where others replace the whole: « ServiceNow GRC »."""
    labels_asked = {product.label for product in asked.replaces}
    targets = {target for product in asked.replaces for target in product.targets}
    parts = {one.id: [base for item in one.replaces or () if (base := product_base(item)) in targets] for one in shown}
    partial = [one for one in shown if parts[one.id] and not labels_asked & {*parts[one.id]}]
    if not partial or len(partial) == len(shown):
        return
    items = [f"{one.name} ({enumeration(parts[one.id], language)})" for one in partial]
    form = sentences(language)["in_part"]["one" if len(partial) == 1 else "many"]
    products = enumeration([of_name(name) if language == "fr" else name for name in sorted(labels_asked)], language)
    text = fill(form, language, products=products, items=semicolons(items, language))
    yield ComposedSentence(text, quotes_of(partial, ("replaces",), language, catalogue))


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
        **sought(criteria, asked, "_one" if form == "one" else "", language, catalogue),
    )
    return ComposedSentence(text, quotes_of(shown, (main_field(criteria),), language, catalogue))


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
    yield ComposedSentence(text, quotes_of(shown, (main_field(criteria),), language, catalogue))


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
    matches: Sequence[CatalogueEntry],
    criteria: Sequence[Criterion],
    audience: Sequence[str],
    language: Language,
    catalogue: Catalogue,
) -> Iterator[ComposedSentence]:
    """Why the first entries come first; nothing where there is no order to explain."""
    if len(matches) < 2 or not criteria:
        return
    table, first = sentences(language), matches[:SHOWN_REASONS]
    common, apart = reasons_apart(first, matches, criteria, language, audience)
    items = []
    if common:
        whole = "both" if len(matches) == 2 else "all"
        form = table["order_common"][whole if len(first) == len(matches) else "first"]
        items.append(form.format(count=number(len(first), language), reasons=enumeration(common, language)))
    for entry, said in zip(first, apart, strict=True):
        items += [table["order_item"].format(name=entry.name, reasons=enumeration(said, language))] if said else []
    if not items:
        return
    fields = ("domain", "standards", "commercial_support_in_europe", *(("organisations",) if audience else ()))
    text = fill(table["order"], language, items=semicolons(items, language))
    yield ComposedSentence(text, quotes_of(first, fields, language, catalogue))


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
        text = fill(sentences(language)["unchecked"], language, items=semicolons(items, language))
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
