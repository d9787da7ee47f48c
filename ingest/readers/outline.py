"""Blocks (headings, paragraphs, items, rows) laid out as one text with its sections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.readers.text import normalise, one_line
from ingest.records import Section


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text; ``level`` is 1 to 6 for a heading, 0 otherwise.

    A ``tight`` block follows the one before it on the next line, others after an empty line.
    """

    text: str
    level: int = 0
    tight: bool = False


@dataclass(frozen=True, slots=True)
class _Placed:
    block: Block
    start: int
    end: int


def heading(text: str, level: int) -> Block:
    """A heading on one line."""
    return Block(one_line(text), level)


def item(blocks: Iterable[Block]) -> Iterable[Block]:
    """The blocks of a list item: the first one begins with ``- ``, all follow on the next line."""
    for n, block in enumerate(blocks):
        marked = block.text if n or block.text.startswith("- ") else f"- {block.text}"
        yield Block(marked, tight=True)


def loosen_first(blocks: Iterable[Block]) -> Iterable[Block]:
    """The same blocks, the first one after an empty line: a list or table below a paragraph."""
    for n, block in enumerate(blocks):
        yield block if n else Block(block.text, block.level)


def row(cells: Iterable[str]) -> Block:
    """A table row: ``a | b``."""
    return Block(" | ".join(one_line(cell) for cell in cells), tight=True)


def title_of(blocks: Iterable[Block]) -> str | None:
    """The first heading of level 1, or else the first heading."""
    headings = [block for block in blocks if block.level]
    return next((block.text for block in headings if block.level == 1), headings[0].text if headings else None)


def lay_out(blocks: Iterable[Block], title: str) -> tuple[str, tuple[Section, ...]]:
    """The text of ``blocks`` and the sections between its headings.

    The heading that is the document's title (the first one, if it says the same or is the only one of level 1)
    stays in the text and out of the heading paths.  Headings without a body make no section.
    """
    placed = _place(blocks)
    text = "".join(separator + p.block.text for separator, p in placed)
    return text, tuple(_sections([p for _, p in placed], title))


def _place(blocks: Iterable[Block]) -> list[tuple[str, _Placed]]:
    placed: list[tuple[str, _Placed]] = []
    position = 0
    for block in blocks:
        text = normalise(block.text).strip("\n").rstrip()
        if not text.strip():
            continue
        separator = "" if not placed else "\n" if block.tight else "\n\n"
        start = position + len(separator)
        position = start + len(text)
        placed.append((separator, _Placed(Block(text, block.level, block.tight), start, position)))
    return placed


def _sections(placed: list[_Placed], title: str) -> Iterable[Section]:
    left_out = _title_heading(placed, title)
    path: list[Block] = []
    body: list[_Placed] = []
    for p in placed:
        if not p.block.level:
            body.append(p)
            continue
        yield from _section(path, body)
        body = []
        path = [block for block in path if block.level < p.block.level]
        if p is not left_out:
            path.append(p.block)
    yield from _section(path, body)


def _section(path: list[Block], body: list[_Placed]) -> Iterable[Section]:
    if body:
        yield Section(tuple(block.text for block in path), body[0].start, body[-1].end)


def _title_heading(placed: list[_Placed], title: str) -> _Placed | None:
    headings = [p for p in placed if p.block.level]
    if not headings:
        return None
    first = headings[0]
    only_top = first.block.level == 1 and sum(p.block.level == 1 for p in headings) == 1
    return first if only_top or first.block.text.casefold() == title.casefold() else None
