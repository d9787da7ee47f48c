"""Checks a sentence of the model, and finds the words of the passages that support it.

The quotes that a sentence is judged by are the ones that the reader will see: the narrowest that support it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.generation.trust import Trust
from assistant.generation.written import Written
from assistant.records import Dropped, Evidence
from assistant.verification.checker import Claim, Quote
from assistant.verification.verdict import Verdict
from assistant.writing.answer_types import leans_on_previous
from ingest.language import detect_text
from ingest.lexical import tokenise
from ingest.records import Language, Span

MOST_CITED = 3
"""Passages that one sentence may rest on; a mark on every passage supports nothing."""

OVERLAP_VOTE = 0.5
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")


class Checker(Protocol):
    """Judges claims: ``assistant.verification.checker.CitationChecker``."""

    def check(self, claims: Sequence[Claim], prior: float) -> list[Verdict]: ...


@dataclass(frozen=True, slots=True)
class Passage:
    """A numbered passage of the prompt, with its sentences' vectors, shape ``(sentences, dimension)``."""

    evidence: Evidence
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Located:
    """A quote and its place: ``document.text[span.start:span.end] == text``."""

    document_id: str
    span: Span
    text: str
    language: Language
    context: str

    def as_quote(self) -> Quote:
        return Quote(self.text, self.language, self.context)


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence, the quotes that support it, or why it is dropped (``why`` is then not empty)."""

    text: str
    quotes: tuple[Located, ...] = ()
    why: str = ""
    missing: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def dropped(self) -> Dropped:
        return Dropped(self.text, self.why, self.missing)


class Screen:
    """Judges the sentences of one answer, in order."""

    def __init__(
        self,
        checker: Checker,
        trust: Trust,
        language: Language,
        passages: Sequence[Passage],
        vector_of: Callable[[str, Language], NDArray[np.float32]],
    ) -> None:
        self._checker = checker
        self._trust = trust
        self._language = language
        self._passages = passages
        self._vector_of = vector_of
        self._said: set[tuple[str, ...]] = set()
        self._gap = False

    def judge(self, written: Written) -> Judged:
        """Keep or drop a sentence; one that leans on a dropped one goes with it."""
        judged = self._judge(written)
        self._gap = bool(judged.why)
        return judged

    def _judge(self, written: Written) -> Judged:
        key = tuple(re.findall(r"\w+", written.text.lower()))
        if key in self._said:
            return Judged(written.text, why="repeated")
        self._said.add(key)
        if not written.complete:
            return Judged(written.text, why="incomplete")
        if detect_text(written.text, self._language) != self._language:
            return Judged(written.text, why="language")
        if self._gap and leans_on_previous(written.text, self._language):
            return Judged(written.text, why="dangling")
        return self._supported(written)

    def _supported(self, written: Written) -> Judged:
        """The sentence with the first of the candidate quotes that supports it.

        A mark that is no passage's number is no citation.  Where none is left, the passages nearest to the sentence
        are tried: a model that forgets its marks may still be right.
        """
        vector = self._vector_of(written.text, self._language)
        cited = [self._passages[n - 1] for n in written.marks if 1 <= n <= len(self._passages)]
        tried = cited[:MOST_CITED] or self._nearest(vector)
        candidates = list(_candidates(tried, vector, _stems(written.text, self._language)))
        claims = [Claim(written.text, self._language, tuple(map(Located.as_quote, one))) for one in candidates]
        verdicts = self._checker.check(claims, self._trust.prior)
        self._trust.note(verdicts)
        for quotes, verdict in zip(candidates, verdicts, strict=True):
            if verdict.supported and _holds_addresses(written.text, quotes):
                return Judged(written.text, quotes)
        nearest = min(verdicts, key=lambda one: (len(one.missing), -one.score))
        why = (
            "doubtful" if any("doubtful" in one.reasons for one in verdicts) else "unsupported" if cited else "uncited"
        )
        return Judged(written.text, (), why, nearest.missing, nearest.reasons)

    def _nearest(self, vector: NDArray[np.float32]) -> list[Passage]:
        ranked = sorted(self._passages, key=lambda one: -float((one.vectors @ vector).max(initial=-1)))
        return ranked[:MOST_CITED]


def _candidates(
    passages: Sequence[Passage], vector: NDArray[np.float32], stems: frozenset[str]
) -> Iterator[tuple[Located, ...]]:
    """Quotes that may support a sentence, the narrowest first: one sentence, its neighbours too, several passages."""
    best = [_best(passage, vector, stems) for passage in passages]
    for reach in (0, 1):
        narrow = [_around(passage, at, reach) for passage, at in zip(passages, best, strict=True)]
        yield from ((one,) for one in narrow)
        if len(narrow) > 1:
            yield tuple(narrow)
    yield from ((_whole(passage),) for passage in passages)


def _best(passage: Passage, vector: NDArray[np.float32], stems: frozenset[str]) -> int:
    """The place of the sentence that is nearest in meaning and in words."""
    chunk = passage.evidence.chunk
    shared = [
        len(stems & _stems(chunk.text[span.start : span.end], chunk.language)) / max(len(stems), 1)
        for span in chunk.sentences
    ]
    return int((passage.vectors @ vector + OVERLAP_VOTE * np.array(shared)).argmax())


def _around(passage: Passage, at: int, reach: int) -> Located:
    spans = passage.evidence.chunk.sentences
    return _located(passage, spans[max(at - reach, 0)].start, spans[min(at + reach, len(spans) - 1)].end)


def _whole(passage: Passage) -> Located:
    spans = passage.evidence.chunk.sentences
    return _located(passage, spans[0].start, spans[-1].end)


def _located(passage: Passage, start: int, end: int) -> Located:
    chunk = passage.evidence.chunk
    context = " > ".join([passage.evidence.title, *chunk.heading_path])
    span = Span(chunk.start + start, chunk.start + end)
    return Located(chunk.document_id, span, chunk.text[start:end], chunk.language, context)


def _stems(text: str, language: Language) -> frozenset[str]:
    return frozenset(tokenise(text, language))


def _holds_addresses(text: str, quotes: Sequence[Located]) -> bool:
    """Whether each web and mail address of a sentence is in its quotes, to the letter."""
    return all(
        any(address.strip(".,;:!?()<>«»”") in quote.text for quote in quotes) for address in _ADDRESS.findall(text)
    )
