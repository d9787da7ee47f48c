"""What was asked and answered in one browser session, and the sessions that the server remembers."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from assistant.records import Answer
from ingest.records import Language
from ui.web.sources import Source

Stage = Literal["working", "writing", "done", "stopped", "failed"]
MAX_CONVERSATIONS = 1_000
MAX_TURNS = 50


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and where its answer has got to.

    While ``stage`` is "writing", ``answer`` holds what is written so far; ``understood`` says a follow-up in words
    that stand alone as soon as it is known.  ``problem`` is the key of a text, set when ``stage`` is
    "failed".
    """

    number: int
    question: str
    stage: Stage = "working"
    answer: Answer | None = None
    sources: tuple[Source, ...] = ()
    understood: str = ""
    problem: str = ""

    @property
    def running(self) -> bool:
        return self.stage in ("working", "writing")


@dataclass(slots=True)
class Conversation:
    """The turns of one browser session, oldest first, and the language its page is in."""

    id: str
    language: Language
    turns: list[Turn] = field(default_factory=list)

    @property
    def running(self) -> bool:
        """Whether an answer is being made."""
        return any(turn.running for turn in self.turns)

    def begin(self, question: str, after: int = 0) -> Turn:
        """Add a turn for ``question``, its number past ``after``; the oldest is forgotten past ``MAX_TURNS``."""
        turn = Turn(1 + max(after, self.turns[-1].number if self.turns else 0), question)
        self.turns = [*self.turns, turn][-MAX_TURNS:]
        return turn

    def get(self, number: int) -> Turn | None:
        return next((turn for turn in self.turns if turn.number == number), None)

    def advance(self, turn: Turn) -> bool:
        """Put ``turn`` in its place; False when it was stopped or forgotten meanwhile, and nothing changes."""
        current = self.get(turn.number)
        if current is None or not current.running:
            return False
        self.turns = [turn if each.number == turn.number else each for each in self.turns]
        return True

    def stop(self, number: int | None = None) -> None:
        """Stop the running turn where it is, or turn ``number`` if it is the one that runs."""
        self.turns = [
            replace(turn, stage="stopped") if turn.running and number in (None, turn.number) else turn
            for turn in self.turns
        ]


class Conversations:
    """The conversations of this process, the least recently used forgotten first.

    An id is a secret that only its browser knows: it is made here and never taken from a visitor, unless
    ``remembered`` gives turns for it, kept before a restart.
    """

    def __init__(self, limit: int = MAX_CONVERSATIONS, remembered: Callable[[str], list[Turn]] | None = None) -> None:
        self._limit = limit
        self._remembered = remembered
        self._lock = threading.Lock()
        self._by_id: OrderedDict[str, Conversation] = OrderedDict()

    def open(self, session_id: str | None, language: Language) -> Conversation:
        """The conversation of ``session_id``, or a new one under a new id when it is not known here."""
        found = self.find(session_id, language)
        if found is not None:
            return found
        with self._lock:
            return self._add(language)

    def find(self, session_id: str | None, language: Language) -> Conversation | None:
        """The conversation of ``session_id`` where it is known here or remembered."""
        with self._lock:
            known = self._by_id.get(session_id or "")
            if known is not None:
                self._by_id.move_to_end(known.id)
                return known
        turns = self._remembered(session_id) if self._remembered and session_id else []
        if not turns:
            return None
        with self._lock:
            return self._add(language, session_id, turns)

    def answer(self, session_id: str, number: int) -> Answer | None:
        """The answer of a turn; None where there is no such conversation or turn, or no answer yet."""
        conversation = self.find(session_id, "fr")
        turn = conversation.get(number) if conversation else None
        return turn.answer if turn and turn.stage == "done" else None

    def forget(self, session_id: str) -> None:
        """Leave a conversation out of this process; what the server keeps of it is left as it is."""
        with self._lock:
            self._by_id.pop(session_id, None)

    def new(self, language: Language) -> Conversation:
        with self._lock:
            return self._add(language)

    def _add(self, language: Language, session_id: str | None = None, turns: Sequence[Turn] = ()) -> Conversation:
        if session_id in self._by_id:  # another request was faster
            return self._by_id[session_id or ""]
        conversation = Conversation(session_id or secrets.token_urlsafe(24), language, list(turns))
        self._by_id[conversation.id] = conversation
        while len(self._by_id) > self._limit:
            self._by_id.popitem(last=False)
        return conversation
