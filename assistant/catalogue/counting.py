"""Says how many entries answer, and how they divide by one fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.catalogue.aggregates import extremes, group_label, groups
from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.phrases import fill, number, sought
from assistant.catalogue.predicates import Criterion, criteria_of, main_field
from assistant.catalogue.quoting import ComposedSentence, quotes_of
from assistant.catalogue.shortfalls import SHOWN_ASIDE
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
    if len(home) < len(matches):
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
    if top := extremes(found, asked.extreme) if asked.extreme else []:
        names = enumeration([group_label(group.value, asked.group_by, language) for group in top], language)
        text = fill(
            table[asked.extreme][asked.group_by]["one" if len(top) == 1 else "many"],
            language,
            names=names,
            count=len(top[0].entries),
            **wanted,
        )
        yield ComposedSentence(text, quotes_of(top[0].entries[:SHOWN_ASIDE], (asked.group_by,), language, catalogue))
    items = [f"{group_label(group.value, asked.group_by, language)} ({len(group.entries)})" for group in found]
    text = fill(
        table["all"][asked.group_by], language, items=enumeration(items, language), count=len(matches), **wanted
    )
    yield ComposedSentence(text, quotes_of(matches[:SHOWN_ASIDE], (asked.group_by,), language, catalogue))
