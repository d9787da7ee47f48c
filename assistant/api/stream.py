"""An answer as server-sent events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.records import Answer


@dataclass(frozen=True, slots=True)
class Delta:
    """The part of an answer's text that holds one sentence and its marks."""

    index: int
    text: str
    citations: tuple[int, ...]


def deltas(answer: Answer) -> Iterator[Delta]:
    """The answer's text cut before each sentence but the first; put end to end they are ``answer.text``."""
    starts = _starts(answer)
    for index, (start, sentence) in enumerate(zip(starts, answer.sentences, strict=True)):
        end = starts[index + 1] if index + 1 < len(starts) else len(answer.text)
        yield Delta(index, answer.text[start:end], sentence.citations)
    if not starts and answer.text:
        yield Delta(0, answer.text, ())


def _starts(answer: Answer) -> list[int]:
    """Where each sentence's part begins; a sentence not found verbatim shares the place of the one before."""
    starts: list[int] = []
    cursor = 0
    for sentence in answer.sentences:
        found = answer.text.find(sentence.text, cursor)
        starts.append(max(found, cursor) if starts else 0)
        cursor = found + len(sentence.text) if found >= 0 else cursor
    return starts
