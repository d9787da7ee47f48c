"""Follow-ups that are a cue and nothing else: « plus de détails », « pourquoi ? », « d'autres ? », « combien ? »"""

from __future__ import annotations

from dataclasses import replace

from assistant.catalogue.constraints import Constraints, Intent
from assistant.conversation.follow_up import MAX_DETAILED, FollowUp, is_only, listing
from assistant.conversation.merging import union_of
from assistant.conversation.pointing import LISTS, SHOWN, Focus, names_ordinal

MORE = ("features", "standards", "deployment", "organisations", "commercial_support_in_europe", "limits")


def answer_cue(asked: FollowUp) -> Constraints | None:
    """« plus de détails », « pourquoi ? », « d'autres ? », « combien ? », « lesquels ? »"""
    last = asked.last
    if is_only(asked.said, "others") and last.yes_no and last.entries:  # "can X replace Y?", "what else can?"
        wanted: Intent = "alternatives" if last.replaces else "list"
        sought = replace(last, intent=wanted, fact_field=None, more_facts=(), yes_no=False, entries=())
        return replace(sought, excluded_entries=last.entries)
    if is_only(asked.said, "others") and asked.focus.criteria:
        shown = (*asked.focus.criteria.excluded_entries, *asked.focus.listed[: asked.focus.criteria.limit or SHOWN])
        left_out = tuple(dict.fromkeys(shown))
        return replace(
            asked.focus.criteria, excluded_entries=left_out, intent=listing(asked.focus.criteria), limit=None
        )
    if is_only(asked.said, "which") and asked.focus.criteria and last.intent in LISTS:
        return replace(asked.focus.criteria, intent=listing(asked.focus.criteria))
    if is_only(asked.said, "count") and asked.focus.criteria:
        return replace(asked.focus.criteria, intent="count")
    if asked.said.only("both", "frame", "idle", "replacing") and (joined := _both_values(asked.focus)):
        return joined
    if is_only(asked.said, "why"):
        return replace(last, limit=MAX_DETAILED) if last.intent in ("list", "alternatives") else None
    return (
        _more(asked.focus, last)
        if is_only(asked.said, "more") and not names_ordinal(asked.said, asked.reading)
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
