"""Follow-ups of a question about the catalogue: the constraints that they come to."""

from __future__ import annotations

from assistant.catalogue.constraints import Constraints
from assistant.conversation.about import untold_of_them
from assistant.conversation.bare_cues import answer_cue
from assistant.conversation.comparisons import compare_them
from assistant.conversation.dividing import divide
from assistant.conversation.follow_up import FollowUp
from assistant.conversation.leaving_out import drop, leave_out
from assistant.conversation.narrowing import narrow, seek_another, seek_instead
from assistant.conversation.other_entries import name_another, point_by_criterion, point_by_place, tell_of_them
from assistant.conversation.pointing import asks_how


def go_on_in_facts(asked: FollowUp) -> Constraints | None:
    """What the follow-up asks of the catalogue; None where it asks the documents."""
    if any(map(asked.reading.cue, ("howto", "programme"))) or asked.said.has("programme"):
        return None  # "And how many domains does the programme cover?"
    if asks_how(asked.said):
        return None
    moves = (
        untold_of_them,
        answer_cue,
        leave_out,
        drop,
        divide,
        point_by_place,
        point_by_criterion,
        compare_them,
        seek_instead,
        name_another,
        seek_another,
        tell_of_them,
        narrow,
    )
    return next((found for move in moves if (found := move(asked)) is not None), None)
