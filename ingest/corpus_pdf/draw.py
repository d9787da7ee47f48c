"""Puts typeset pages into a PDF file.  The same pages give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.corpus_pdf.content import Run
from ingest.corpus_pdf.typeset import HEIGHT, MARGIN, WIDTH, Sheet

AUTHOR = "EuroCommons assistant"
_FACES = {
    (False, False): ("CorpusSans", "Vera.ttf"),
    (True, False): ("CorpusSans-Bold", "VeraBd.ttf"),
    (False, True): ("CorpusSans-Italic", "VeraIt.ttf"),
    (True, True): ("CorpusSans-BoldItalic", "VeraBI.ttf"),
}
# reportlab writes the no-break space as a space, and Vera has no narrow one.  Both are drawn under private codes that
# look like a space, and have their own codes again in the table from which readers take the text.
_STAND_INS = {0x00A0: 0xE0A0, 0x202F: 0xE02F}
_CODES = {stand_in: code for code, stand_in in _STAND_INS.items()}
_SMALL, _GREY = 8.0, 0.35
_HEADER_Y, _FOOTER_Y = HEIGHT - 54.0, 48.0


@dataclass(frozen=True, slots=True)
class Printed:
    """What a PDF holds: its pages, a line above the first one's title, the footer of each, and what it says of itself
    (``metadata`` are names and values of the file's information dictionary)."""

    title: str
    language: str
    sheets: Sequence[Sheet]
    header: str
    footers: Sequence[str]
    metadata: Mapping[str, str]


def measure(run: Run, size: float) -> float:
    """A run's width in points."""
    return float(_font(run.bold, run.italic).stringWidth(run.text.translate(_STAND_INS), size))


def draw(printed: Printed) -> bytes:
    """The file's bytes."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDTH, HEIGHT), pageCompression=1, invariant=1, lang=printed.language)
    info = canvas._doc.info
    info.format = partial(_information, info, printed)
    bookmarks = 0
    for number, (sheet, footer) in enumerate(zip(printed.sheets, printed.footers, strict=True), start=1):
        if number == 1:
            _aside(canvas, "Header", printed.header, _HEADER_Y)
        for line in sheet.lines:
            _text(canvas, line.runs, line.x, line.y, line.size)
        for bookmark in sheet.bookmarks:
            key = f"b{bookmarks}"
            canvas.bookmarkPage(key, fit="XYZ", left=0, top=bookmark.top)
            canvas.addOutlineEntry(bookmark.text, key, bookmark.level)
            bookmarks += 1
        _aside(canvas, "Footer", footer, _FOOTER_Y)
        canvas.showPage()
    canvas.showOutline()
    _restore_codes(canvas)
    canvas.save()
    return data.getvalue()


@cache
def _font(bold: bool, italic: bool) -> Any:
    name, file = _FACES[bold, italic]
    font = TTFont(name, file)
    for stand_in in _STAND_INS.values():
        font.face.charToGlyph[stand_in] = font.face.charToGlyph[0x20]
        font.face.charWidths[stand_in] = font.face.charWidths[0x20]
    for code in _STAND_INS:
        font.face.charToGlyph[code] = font.face.charToGlyph[0x20]
        font.face.charWidths[code] = font.face.charWidths[0x20]
    pdfmetrics.registerFont(font)
    return font


def _text(canvas: Any, runs: Iterable[Run], x: float, y: float, size: float) -> None:
    text = canvas.beginText(x, y)
    for run in runs:
        text.setFont(_font(run.bold, run.italic).fontName, size)
        text.textOut(run.text.translate(_STAND_INS))
    canvas.drawText(text)


def _aside(canvas: Any, kind: str, words: str, y: float) -> None:
    """A header or footer, marked as one: readers of the text leave it out (PDF 32000-1:2008, 14.8.2.2)."""
    canvas._code.append(f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC")
    canvas.saveState()
    canvas.setFillGray(_GREY)
    _text(canvas, [Run(words)], MARGIN, y, _SMALL)
    canvas.restoreState()
    canvas._code.append("EMC")


def _restore_codes(canvas: Any) -> None:
    for face in _FACES:
        state = _font(*face).state.get(canvas._doc)
        for subset in state.subsets if state else ():
            subset[:] = [_CODES.get(code, code) for code in subset]


def _information(info: Any, printed: Printed, document: Any) -> Any:
    """The information dictionary: reportlab's own has a fixed set of keys, and dates that would change the bytes."""
    values = {"Title": printed.title, "Author": AUTHOR, "Creator": AUTHOR, "Producer": info.producer}
    entries = {name: pdfdoc.PDFString(value) for name, value in [*values.items(), *printed.metadata.items()]}
    return pdfdoc.PDFDictionary(entries).format(document)
