"""Says how many entries answer, how they divide by one fact, and which of two kinds there are more of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from assistant.catalogue.aggregates import EXTREMES, extremes, group_label, groups
from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.phrases import criterion_words, fill, number, sought
from assistant.catalogue.predicates import FACT_OF, Criterion, criteria_of, main_field
from assistant.catalogue.quoting import ComposedSentence, quotes_of
from assistant.catalogue.selection import Selection, select
from assistant.catalogue.shortfalls import SHOWN_ASIDE, not_documented
from assistant.catalogue.tables import sentences
from ingest.catalogue.schema import CatalogueEntry
from ingest.catalogue.wording import enumeration
from ingest.records import Language

SHOWN_NAMES = 12


def count_sentence(
    matches: Sequence[CatalogueEntry],
    criteria: Sequence[Criterion],
    asked: Constraints,
    language: Language,
    catalogue: Catalogue,
) -> ComposedSentence:
    """How many there are, and the first of them by name."""
    table = sentences(language)
    count = number(len(matches), language)
    if not criteria:
        text = fill(table["list"]["all"], language, count=count)
        return ComposedSentence(text, quotes_of(matches[:SHOWN_ASIDE], ("domain",), language, catalogue))
    shown = matches[:SHOWN_NAMES]
    form = "one" if len(matches) == 1 else "many" if len(shown) == len(matches) else "many_more"
    names = enumeration([entry.name for entry in shown], language)
    wanted = sought(criteria, asked, "_one" if form == "one" else "", language, catalogue)
    text = fill(table["count_of"][form], language, count=count, names=names, **wanted)
    return ComposedSentence(text, quotes_of(shown, (main_field(criteria),), language, catalogue))


def at_home(
    matches: Sequence[CatalogueEntry], asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """How many of a domain's entries are at home in it: the pages of domains count those."""
    if len(asked.domains) != 1 or not matches:
        return
    home = [entry for entry in matches if entry.domain == asked.domains[0]]
    if not home:
        text = sentences(language)["never_at_home"]["one" if len(matches) == 1 else "many"]
        yield ComposedSentence(text, quotes_of(matches[:SHOWN_ASIDE], ("domain",), language, catalogue))
    elif len(home) < len(matches):
        text = fill(sentences(language)["at_home"], language, count=len(home), others=len(matches) - len(home))
        yield ComposedSentence(text, quotes_of(home[:SHOWN_ASIDE], ("domain",), language, catalogue))


def share(matches: Sequence[CatalogueEntry], language: Language, catalogue: Catalogue) -> ComposedSentence:
    """Which part of the whole catalogue the matches are; it has no quote, since no page states it."""
    total = len(catalogue.entries)
    percent = round(100 * len(matches) / total)
    return ComposedSentence(fill(sentences(language)["share"], language, percent=percent, total=total))


def breakdown(
    matches: Sequence[CatalogueEntry], asked: Constraints, language: Language, catalogue: Catalogue
) -> Iterator[ComposedSentence]:
    """The largest or the smallest groups where one is asked, then all of them."""
    table = sentences(language)["aggregate"]
    found = groups(matches, asked.group_by)
    wanted = sought(criteria_of(asked), asked, "", language, catalogue)
    subject = asked.domains or asked.topics or asked.replaces or asked.similar_to
    wanted["what"] = f" {wanted['what']}" if subject else ""
    if len(matches) == 1:
        labels = [group_label(group.value, asked.group_by, language) for group in found if group.entries]
        text = fill(table["one"], language, name=matches[0].name, items=enumeration(labels, language), **wanted)
        yield ComposedSentence(text, quotes_of(matches, (asked.group_by,), language, catalogue))
        return
    for extreme in EXTREMES if asked.extreme == "both" else filter(None, (asked.extreme,)):
        if not (top := extremes(found, extreme)):
            continue
        names = enumeration([group_label(group.value, asked.group_by, language) for group in top], language)
        text = fill(
            table[extreme][asked.group_by]["one" if len(top) == 1 else "many"],
            language,
            names=names,
            count=len(top[0].entries),
            **wanted,
        )
        yield ComposedSentence(text, quotes_of(top[0].entries[:SHOWN_ASIDE], (asked.group_by,), language, catalogue))
    told = [group for group in found if group.entries or not subject]  # of a need, most domains have none
    items = [f"{group_label(group.value, asked.group_by, language)} ({len(group.entries)})" for group in told]
    text = fill(
        table["all"][asked.group_by], language, items=enumeration(items, language), count=len(matches), **wanted
    )
    yield ComposedSentence(text, quotes_of(matches[:SHOWN_ASIDE], (asked.group_by,), language, catalogue))


def contrasted(asked: Constraints, language: Language, catalogue: Catalogue) -> Iterator[ComposedSentence]:
    """How many entries have each of the values set against each other, and whether the first has more of them."""
    table = sentences(language)["contrast"]
    rest = _with(asked, ())
    apart = [_with(asked, (value,)) for value in getattr(asked, asked.against)]
    criteria = [next(one for one in criteria_of(each) if one not in criteria_of(rest)) for each in apart]
    found = [select(catalogue, each) for each in apart]
    held = [_at_home(each.matches, one) for each, one in zip(found, criteria, strict=True)]
    items = [
        table["next" if place else "first_one" if len(entries) == 1 else "first"].format(
            count=len(entries), criterion=_apart(one, language)
        )
        for place, (entries, one) in enumerate(zip(held, criteria, strict=True))
    ]
    subject = criteria_of(rest)
    text = fill(
        table[_verdict(asked.contrast, len(held[0]), len(held[1]))]["of" if subject else "all"],
        language,
        items=enumeration(items, language),
        **sought(subject, rest, "", language, catalogue),
    )
    shown = {entry.id: entry for entries in held for entry in entries[:SHOWN_ASIDE]}
    yield ComposedSentence(text, quotes_of(list(shown.values()), (FACT_OF[criteria[0].kind],), language, catalogue))
    twice = {entry.id for entry in held[0]} & {entry.id for entry in held[1]}
    if twice and len(held) == 2:
        form = table["twice"]["one" if len(twice) == 1 else "many"]
        yield ComposedSentence(fill(form, language, count=number(len(twice), language).capitalize()))
    silent = {item.entry.id: item for each in found for item in each.not_documented}
    yield from not_documented(Selection(not_documented=tuple(silent.values())), language, catalogue)


def _with(asked: Constraints, values: tuple[str, ...]) -> Constraints:
    """The question with these values alone of those that it sets against each other."""
    changed: dict[str, Any] = {asked.against: values}
    return replace(asked, **changed)


def _at_home(matches: Sequence[CatalogueEntry], criterion: Criterion) -> Sequence[CatalogueEntry]:
    """The matches; of a domain those whose main domain it is, as its page counts them."""
    return [one for one in matches if one.domain in criterion.values] if criterion.kind == "domain" else matches


def _apart(criterion: Criterion, language: Language) -> str:
    if criterion.kind != "domain":
        return criterion_words(criterion, language)
    domain = group_label(criterion.values[0], "domain", language)
    return str(sentences(language)["contrast"]["home"]).format(domain=domain)


def _verdict(sense: str, first: int, second: int) -> str:
    holds = {"more": first > second, "fewer": first < second, "equal": first == second}
    return "counts" if not sense else "holds" if holds[sense] else "fails"
