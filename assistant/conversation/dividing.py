"""Follow-ups that count what was found by another fact: « et par licence ? », "by country?"."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalogue.aggregates import grouping_of
from assistant.catalogue.constraints import Constraints
from assistant.conversation.follow_up import FollowUp
from assistant.conversation.pointing import plain


def divide(asked: FollowUp) -> Constraints | None:
    """The solutions found, divided by the fact that is named; None where another thing is, or none was sought."""
    grouping = grouping_of(asked.reading)
    if grouping is None or asked.focus.criteria is None or asked.reading.of("entry", "product", "topic"):
        return None
    whole = replace(plain(asked.focus.criteria), limit=None, share=False, against="", contrast="")
    return replace(whole, intent="aggregate", group_by=grouping.fact, extreme=grouping.extreme)
