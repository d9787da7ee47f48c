"""Splits text into sentences with exact spans, in French and in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

import sentencex

from ingest.records import Language, Span

_BLANK_LINES = re.compile(r"\n\s*\n")
_LINE = re.compile(r"[^\n]*\S")
_LIST_MARK = re.compile(r"(?:[-*•–]|\d{1,3}[.)])\s")
_BULLET = re.compile(r"[-*•–]\s+")
# sentencex knows most abbreviations; it still cuts after these, which in our texts are followed by a name or number.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«'’])(?:M|MM|Mme|Mlle|Dr|Pr|Me|art|al|cf|p\. ?ex|ex|fig|p|pp|no|nos|vol|chap|tél|env|av|bd|St|Ste|"
    r"Mr|Mrs|Ms|Prof|e\.g|i\.e|approx|dept|vs|[A-Z])\.\s*$"
)
_WRAPPED_MIN, _WRAPPED_MAX = 55, 130


def split_sentences(text: str, language: Language) -> list[Span]:
    """Spans of the sentences of ``text``, in order, without the white space around them.

    A line of a list is a sentence of its own, and so is a line that was not cut by hard wrapping.
    """
    return [span for paragraph in split_paragraphs(text) for span in _split_paragraph(text, paragraph, language)]


def split_paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs: blocks between blank lines, cut again at line ends unless hard-wrapped."""
    ends = [blank.start() for blank in _BLANK_LINES.finditer(text)] + [len(text)]
    starts = [0, *(blank.end() for blank in _BLANK_LINES.finditer(text))]
    return [
        span
        for start, end in zip(starts, ends, strict=True)
        if text[start:end].strip()
        for span in _split_block(text, start, end)
    ]


def _split_block(text: str, start: int, end: int) -> Iterator[Span]:
    lines = [
        Span(match.start() + _indent(match[0]), match.end())
        for match in _LINE.finditer(text, start, end)
        if match[0].strip()
    ]
    if not _is_hard_wrapped([line.end - line.start for line in lines]):
        yield from lines
        return
    first = lines[0].start
    for previous, line in pairwise(lines):
        if _LIST_MARK.match(text, line.start):
            yield Span(first, previous.end)
            first = line.start
    yield Span(first, lines[-1].end)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_hard_wrapped(lengths: list[int]) -> bool:
    """Whether lines look cut at a column: all but the last about as long, and as long as a terminal's."""
    full = lengths[:-1]
    if len(full) < 2:
        return False
    typical = median(full)
    return _WRAPPED_MIN <= typical <= _WRAPPED_MAX and all(abs(length - typical) <= 0.3 * typical for length in full)


def _split_paragraph(text: str, paragraph: Span, language: Language) -> Iterator[Span]:
    piece = text[paragraph.start : paragraph.end]
    bullet = _BULLET.match(piece)
    starts = [bullet.end() if bullet else 0]
    for boundary in sentencex.get_sentence_boundaries(language, piece):
        at = boundary["end_index"]
        if at < len(piece) and _is_boundary(piece, starts[-1], at):
            starts.append(at)
    for start, end in zip(starts, [*starts[1:], len(piece)], strict=True):
        body = piece[start:end]
        if body.strip():
            yield Span(paragraph.start + start + _indent(body), paragraph.start + start + len(body.rstrip()))


def _is_boundary(piece: str, start: int, at: int) -> bool:
    following = piece[at:].lstrip()
    if not piece[at - 1].isspace() and piece[at - 1] not in '!?…»”")':  # inside a name: Rocket.Chat
        return False
    if not following or following[0].islower() or following[0] in ",;:)]»”":
        return False
    return not _ABBREVIATION.search(piece, start, at)
