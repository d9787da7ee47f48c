"""Follow-ups that are a cue and nothing else: « plus de détails », « pourquoi ? », « d'autres ? », « combien ? »"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.catalogue.aggregates import EXTREMES
from assistant.catalogue.audience import audience_of
from assistant.catalogue.constraints import Constraints, Intent
from assistant.catalogue.exporting import opens_with_export
from assistant.catalogue.parsing import constraints_of
from assistant.catalogue.reading import Reading
from assistant.catalogue.untold import asks_to_choose, ranking_places, untold_of
from assistant.catalogue.words import Token
from assistant.conversation.follow_up import CRITERIA, MAX_DETAILED, FollowUp, is_only, listing
from assistant.conversation.merging import union_of
from assistant.conversation.pointing import (
    LISTS,
    MAX_COMPARED,
    SHOWN,
    Focus,
    names_ordinal,
    plain,
    several,
    several_said,
)

_NAMED = ("entry", "product", "topic", "domain", *CRITERIA)
MORE = ("features", "standards", "deployment", "organisations", "commercial_support_in_europe", "limits")


def answer_cue(asked: FollowUp) -> Constraints | None:
    """« plus de détails », « pourquoi ? », « d'autres ? », « combien ? », « lesquels ? »"""
    last = asked.last
    counts = last.intent == "aggregate" and any(map(asked.reading.cue, EXTREMES))  # "which is the most common?"
    if ranks_what_was_found(asked.reading) and not counts:
        return _ranked(asked)
    if is_only(asked.said, "others") and last.yes_no and last.entries:  # "can X replace Y?", "what else can?"
        wanted: Intent = "alternatives" if last.replaces else "list"
        sought = replace(last, intent=wanted, fact_field=None, more_facts=(), yes_no=False, entries=())
        return replace(sought, excluded_entries=last.entries)
    if is_only(asked.said, "others") and asked.focus.criteria:
        beyond = beyond_what_was_shown(asked.focus.criteria, asked.focus)
        return replace(beyond, limit=several_said(asked.said) or None)  # « et trois autres ? »
    if is_only(asked.said, "which") and asked.focus.criteria and last.intent in LISTS:
        return replace(asked.focus.criteria, intent=listing(asked.focus.criteria))
    if is_only(asked.said, "count") and asked.focus.criteria:
        return replace(asked.focus.criteria, intent="count")
    if asked.said.only("both", "frame", "idle", "replacing") and (joined := _both_values(asked.focus)):
        return joined
    if asked.said.has("the_list") and asked.focus.criteria:
        return replace(plain(asked.focus.criteria), intent=listing(asked.focus.criteria))
    if exports_what_was_found(asked.reading):
        return replace(plain(last), export=True)
    if is_only(asked.said, "why"):
        return replace(last, limit=MAX_DETAILED) if last.intent in ("list", "alternatives") else None
    asks_who = asked.reading.cue("wh") and asked.reading.of("field")  # « qui le développe ? »
    more = is_only(asked.said, "more") and not names_ordinal(asked.said, asked.reading) and not asks_who
    return _more(asked.focus, last) if more else None


def beyond_what_was_shown(criteria: Constraints, focus: Focus) -> Constraints:
    """What meets ``criteria`` and was not told before."""
    shown = (*criteria.excluded_entries, *focus.listed[: criteria.limit or SHOWN])
    return replace(criteria, excluded_entries=tuple(dict.fromkeys(shown)), intent=listing(criteria), limit=None)


def exports_what_was_found(reading: Reading) -> bool:
    """« exporte ça en CSV », "export the list": a file of the answer before, and nothing else is named."""
    return opens_with_export(reading) and not reading.of(*_NAMED)


def ranks_what_was_found(reading: Reading) -> bool:
    """« lequel est le plus ancien ? », "the easiest to run?": a rank among the entries before, and nothing named."""
    facts = [one for one in reading.of("field") if not _opens_with_to(reading.tokens[one.first - 1 : one.first])]
    named = facts or reading.of(*_NAMED) or any(map(reading.cue, ("programme", "noun", "definition")))
    return bool(ranking_places(reading) or asks_to_choose(reading)) and not named


def _opens_with_to(before: Sequence[Token]) -> bool:
    """« la plus simple à installer », "the easiest to install": what one is the easiest at, and no fact asked for."""
    return bool(before) and before[0].folded in ("a", "to")


def _ranked(asked: FollowUp) -> Constraints | None:
    """No entry tells a rank: what is known of each is told again, and that it ranks none."""
    compared = several(asked.focus) if asked.last.intent not in LISTS else ()
    if compared:
        found = constraints_of(asked.reading, "fact", asked.catalogue)
        if suited := audience_of(asked.reading):  # « lequel prendre pour une mairie ? »
            found = replace(found, audience=suited, fact_field="organisations", yes_no=True)
        return replace(found, entries=compared[:MAX_COMPARED], words=())
    untold = untold_of(asked.reading)
    return (
        replace(asked.focus.criteria, intent=listing(asked.focus.criteria), untold=untold)
        if asked.focus.criteria
        else None
    )


def _more(focus: Focus, last: Constraints) -> Constraints | None:
    """The description, or after it the facts that it leaves out."""
    if not focus.entries:
        return None
    if last.intent == "describe":
        return Constraints("fact", fact_field=MORE[0], more_facts=MORE[1:], entries=focus.entries[:MAX_DETAILED])
    return Constraints("describe", entries=focus.entries[:MAX_DETAILED])


def _both_values(focus: Focus) -> Constraints | None:
    """« les deux » after « français », « plutôt allemand »: the values of the two last questions."""
    now, before = focus.criteria, focus.criteria_before
    return union_of(before, now) if now and before else None
