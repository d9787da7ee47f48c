"""Writes an answer with a language model: its sentences that pass the check, told one by one as they pass.

Unsupported sentences are written again, once.  Where too little passes, or the model fails, sentences of the documents
complete the answer, or make all of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelFailure
from assistant.events import Cited, Event, Heartbeat, TextDelta, TextEnd, TextStart
from assistant.generation.chat_model import ChatModel, Message
from assistant.generation.prompts import fill, new_fence, numbered, prompt_hash
from assistant.generation.report import Report
from assistant.generation.screening import Checker, Judged, Passage, Screen
from assistant.generation.thoughts import without_thoughts
from assistant.generation.trust import Trust
from assistant.generation.written import SentenceReader, Written
from assistant.records import Answer, Evidence, Writer
from assistant.settings import LlmSettings
from assistant.writing.draft import Draft
from assistant.writing.extractive import Considered, finish, quote_best, say_opening, warn
from ingest.records import Language
from ingest.store import Index

CHARS_PER_TOKEN = 12
"""More characters than that a token is a server that does not heed ``max_tokens``."""

MOST_REPEATED = 3
LEAST_TO_REWRITE_S = 1.0
REWORDED = frozenset({"unsupported", "uncited", "doubtful"})

VectorOf = Callable[[str, Language], NDArray[np.float32]]


class LlmWriter:
    """Writes with one model; safe to share between threads."""

    def __init__(self, model: ChatModel, checker: Checker, index: Index, vector_of: VectorOf) -> None:
        self._model = model
        self._settings = model.settings
        self._checker = checker
        self._trust = Trust()
        self._index = index
        self._vector_of = vector_of

    def write(self, considered: Considered) -> Generator[Event, None, Answer]:
        """Tell the answer as its sentences pass, and return it; the evidence is one that answers."""
        language = considered.question.language
        passages = self._passages(considered.evidence)
        screen = Screen(self._checker, self._trust, language, passages, self._vector_of)
        work = _Work(considered, Draft(self._index), screen, Report(language), passages)
        failure = yield from self._first_try(work)
        if failure is None:
            yield from self._second_try(work)
        fallback = failure or ("unsupported" if not _is_enough(work.report) else None)
        if fallback:
            work.open("extractive")
            quote_best(work.draft, considered)
        quoted = len(work.draft.sentences) - work.report.kept
        warn(work.draft, language, self._index)
        yield from work.news()
        yield TextEnd(len(work.draft.sentences))
        return replace(
            finish(work.draft, considered),
            writer="llm" if work.report.kept else "extractive",
            model=self._model.name,
            prompt=prompt_hash(language),
            verification=work.report.verification(fallback, quoted, self._trust.share),
        )

    def _first_try(self, work: _Work) -> Generator[Event, None, str | None]:
        """Tell what passes of the model's text; the code of its failure, or None."""
        try:
            yield from self._judged(work, self._prompt(work), self._settings.timeout_s)
        except ModelFailure as error:
            return error.code
        return None

    def _second_try(self, work: _Work) -> Generator[Event]:
        """Have what did not pass written again, in what is left of the time."""
        rejected = [judged for judged in work.report.dropped if judged.why in REWORDED]
        left_s = work.started + self._settings.timeout_s - time.monotonic()
        if not (self._settings.rewrite and rejected) or left_s < LEAST_TO_REWRITE_S:
            return
        try:
            yield from self._judged(work, self._prompt(work, rejected), left_s, rewritten=True)
        except ModelFailure:
            return  # what passed before stands; that there is too little of it is said

    def _judged(
        self, work: _Work, prompt: Sequence[Message], timeout_s: float, *, rewritten: bool = False
    ) -> Generator[Event]:
        """Judge each sentence of a text of the model as it is complete, and tell those that pass.

        Raises:
            ModelFailure: the model failed, or would not stop.
        """
        language = work.considered.question.language
        words = self._model.stream(prompt, timeout_s=timeout_s)
        for written in _sentences(words, language, self._settings):
            if written is None:
                yield Heartbeat(round(1000 * (time.monotonic() - work.started)))
                continue
            judged = work.screen.judge(written)
            work.report.add(judged, rewritten=rewritten)
            if not judged.why:
                work.say(judged)
                yield from work.news()
            elif sum(one.why == "repeated" for one in work.report.dropped) >= MOST_REPEATED:
                raise ModelFailure("loop")

    def _prompt(self, work: _Work, rejected: Sequence[Judged] = ()) -> list[Message]:
        fence, question = new_fence(), work.considered.question
        passages = numbered([one.evidence for one in work.passages], fence, self._settings.passage_chars)
        values = {"passages": passages, "question": question.text}
        if not rejected:
            return fill("answer", question.language, fence, **values)
        return fill("revise", question.language, fence, **values, sentences="\n".join(map(_rejection, rejected)))

    def _passages(self, evidence: Sequence[Evidence]) -> list[Passage]:
        """The best passages, with their sentences' vectors; those that state gaps are left to quotation."""
        rows = [(one, row) for one in evidence if not one.gaps and (row := self._index.row(one.chunk.id)) is not None]
        rows = rows[: self._settings.passages]
        vectors = self._index.sentence_vectors([row for _, row in rows])
        return [Passage(one, each) for (one, _), each in zip(rows, vectors, strict=True)]


