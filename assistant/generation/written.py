"""Sentences with their marks, out of a model's words as they come."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.generation.marks import Mark, MarkReader, Piece
from ingest.catalogue.wording import typeset
from ingest.records import Language
from ingest.sentences import split_sentences

LONGEST_LINE = 2_000
_LEAD = re.compile(r"\s*(?:[-*•–+>]|#{1,6}|\d{1,2}[.)])\s")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{2,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_MARKUP = re.compile(
    r"<\|[^<>|]{0,40}\|>|<!--.*?(?:-->|$)|\{\{[^{}]*\}\}|!?\[[^\[\]]*\]\([^()\s]*\)"  # of templates, comments, links
    r"|</?(?:s|think|reasoning|thought|assistant|user|system|a|b|br|div|em|h[1-6]|i|li|ol|p|span|strong|u|ul|text|answer|question|context|document|(?:passage|conversation)[\w-]*)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"[ \t]+")
_ENDS = '.!?…»”")'
_TIGHT = ".,…)"


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as the model wrote it, without its marks; ``marks`` are numbers as written, each once.

    ``complete`` is False where the text stopped within it.
    """

    text: str
    marks: tuple[int, ...]
    complete: bool = True


class SentenceReader:
    """Feed it words, get the sentences that are complete; ``close`` gives the last.

    A sentence is complete when a word of the next one is.  Each character is looked at in turn, so that the cuts
    between words change nothing.  Marks belong to the sentence before them, at the start of a line to the one after.
    """

    def __init__(self, language: Language) -> None:
        self._language = language
        self._reader = MarkReader()
        self._line = ""
        self._marks: list[tuple[int, int]] = []
        self._after_mark = False

    def feed(self, words: str) -> list[Written]:
        return [one for char in words for piece in self._reader.feed(char) for one in self._take(piece)]

    def close(self) -> list[Written]:
        """The last sentence, which may not be complete."""
        found = [one for piece in self._reader.close() for one in self._take(piece)]
        return found + list(self._release(whole=True))

    def _take(self, piece: Piece) -> Iterator[Written]:
        if isinstance(piece, Mark):
            self._marks += [(len(self._line), n) for n in piece.numbers]
            self._after_mark = True
            return
        for char in piece:
            yield from self._add(char)

    def _add(self, char: str) -> Iterator[Written]:
        if char == "\n" or len(self._line) > LONGEST_LINE:
            yield from self._release(whole=True)
            char = " "
        if unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs") and char != "\t":
            return
        self._line = self._joined(char)
        self._after_mark = self._after_mark and char.isspace()
        if char.isspace():
            if not self._line.strip() or _LEAD.fullmatch(self._line):
                self._line = ""
            yield from self._release(whole=False)

    def _joined(self, char: str) -> str:
        """The line with ``char``, and the white space that fits where a mark was between them."""
        line = self._line
        if not self._after_mark:
            return line + char
        if char in _TIGHT:
            return line.rstrip(" ") + char
        if char.isspace() and line[-1:].isspace():
            return line
        if char.isalnum() and line and not line[-1].isspace():
            return f"{line} {char}"
        return line + char

    def _release(self, *, whole: bool) -> Iterator[Written]:
        """The sentences of the line; all but the last unless it is ``whole``."""
        spans = split_sentences(self._line, self._language)
        if not whole and len(spans) < 2:
            return
        starts = [*(span.start for span in spans[1:]), *([len(self._line)] if whole else [])]
        for span, end in zip(spans, starts, strict=False):
            text = _clean(self._line[span.start : span.end], self._language)
            marks = [n for at, n in self._marks if at <= end]
            self._marks = [(at, n) for at, n in self._marks if at > end]
            if text:  # markup alone is none
                yield Written(text, tuple(dict.fromkeys(marks)), not whole or text[-1] in _ENDS)
        rest = starts[-1] if starts else 0
        self._line = "" if whole else self._line[rest:]
        self._marks = [] if whole else [(at - rest, n) for at, n in self._marks]


def sentences_of(text: str, language: Language) -> Sequence[Written]:
    """The sentences of a whole text."""
    reader = SentenceReader(language)
    return [*reader.feed(text), *reader.close()]


def _clean(text: str, language: Language) -> str:
    """Without the emphasis of Markdown and the tags of HTML, without runs of blanks, with French spaces."""
    return typeset(_BLANKS.sub(" ", _EMPHASIS.sub(r"\2", _MARKUP.sub("", text))).strip(), language)
