"""A conversation as its client carries it: the earlier questions are asked again, so that follow-ups are understood."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from assistant.answer import Assistant
from assistant.conversation.turns import PassingTurns
from assistant.errors import QuestionError
from assistant.understanding import LanguageChoice

REPLAYED = 10
"""Earlier questions asked again at most: as far back as a follow-up may point in a session."""

SESSION = "messages"
"""Id of the only session of a request."""


def taken_up(assistant: Assistant, earlier: Sequence[str], language: LanguageChoice) -> Assistant:
    """The assistant after ``earlier`` questions, oldest first; what it hears is forgotten with the request.

    What the client says that was answered is left aside: it may be shortened, edited or another model's.
    """
    speaker = assistant.with_sessions(PassingTurns())
    hearing = speaker.without_model()
    for question in earlier[-REPLAYED:]:
        with suppress(QuestionError):  # nothing could be read in it then either: it carries nothing on
            hearing.ask(question, language=language, session_id=SESSION)
    return speaker
