"""What a run judges: an assistant, and what is made of it to judge it: support of citations, neutral variants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from assistant.answer import Assistant
from assistant.conversation.state import Turn
from assistant.conversation.turns import PassingTurns
from assistant.records import Answer, Evidence, Sentence
from assistant.settings import Settings
from assistant.verification.answers import Verification as CitationCheck
from evals.judge import Judge
from evals.metrics.citations import Claim, Supports
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
    """``supports`` judges citations (None: not judged); ``variants`` are asked again where an answer is a choice;
    ``count_tokens`` counts those of what a language model wrote; ``judge`` is a second opinion."""

    assistant: Answers
    supports: Supports | None = None
    variants: Mapping[str, Answers] = field(default_factory=dict)
    count_tokens: Callable[[Sequence[str]], list[int]] | None = None
    judge: Judge | None = None


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

    return subject_of(open_warm(settings), seed)


def subject_of(opened: Assistant, seed: int) -> Subject:
    """An open assistant, with conversations of the run's own."""
    assistant = opened.with_sessions(SessionsInMemory())
    return Subject(assistant, support_by(assistant.check_citations), variants(assistant, seed), assistant.count_tokens)


def support_by(check: Callable[[Answer], CitationCheck]) -> Supports:
    """The assistant's citation checker as the judge of what citations support."""

    def supports(answer: Answer, claims: Sequence[Claim]) -> list[bool | None]:
        sentences = tuple(Sentence(said.text, tuple(one.n for one in cited)) for said, cited in claims)
        checked = check(replace(answer, sentences=sentences, comparison=None)).sentences if claims else ()
        return [one.verdict.supported if one.verdict else None for one in checked]

    return supports
