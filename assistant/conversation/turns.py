"""Where the turns of conversations are kept: what the assistant needs of it, and one that forgets."""

from __future__ import annotations

from typing import Protocol

from assistant.conversation.state import Turn


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
