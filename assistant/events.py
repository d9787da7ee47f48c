"""What happens while a question is answered, in order; ``Assistant.stream`` yields it, ``Assistant.ask`` waits for it.

Start, Understood?, Source*, TextStart, (Citation* TextDelta)*, TextEnd, Verified, Done; a Heartbeat may come anywhere
in between.  What goes wrong is raised.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

from assistant.records import Answer, Citation, Evidence, Status, Verification, Writer
from ingest.records import Kind, Language


@dataclass(frozen=True, slots=True)
class Start:
    """The question was taken; ``session_id`` is the answer's."""

    question: str
    session_id: str


@dataclass(frozen=True, slots=True)
class Understood:
    """A follow-up in words that stand alone."""

    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document that the answer is looked for in; it need not be cited."""

    document_id: str
    title: str
    kind: Kind
    language: Language
    url: str | None


@dataclass(frozen=True, slots=True)
class TextStart:
    """The text begins; nothing of it is taken back later."""

    language: Language
    status: Status
    writer: Writer


@dataclass(frozen=True, slots=True)
class TextDelta:
    """The next sentence, with its marks and the white space before or after it.

    The texts put end to end are the answer's text.  ``index`` is the sentence's place in ``Answer.sentences``, and
    ``sentence`` its text there, without marks.
    """

    index: int
    text: str
    citations: tuple[int, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class TextEnd:
    """The text is complete, in ``sentences`` sentences."""

    sentences: int


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation; it comes before the first sentence that bears its number."""

    citation: Citation


@dataclass(frozen=True, slots=True)
class Verified:
    """What the citation check kept and dropped."""

    verification: Verification


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Nothing new, and the work goes on: a language model is slow."""

    waited_ms: float


@dataclass(frozen=True, slots=True)
class Done:
    """The whole answer; always the last event."""

    answer: Answer


Event = Start | Understood | Source | TextStart | TextDelta | TextEnd | Cited | Verified | Heartbeat | Done


def sources(evidence: Sequence[Evidence]) -> Iterator[Source]:
    """The documents of the passages, best first, each once."""
    documents = {one.chunk.document_id: one for one in reversed(evidence)}
    for one in sorted(documents.values(), key=lambda one: one.rank):
        yield Source(one.chunk.document_id, one.title, one.kind, one.chunk.language, one.url)


def telling(answer: Answer) -> Generator[Event, None, Answer]:
    """The text events of an answer that is already complete, each citation before the sentence that bears it."""
    yield TextStart(answer.language, answer.status, answer.writer)
    waiting = list(answer.citations)
    for delta in deltas(answer):
        for citation in [one for one in waiting if one.n in delta.citations]:
            waiting.remove(citation)
            yield Cited(citation)
        yield delta
    yield from map(Cited, waiting)
    yield TextEnd(len(answer.sentences))
    return answer


def unheard(events: Generator[Event, None, Answer]) -> Answer:
    """The answer that the events lead to, which nobody hears."""
    while True:
        try:
            next(events)
        except StopIteration as end:
            answer: Answer = end.value
            return answer


def deltas(answer: Answer) -> Iterator[TextDelta]:
    """The answer's text cut before each sentence but the first; put end to end they are ``answer.text``."""
    starts = _starts(answer)
    for index, (start, sentence) in enumerate(zip(starts, answer.sentences, strict=True)):
        end = starts[index + 1] if index + 1 < len(starts) else len(answer.text)
        yield TextDelta(index, answer.text[start:end], sentence.citations, sentence.text)
    if not starts and answer.text:
        yield TextDelta(0, answer.text, (), answer.text)


def _starts(answer: Answer) -> list[int]:
    """Where each sentence's part begins; a sentence not found verbatim shares the place of the one before."""
    starts: list[int] = []
    cursor = 0
    for sentence in answer.sentences:
        found = answer.text.find(sentence.text, cursor)
        starts.append(max(found, cursor) if starts else 0)
        cursor = found + len(sentence.text) if found >= 0 else cursor
    return starts
