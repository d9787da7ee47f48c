"""Follow-ups that count what was found by another fact: « et par licence ? », "by country?"."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalogue.aggregates import EXTREMES, Grouping, grouping_of
from assistant.catalogue.constraints import Constraints
from assistant.conversation.follow_up import CRITERIA, FollowUp
from assistant.conversation.pointing import names_ordinal, plain


def divide(asked: FollowUp) -> Constraints | None:
    """The solutions found, divided by the fact that is named; None where another thing is, or none was sought."""
    grouping = grouping_of(asked.reading) or _of_the_same(asked)
    if grouping is None or asked.focus.criteria is None or asked.reading.of("entry", "product", "topic"):
        return None
    whole = replace(plain(asked.focus.criteria), limit=None, share=False, against="", contrast="")
    return replace(whole, intent="aggregate", group_by=grouping.fact, extreme=grouping.extreme)


def _of_the_same(asked: FollowUp) -> Grouping | None:
    """« lequel en a le plus ? », « et le deuxième ? » after a breakdown, whose groups are told in their order."""
    if asked.last.intent != "aggregate" or asked.reading.of("field", *CRITERIA):
        return None
    named = [name for name in EXTREMES if asked.reading.cue(name)]
    in_a_place = names_ordinal(asked.said, asked.reading)
    return Grouping(asked.last.group_by, "" if in_a_place else named[0]) if named or in_a_place else None
