"""The lines of a PDF's pages, with where they stand: what the layout tells of paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pypdf import PageObject
from pypdf.generic import ContentStream, NameObject

from ingest.readers.pages import ends_paragraph, is_list_item, split_lines, usual_width

_SHOWS_TEXT = frozenset({b"Tj", b"TJ", b"'", b'"', b"Do"})
_STARTS_LINE = frozenset({b"'", b'"'})
_GAP = 1.2  # a step from line to line this much longer than the usual one is a gap
_SHORT = 0.6  # of the usual width: such a line is the last of its paragraph
_MIN_GAPS = 2
_GAPS_AT_ENDS = 0.9


@dataclass(frozen=True, slots=True)
class Line:
    """``y`` is the height of its feet on the page and ``size`` that of its letters, in points; None where unknown."""

    text: str
    y: float | None = None
    size: float | None = None


BLANK = Line("")


def extract_lines(page: PageObject) -> list[Line]:
    """The page's lines in normal form, without what the file itself marks as header, footer or ornament."""
    marked = _without_artifacts(page)
    lines = _lines(page) if marked is None else _lines(marked)
    # Some programs mark whole pages.
    return lines if marked is None or any(line.text for line in lines) else _lines(page)


def mark_paragraphs(parts: Sequence[Sequence[Line]]) -> list[list[Line]] | None:
    """The parts with a blank line wherever a paragraph ends, or None where the layout does not tell.

    It tells in a file that has gaps, where (nearly) all lines that are short, thus surely the last of their paragraph,
    have one below them.
    """
    width = usual_width([[line.text for line in part] for part in parts])
    pairs = [pair for part in parts for pair in pairwise(part) if pair[0].text and pair[1].text]
    usual = _usual_step(pairs, width)
    if usual is None:
        return None
    gaps = [_is_gap(before, line, usual) is True for before, line in pairs]
    ends = [
        gap
        for (before, line), gap in zip(pairs, gaps, strict=True)
        if len(before.text) < _SHORT * width and not is_list_item(line.text)
    ]
    if sum(gaps) < _MIN_GAPS or sum(ends) < _GAPS_AT_ENDS * len(ends):
        return None
    return [list(_marked(part, usual, width)) for part in parts]


def _marked(part: Sequence[Line], usual: float, width: int) -> Iterator[Line]:
    in_list = False
    for n, line in enumerate(part):
        before = part[n - 1] if n else BLANK
        gap = _is_gap(before, line, usual)
        if gap is None:
            gap = bool(before.text and line.text) and ends_paragraph(before.text, line.text, width)
        item = is_list_item(line.text)
        if gap and not (in_list and item):
            yield BLANK
        in_list = item or (in_list and not gap)
        yield line


def _usual_step(pairs: Sequence[tuple[Line, Line]], width: int) -> float | None:
    """The commonest distance from a full line to the next, in heights of their letters."""
    steps = [_step(before, line) for before, line in pairs if len(before.text) >= _SHORT * width]
    counts = Counter(round(step, 1) for step in steps if step is not None)
    return counts.most_common(1)[0][0] if counts else None


def _is_gap(before: Line, line: Line, usual: float) -> bool | None:
    """Whether there is more than the usual distance between two lines; None where that cannot be told."""
    step = _step(before, line)
    return None if step is None else step > _GAP * usual


def _step(before: Line, line: Line) -> float | None:
    if before.y is None or line.y is None or not before.size or not line.size or before.y <= line.y:
        return None
    return (before.y - line.y) / max(before.size, line.size)


def _lines(page: PageObject) -> list[Line]:
    pieces: list[tuple[str, float | None, float | None]] = []

    def visit(text: str, page_matrix: Any, text_matrix: Any, _font: Any, size: Any) -> None:
        pieces.append((text, *_place(page_matrix, text_matrix, size)))

    text = page.extract_text(visitor_text=visit)
    texts = split_lines(text)
    places = _places(pieces)
    if "".join(piece[0] for piece in pieces) != text or len(places) != len(texts):
        return [Line(line) for line in texts]
    return [Line(line, *place) for line, place in zip(texts, places, strict=True)]


def _places(pieces: Sequence[tuple[str, float | None, float | None]]) -> list[tuple[float | None, float | None]]:
    """The place of each line: that of the first piece with letters in it."""
    places: list[tuple[float | None, float | None]] = [(None, None)]
    for text, y, size in pieces:
        for n, part in enumerate(text.split("\n")):
            if n:
                places.append((None, None))
            if part.strip() and places[-1] == (None, None):
                places[-1] = (y, size)
    return places


def _place(
    page_matrix: Sequence[float], text_matrix: Sequence[float], size: float
) -> tuple[float | None, float | None]:
    """Height on the page and size of text that stands upright (ISO 32000-1, 8.3.4)."""
    _, b, _, d, _, f = page_matrix
    _, text_b, _, text_d, x, y = text_matrix
    if b or text_b or d <= 0 or text_d <= 0:
        return None, None
    return x * b + y * d + f, size * text_d * d


def _without_artifacts(page: PageObject) -> PageObject | None:
    """The page without the text of its artifacts (ISO 32000-1, 14.8.2.2); None where it marks none."""
    contents = page.get_contents()
    if contents is None or b"/Artifact" not in contents.get_data():
        return None
    kept = ContentStream(contents, page.pdf, "bytes")  # a string holds codes of its font, not characters
    kept.operations = list(_outside_artifacts(kept.operations))
    copy = PageObject(page.pdf, page.indirect_reference)
    copy.update(page)
    copy[NameObject("/Contents")] = kept
    return copy


def _outside_artifacts(operations: Sequence[tuple[Any, bytes]]) -> Iterator[tuple[Any, bytes]]:
    open_marks: list[bool] = []
    for operands, operator in operations:
        if operator in (b"BMC", b"BDC"):
            open_marks.append(bool(operands) and operands[0] == "/Artifact")
        elif operator == b"EMC" and open_marks:
            open_marks.pop()
        if not any(open_marks) or operator not in _SHOWS_TEXT:
            yield operands, operator
        elif operator in _STARTS_LINE:
            yield [], b"T*"
