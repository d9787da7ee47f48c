"""The outline of a PDF (its bookmarks), and the lines of its pages that they name: its headings."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pypdf import PdfReader
from pypdf.generic import Destination

from ingest.readers.pdf_lines import Line
from ingest.readers.text import one_line

_MAX_BOOKMARKS = 10_000
_MAX_LEVEL = 6
_MAX_LINES = 4
_MAX_ON_PAGE = 200


@dataclass(frozen=True, slots=True)
class Bookmark:
    """``page`` counts from 0, ``level`` from 1; ``top`` is the height on the page that it leads to, if it says."""

    title: str
    level: int
    page: int
    top: float | None


@dataclass(frozen=True, slots=True)
class Part:
    """The lines below one heading on one page; ``level`` is 0 and ``heading`` empty above the page's first."""

    page: int
    heading: str
    level: int
    lines: list[Line]


def read_outline(reader: PdfReader) -> list[Bookmark]:
    """The bookmarks that lead to a page, in their order."""
    bookmarks: list[Bookmark] = []
    for destination, level in _entries(reader.outline, 1):
        page = reader.get_destination_page_number(destination)
        title = one_line(str(destination.title or ""))
        if page is not None and page >= 0 and title:
            bookmarks.append(Bookmark(title, min(level, _MAX_LEVEL), page, _height(destination.top)))
        if len(bookmarks) == _MAX_BOOKMARKS:
            break
    return bookmarks


def split_at_headings(pages: Sequence[Sequence[Line]], bookmarks: Sequence[Bookmark]) -> list[Part]:
    """The pages' lines in parts, each below the heading that a bookmark names.

    A heading is one to four lines with a bookmark's words (a number before either aside) on the page it leads to;
    of several, the nearest to its place.  A bookmark that the page does not show makes no part.
    """
    by_page: dict[int, list[Bookmark]] = {}
    for bookmark in bookmarks:
        by_page.setdefault(bookmark.page, []).append(bookmark)
    return [part for n, lines in enumerate(pages) for part in _split(n, list(lines), by_page.get(n, []))]


def _entries(outline: Sequence[Any], level: int) -> Iterator[tuple[Destination, int]]:
    """A list holds the entries below the one before it."""
    for entry in outline:
        if isinstance(entry, list):
            yield from _entries(entry, level + 1)
        elif isinstance(entry, Destination):
            yield entry, level


def _height(top: Any) -> float | None:
    try:
        return float(top)
    except (TypeError, ValueError):
        return None


def _split(page: int, lines: list[Line], bookmarks: Sequence[Bookmark]) -> Iterator[Part]:
    found: dict[int, tuple[int, Bookmark]] = {}
    taken: set[int] = set()
    shown = _shown_places(lines) if bookmarks else {}
    for bookmark in bookmarks[:_MAX_ON_PAGE]:
        named = shown.get(_without_number(_key(bookmark.title)), [])
        places = [(start, end) for start, end in named if taken.isdisjoint(range(start, end))]
        if places:
            start, end = min(places, key=lambda place: _distance(lines[place[0]], bookmark))
            found[start] = (end, bookmark)
            taken.update(range(start, end))
    yield Part(page, "", 0, lines[: min(found, default=len(lines))])
    for start, following in pairwise([*sorted(found), len(lines)]):
        end, bookmark = found[start]
        yield Part(page, _heading(lines[start:end], bookmark.title), bookmark.level, lines[end:following])


def _shown_places(lines: Sequence[Line]) -> dict[str, list[tuple[int, int]]]:
    """Where the page has which words: first line and end of one to four lines, by their key without number."""
    keys = [_key(line.text) for line in lines]
    places: dict[str, list[tuple[int, int]]] = {}
    for start, key in enumerate(keys):
        for end in range(start + 1, min(start + _MAX_LINES, len(keys)) + 1 if key else start):
            if keys[end - 1]:
                places.setdefault(_without_number("".join(keys[start:end])), []).append((start, end))
    return places


def _distance(line: Line, bookmark: Bookmark) -> float:
    """How far below the bookmark's place the line is; the order of the lines decides where that is not known."""
    return abs(bookmark.top - line.y) if bookmark.top is not None and line.y is not None else 0.0


def _heading(lines: Sequence[Line], title: str) -> str:
    """The heading as the bookmark writes it, or as the page does where that has a number more or less."""
    shown = " ".join(line.text for line in lines if line.text)
    return title if _key(shown) == _key(title) else shown


def _key(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def _without_number(key: str) -> str:
    return key.lstrip("0123456789") or key
