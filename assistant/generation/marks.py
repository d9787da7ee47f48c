"""Reads the citation marks out of a text that arrives in pieces cut anywhere.

A state machine, one character at a time, so that the cuts change nothing:

- in text, a bracket opens a mark, which holds until its closing bracket: ``[1]`` ``[1, 2]`` ``[2-4]`` ``[^1]``
  ``【1】`` ``［1］`` ``【1†source】``; what turns out to be no mark is text;
- a back-quote opens code, in which brackets are text; one that its line does not close is text, and the line is read
  again; a fence of three opens a block that only such a fence closes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

BRACKETS = {"[": "]", "【": "】", "［": "］", "〔": "〕", "⟦": "⟧"}
LONGEST_MARK = 40
WIDEST_RANGE = 10
_TICK, _FENCE = "`", "```"
_MARK = re.compile(r"\s*\^?\s*(\d+(?:\s*(?:[,;、，]|[-–—])\s*\^?\d+)*)\s*(?:†.*)?", re.DOTALL)
_NUMBERS = re.compile(r"(\d+)\s*[-–—]\s*(\d+)|(\d+)")


@dataclass(frozen=True, slots=True)
class Mark:
    """The numbers of one mark, as written: they may be of no passage, and repeat."""

    numbers: tuple[int, ...]


Piece = str | Mark


class MarkReader:
    """Feed it text, get text and marks; ``close`` gives what was held back."""

    def __init__(self) -> None:
        self._held = ""
        self._ticks = True
        self._in_fence = False

    def feed(self, text: str) -> list[Piece]:
        """What is known of the text so far; characters that may begin a mark or code are held back."""
        return merged(piece for char in text for piece in self._step(char))

    def close(self) -> list[Piece]:
        """The end of the text: what is held back is text."""
        held, self._held = self._held, ""
        return merged(self._reread(held)) if held and not self._in_fence else []

    def _step(self, char: str) -> Iterator[Piece]:
        if self._in_fence:
            yield char
            self._held = (self._held + char)[-len(_FENCE) :]
            if self._held == _FENCE:
                self._in_fence, self._held = False, ""
        elif self._held.startswith(_TICK):
            yield from self._in_code(char)
        elif self._held:
            yield from self._in_mark(char)
        elif char in BRACKETS or (char == _TICK and self._ticks):
            self._held = char
        else:
            self._ticks = self._ticks or char == "\n"
            yield char

    def _in_mark(self, char: str) -> Iterator[Piece]:
        opening, inner = self._held[0], self._held[1:]
        self._held += char
        if char == BRACKETS[opening]:
            held, self._held = self._held, ""
            numbers = numbers_of(inner)
            yield Mark(numbers) if numbers else held
        elif char in BRACKETS or char in "`\n" or len(self._held) > LONGEST_MARK or not _may_be_mark(inner + char):
            held, self._held = self._held, ""
            yield held[:-1]
            yield from self._step(char)

    def _in_code(self, char: str) -> Iterator[Piece]:
        self._held += char
        ticks = len(self._held) - len(self._held.lstrip(_TICK))
        if self._held == _FENCE:
            self._in_fence, held, self._held = True, self._held, ""
            yield held
        elif char == "\n":
            held, self._held = self._held, ""
            yield from self._reread(held)
        elif len(self._held) > 2 * ticks and self._held.endswith(_TICK * ticks):
            held, self._held = self._held, ""
            yield held

    def _reread(self, held: str) -> Iterator[Piece]:
        """A line that does not close its code, or a text that does not close its mark: the first character is text."""
        yield held[0]
        reader = MarkReader()
        reader._ticks = False
        yield from reader.feed(held[1:])
        yield from reader.close()


def numbers_of(inner: str) -> tuple[int, ...]:
    """The numbers between the brackets of a mark, none where it is not one."""
    match = _MARK.fullmatch(inner)
    if not match:
        return ()
    return tuple(n for low, high, one in _NUMBERS.findall(match[1]) for n in _range(low or one, high or one))


def merged(pieces: Iterator[Piece]) -> list[Piece]:
    """The same pieces, neighbouring texts in one."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] += piece
        elif piece:
            found.append(piece)
    return found


def _range(low: str, high: str) -> range:
    first, last = int(low), int(high)
    return range(first, last + 1) if first <= last <= first + WIDEST_RANGE else range(first, first + 1)


def _may_be_mark(inner: str) -> bool:
    return bool(re.fullmatch(r"[\s\^\d,;、，–—-]*(?:\d\s*†.*)?", inner, re.DOTALL))