@dataclass(slots=True)
class _Work:
    """One answer in the making."""

    considered: Considered
    draft: Draft
    screen: Screen
    report: Report
    passages: Sequence[Passage]
    writer: Writer | None = None
    started: float = field(default_factory=time.monotonic)
    _told: tuple[int, int] = (0, 0)

    def open(self, writer: Writer) -> None:
        """Begin the text, once."""
        if self.writer is None:
            self.writer = writer
            say_opening(self.draft, self.considered)

    def say(self, judged: Judged) -> None:
        """Add a sentence that passed, with the quotes that support it."""
        self.open("llm")
        self.draft.say(judged.text, *(self.draft.cite(one.document_id, one.span, one.text) for one in judged.quotes))

    def news(self) -> Iterator[Event]:
        """What the draft holds that was not told yet."""
        sentences, citations = self.draft.sentences, self.draft.citations
        if self._told == (0, 0) and sentences:
            question = self.considered.question
            yield TextStart(question.language, self.considered.decision.status, self.writer or "extractive")
        yield from map(Cited, citations[self._told[1] :])
        for index in range(self._told[0], len(sentences)):
            said, space = sentences[index], " " if index else ""
            yield TextDelta(index, space + self.draft.marked(said), said.citations, said.text)
        self._told = (len(sentences), len(citations))


def _sentences(words: Generator[str | None], language: Language, settings: LlmSettings) -> Iterator[Written | None]:
    """The first sentences of a model's words, and None where none is complete for a while; then the model is stopped.

    Raises:
        ModelFailure: the model failed, or wrote more than ``max_tokens`` can hold.
    """
    reader, chars, told, left = SentenceReader(language), 0, time.monotonic(), settings.sentences
    try:
        for word in without_thoughts(words):
            chars += len(word or "")
            if chars > settings.max_tokens * CHARS_PER_TOKEN:
                raise ModelFailure("endless")
            found = reader.feed(word or "")[:left]
            yield from found
            left -= len(found)
            if not left:
                return
            if found or time.monotonic() - told >= settings.heartbeat_s:
                told = time.monotonic()
                yield from () if found else (None,)
        yield from reader.close()[:left]
    finally:
        words.close()


def _is_enough(report: Report) -> bool:
    """Whether what passed answers by itself: at least one sentence, and half of what was first written."""
    return report.kept > 0 and 2 * report.kept >= report.kept + len(report.dropped)


def _rejection(judged: Judged) -> str:
    reasons = ", ".join((*judged.reasons, *judged.missing))
    return f"- {judged.text} ({reasons})" if reasons else f"- {judged.text}"
