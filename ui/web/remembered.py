"""The turns of a browser session that the server kept, for a page opened again after a restart."""

from __future__ import annotations

import logging
import re
from dataclasses import replace

from assistant.conversation.store import SessionStore
from assistant.errors import SessionsError
from assistant.live import LiveAssistant
from assistant.records import Answer
from ui.web.conversation import Turn
from ui.web.sources import Source, find_sources

logger = logging.getLogger(__name__)

# The form of the ids that the page makes: nobody can guess one, unlike an id that a caller of the API chose.
_OURS = re.compile(r"[\w-]{32}", re.ASCII)


def remembered_turns(session_id: str, sessions: SessionStore, live: LiveAssistant) -> list[Turn]:
    """The turns of a session, answered; none where they cannot be read, which the log says."""
    if not _OURS.fullmatch(session_id):
        return []
    try:
        kept = sessions.turns(session_id)
    except SessionsError as error:
        logger.error("%s", error)
        return []
    return [_turn(number, turn.answer, live) for number, turn in enumerate(kept, start=1)]


def _turn(number: int, answer: Answer, live: LiveAssistant) -> Turn:
    done = Turn(number, answer.question, stage="done", answer=answer)
    return replace(done, sources=sources_of(answer, live))


def sources_of(answer: Answer, live: LiveAssistant) -> tuple[Source, ...]:
    """The citations in their documents; the quotes alone while the assistant is still loading."""
    if live.state.name != "ready":
        return tuple(Source(citation, citation.quote, whole=False) for citation in answer.citations)
    return find_sources(answer.citations, live.get().document)
