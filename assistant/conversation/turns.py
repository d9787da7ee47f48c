"""Where the turns of conversations are kept: what the assistant needs of it, and one that forgets."""

from __future__ import annotations

import logging
from typing import Protocol

from assistant.conversation.state import Turn
from assistant.errors import SessionsError

logger = logging.getLogger(__name__)

LOOK_BACK = 10
"""Turns that a follow-up may point back to."""


class Sessions(Protocol):
    """Keeps turns by session; ``SessionStore`` does in a database."""

    def turns(self, session_id: str, last: int | None = None) -> list[Turn]:
        """The turns of a session, or its ``last`` ones, oldest first."""
        ...

    def add(self, session_id: str, turn: Turn) -> None:
        """Keep a turn."""
        ...


class PassingTurns:
    """The turns of the one conversation that a request carries whole: gone with the request, whatever the session."""

    def __init__(self) -> None:
        self._turns: list[Turn] = []

    def turns(self, session_id: str, last: int | None = None) -> list[Turn]:
        return self._turns if last is None else self._turns[-last:]

    def add(self, session_id: str, turn: Turn) -> None:
        self._turns.append(turn)


def turns_before(sessions: Sessions | None, session_id: str | None) -> list[Turn]:
    """The last turns of a conversation, oldest first; none where it is not kept."""
    return sessions.turns(session_id, LOOK_BACK) if sessions and session_id else []


def keep(sessions: Sessions | None, turn: Turn, *, named: bool) -> None:
    """Keep a turn; who asks once without naming a session gets the answer even where it cannot be kept.

    Raises:
        SessionsError: the turn of a session that was named cannot be kept.
    """
    if sessions is None:
        return
    try:
        sessions.add(turn.answer.session_id, turn)
    except SessionsError as error:
        if named:
            raise
        logger.warning("%s", error)
