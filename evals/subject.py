"""What a run judges: an assistant, and what is made of it to judge it: support of citations, neutral variants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from assistant.conversation.state import Turn
from assistant.conversation.turns import PassingTurns
from assistant.records import Answer, Evidence
from assistant.settings import Settings
from evals.metrics.citations import Supports
from evals.neutrality import variants
from ingest.records import Document


class Answers(Protocol):
    """What a run needs of an assistant."""

    @property
    def snapshot(self) -> str: ...

    def ask(self, question: str, *, session_id: str | None = None) -> Answer: ...

    def search(self, query: str, *, k: int = 10) -> Sequence[Evidence]: ...

    def document(self, document_id: str) -> Document: ...


@dataclass(frozen=True, slots=True)
class Subject:
    """``supports`` judges citations (None: not judged); ``variants`` are asked again where an answer is a choice."""

    assistant: Answers
    supports: Supports | None = None
    variants: Mapping[str, Answers] = field(default_factory=dict)


class SessionsInMemory:
    """Conversations of one run: none is kept beside those of readers, and none outlives the run."""

    def __init__(self) -> None:
        self._sessions: dict[str, PassingTurns] = defaultdict(PassingTurns)

    def turns(self, session_id: str, last: int | None = None) -> list[Turn]:
        return self._sessions[session_id].turns(session_id, last)

    def add(self, session_id: str, turn: Turn) -> None:
        self._sessions[session_id].add(session_id, turn)


def open_subject(settings: Settings, seed: int) -> Subject:
    """The assistant of a running server, warm, with conversations of its own.

    Raises:
        IngestError: there is no index, or it cannot be opened.
    """
    from assistant.live import open_warm

    assistant = open_warm(settings).with_sessions(SessionsInMemory())
    return Subject(assistant, variants=variants(assistant, seed))
