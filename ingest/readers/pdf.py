"""PDF files: the text of their pages, in running paragraphs."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from pypdf import PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from ingest.errors import ReadError
from ingest.readers.pages import drop_running_heads, join_lines, split_lines
from ingest.readers.raw import RawFile
from ingest.readers.text import normalise, one_line
from ingest.records import Document, Page

log = logging.getLogger(__name__)

_MAX_PAGES = 5_000
_MAX_CHARS = 20_000_000
_MAX_TITLE_CHARS = 150
# Names that programs write into the title field by themselves.
_NOT_A_TITLE = re.compile(
    r"untitled|sans titre|microsoft (word|powerpoint|excel)|document ?\d*$"
    r"|.*\.(docx?|odt|pdf|pptx?|odp|xlsx?|indd|tex)$",
    re.IGNORECASE,
)
# pypdf follows a damaged file's structure wherever it leads, and these are what it meets there.
_DAMAGE = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)


def read_pdf(raw: RawFile) -> list[Document]:
    """One document with its pages; raises ``ReadError`` for a protected, damaged or scanned file."""
    try:
        reader = PdfReader(io.BytesIO(raw.data))
        _unlock(reader, raw)
        lines = list(_page_lines(reader, raw))
        metadata_title = _metadata_title(reader)
    except LimitReachedError as error:
        raise ReadError(raw.source, f"the PDF unpacks to more than is safe to read ({one_line(str(error))})") from error
    except _DAMAGE as error:
        reason = f"the PDF is damaged ({type(error).__name__}: {one_line(str(error))[:200]}); save it anew"
        raise ReadError(raw.source, reason) from error
    texts = [normalise(text) for text in join_lines(drop_running_heads(lines))]
    _check_has_text(texts, raw)
    text, pages = lay_out_pages(texts)
    # The first paragraph is too long for a title where the title is a running head too.
    title = metadata_title or _first_line(texts) or _first_line(map("\n".join, lines)) or PurePosixPath(raw.name).stem
    return [Document(raw.id_stem, raw.source, "article", title, text, pages=pages, url=raw.url)]


def lay_out_pages(texts: Sequence[str]) -> tuple[str, tuple[Page, ...]]:
    """The pages' texts with an empty line between them, and where each page is; pages without text are left out."""
    pages: list[Page] = []
    position = 0
    for number, text in enumerate(texts, start=1):
        if text:
            pages.append(Page(number, position, position + len(text)))
            position += len(text) + 2
    return "\n\n".join(text for text in texts if text), tuple(pages)


def _unlock(reader: PdfReader, raw: RawFile) -> None:
    """Files that only forbid printing or copying open with an empty password."""
    if not reader.is_encrypted:
        return
    try:
        opened = reader.decrypt("")
    except (DependencyError, NotImplementedError) as error:
        raise _protected(raw) from error
    if not opened:
        raise _protected(raw)


def _protected(raw: RawFile) -> ReadError:
    return ReadError(raw.source, "the PDF is encrypted; save a copy without password or protection")


def _page_lines(reader: PdfReader, raw: RawFile) -> Iterator[list[str]]:
    if len(reader.pages) > _MAX_PAGES:
        raise ReadError(raw.source, f"the PDF has {len(reader.pages)} pages, the limit is {_MAX_PAGES}; split it")
    chars = 0
    for page in reader.pages:
        text = page.extract_text()
        chars += len(text)
        if chars > _MAX_CHARS:
            raise ReadError(raw.source, f"the PDF holds more than {_MAX_CHARS} characters of text; split it")
        yield split_lines(text)


def _check_has_text(texts: Sequence[str], raw: RawFile) -> None:
    blank = sum(not any(char.isalnum() for char in text) for text in texts)
    if blank == len(texts):
        raise ReadError(raw.source, f"no text on any of the {blank} pages: scanned images? run OCR on it first")
    if blank:
        log.warning("%s: no text on %d of %d pages", raw.source, blank, len(texts))


def _metadata_title(reader: PdfReader) -> str | None:
    title = reader.metadata.title if reader.metadata else None
    # A damaged or hostile file may hold any object here.
    line = one_line(title) if isinstance(title, str) else ""
    return line if line and len(line) <= _MAX_TITLE_CHARS and not _NOT_A_TITLE.match(line) else None


def _first_line(texts: Iterable[str]) -> str | None:
    lines = (one_line(line) for text in texts for line in text.split("\n"))
    first = next((line for line in lines if line), "")
    return first if 3 <= len(first) <= _MAX_TITLE_CHARS else None
