"""Files for the readers: those of ``tests/data/readers``, and PDFs made for a test."""

import io
from pathlib import Path

from pypdf import PdfWriter
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from ingest.readers import read
from ingest.readers.raw import RawFile
from ingest.records import Document

DATA = Path(__file__).parent / "data" / "readers"
LONG = "Le programme réunit des organisations publiques et privées autour de communs"


def raw(name: str, data: bytes | str, url: str | None = None) -> RawFile:
    return RawFile(f"/docs/{name}", name, data if isinstance(data, bytes) else data.encode(), "stem-1234", url)


def read_one(name: str, data: bytes | str | None = None, url: str | None = None) -> Document:
    documents = read(raw(name, (DATA / name).read_bytes() if data is None else data, url))
    assert len(documents) == 1
    return documents[0]


def bodies(document: Document) -> dict[tuple[str, ...], str]:
    return {section.heading_path: document.text[section.start : section.end] for section in document.sections}


def pdf(*pages: list[str], title: str | None = None, encrypt: StandardEncryption | None = None) -> bytes:
    data = io.BytesIO()
    drawing = canvas.Canvas(data, encrypt=encrypt)
    drawing.setTitle(title or "untitled")
    for page in pages:
        for n, line in enumerate(page):
            drawing.drawString(50, 800 - 14 * n, line)
        drawing.showPage()
    drawing.save()
    return data.getvalue()


def outlined(
    *pages: list[tuple[str, float]], marks: list[tuple[str, int, int, float | None]], info: dict[str, str] | None = None
) -> bytes:
    """A PDF of lines with their heights on the page, and bookmarks: title, level from 0, page from 0, height."""
    data = io.BytesIO()
    drawing = canvas.Canvas(data)
    for n, page in enumerate(pages):
        for line, y in page:
            drawing.drawString(50, y, line)
        for mark, (_, _, at, top) in enumerate(marks):
            if at == n:
                place = {"fit": "Fit"} if top is None else {"fit": "XYZ", "left": 0, "top": top}
                drawing.bookmarkPage(f"mark{mark}", **place)
        drawing.showPage()
    for mark, (title, level, _, _) in enumerate(marks):
        drawing.addOutlineEntry(title, f"mark{mark}", level)
    drawing.save()
    writer = PdfWriter(clone_from=io.BytesIO(data.getvalue()))
    writer.add_metadata({f"/{key}": value for key, value in (info or {}).items()})
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()
