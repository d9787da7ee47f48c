"""Breaks paragraphs into lines and lines into pages.  Lengths are in points, 72 an inch; ``y`` grows upwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ingest.corpus_pdf.content import Paragraph, Role, Run

WIDTH, HEIGHT = 595.28, 841.89  # A4
MARGIN = 78.0
TOP, BOTTOM = HEIGHT - 84.0, 84.0
_INDENT = 12.0

Measure = Callable[[Run, float], float]
"""A run and a size in points to its width in points."""

Word = tuple[Run, ...]
# As the first word of a line, these would look like the mark of a list item.
_LIKE_A_MARK = re.compile(r"[•●▪◦‣■–—*-]|\(?(?:\d{1,3}|[a-z])[.)]")


@dataclass(frozen=True, slots=True)
class Style:
    """A role's size, distance between its lines, and the space above and below it."""

    size: float
    leading: float
    above: float
    below: float = 0.0
    bold: bool = False


STYLES: dict[Role, Style] = {
    "title": Style(19, 25, 0, below=8, bold=True),
    "heading": Style(14, 19, 22, bold=True),
    "subheading": Style(11.5, 16, 16, bold=True),
    "body": Style(10.5, 15.5, 8),
    "item": Style(10.5, 15.5, 8),
}


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line, from ``x`` on, their feet at ``y``."""

    x: float
    y: float
    size: float
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading: ``top`` is where it begins on its page; ``level`` is 0 for the title."""

    text: str
    level: int
    top: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page."""

    lines: tuple[Line, ...]
    bookmarks: tuple[Bookmark, ...]


@dataclass(frozen=True, slots=True)
class _Set:
    """A paragraph broken into lines, not yet placed."""

    paragraph: Paragraph
    style: Style
    lines: tuple[tuple[Run, ...], ...]

    @property
    def height(self) -> float:
        return self.style.above + self.style.leading * len(self.lines) + self.style.below

    @property
    def left(self) -> float:
        return MARGIN + _INDENT * self.paragraph.depth


def typeset(paragraphs: Sequence[Paragraph], measure: Measure) -> list[Sheet]:
    """The pages.  No paragraph goes over two pages, and no section does that one page can hold: whoever cites a page
    cites all of a passage."""
    sections = _sections([_set(paragraph, measure) for paragraph in paragraphs])
    return [_sheet(page) for page in _pages(sections)]


def _set(paragraph: Paragraph, measure: Measure) -> _Set:
    style = STYLES[paragraph.role]
    runs = [Run(run.text, run.bold or style.bold, run.italic) for run in paragraph.runs]
    width = WIDTH - 2 * MARGIN - _INDENT * paragraph.depth
    lines = _lines(_words(runs), lambda run: measure(run, style.size), width)
    return _Set(paragraph, style, tuple(_joined(line) for line in lines))


def _words(runs: Sequence[Run]) -> list[Word]:
    """Runs cut at spaces: a word may change its face within."""
    words: list[list[Run]] = [[]]
    for run in runs:
        for n, part in enumerate(run.text.split(" ")):
            if n:
                words.append([])
            if part:
                words[-1].append(Run(part, run.bold, run.italic))
    return [tuple(word) for word in words if word]


def _lines(words: Sequence[Word], width_of: Callable[[Run], float], width: float) -> Iterator[list[Word]]:
    line: list[Word] = []
    used = 0.0
    for group in _groups(words):
        needed = sum(width_of(run) for run in _joined(group))
        space = width_of(Run(" ")) if line else 0.0
        if line and used + space + needed > width:
            yield line
            line, used, space = [], 0.0, 0.0
        line.extend(group)
        used += space + needed
    yield line


def _groups(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words that stay on one line: each alone, but those that look like a list's mark with the word before them."""
    group: list[Word] = []
    for word in words:
        if group and not _LIKE_A_MARK.fullmatch("".join(run.text for run in word)):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _joined(words: Sequence[Word]) -> tuple[Run, ...]:
    """The words with spaces between them, as few runs as there are changes of face."""
    runs: list[Run] = []
    for n, word in enumerate(words):
        for m, run in enumerate(word):
            text = run.text if m or not n else f" {run.text}"
            if runs and (runs[-1].bold, runs[-1].italic) == (run.bold, run.italic):
                runs[-1] = Run(runs[-1].text + text, run.bold, run.italic)
            else:
                runs.append(Run(text, run.bold, run.italic))
    return tuple(runs)


def _sections(paragraphs: Sequence[_Set]) -> list[list[_Set]]:
    """The paragraphs from one heading to the next; headings that follow each other stay together."""
    sections: list[list[_Set]] = []
    for at, paragraph in enumerate(paragraphs):
        if not at or (_is_heading(paragraph) and not _is_heading(paragraphs[at - 1])):
            sections.append([])
        sections[-1].append(paragraph)
    return sections


def _pages(sections: Sequence[list[_Set]]) -> Iterator[list[_Set]]:
    page: list[_Set] = []
    for part in chain.from_iterable(_parts(section) for section in sections):
        if page and _height([*page, *part]) > TOP - BOTTOM:
            yield page
            page = []
        page.extend(part)
    yield page


def _parts(section: list[_Set]) -> list[list[_Set]]:
    """The section whole, or the paragraphs of one that is longer than a page; headings keep their first paragraph."""
    if _height(section) <= TOP - BOTTOM:
        return [section]
    body = next((n for n, paragraph in enumerate(section) if not _is_heading(paragraph)), len(section))
    return [section[: body + 1], *([paragraph] for paragraph in section[body + 1 :])]


def _height(page: Sequence[_Set]) -> float:
    return sum(paragraph.height for paragraph in page) - page[0].style.above


def _is_heading(paragraph: _Set) -> bool:
    return paragraph.paragraph.role in _LEVELS


_LEVELS: dict[Role, int] = {"title": 0, "heading": 1, "subheading": 2}


def _sheet(page: Sequence[_Set]) -> Sheet:
    lines: list[Line] = []
    bookmarks: list[Bookmark] = []
    y = TOP + page[0].style.above
    for paragraph in page:
        y -= paragraph.style.above
        if _is_heading(paragraph):
            bookmarks.append(Bookmark(paragraph.paragraph.text, _LEVELS[paragraph.paragraph.role], y))
        for n, runs in enumerate(paragraph.lines):
            y -= paragraph.style.leading
            mark = f"{paragraph.paragraph.mark} " if paragraph.paragraph.mark and not n else ""
            x = paragraph.left - (_INDENT if mark else 0)
            lines.append(Line(x, y, paragraph.style.size, (Run(mark), *runs) if mark else runs))
        y -= paragraph.style.below
    return Sheet(tuple(lines), tuple(bookmarks))
