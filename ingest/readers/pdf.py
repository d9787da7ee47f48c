"""PDF files: the text of their pages, in running paragraphs, with the sections that their outline names."""

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
from ingest.readers.outline import Block, lay_out
from ingest.readers.pages import join_lines, running_heads
from ingest.readers.pdf_lines import Line, extract_lines, mark_paragraphs
from ingest.readers.pdf_metadata import front_matter_in
from ingest.readers.pdf_outline import Bookmark, Part, read_outline, split_at_headings
from ingest.readers.raw import RawFile
from ingest.readers.text import normalise, one_line
from ingest.records import Document, Page
from ingest.texts import message

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
        front = front_matter_in(reader.metadata, raw.source)
    except LimitReachedError as error:
        raise ReadError(raw.source, message("pdf_unsafe", error=one_line(str(error)))) from error
    except _DAMAGE as error:
        words = f"{type(error).__name__}: {one_line(str(error))[:200]}"
        raise ReadError(raw.source, message("pdf_damaged", error=words)) from error
    blocks = _blocks(split_at_headings(_without_running_heads(lines), _bookmarks(reader, raw)), len(lines))
    texts = ["\n\n".join(block.text for block in page) for page in blocks]
    _check_has_text(texts, raw)
    text, pages = lay_out_pages(texts)
    # The first paragraph is too long for a title where the title is a running head too.
    title = metadata_title or _first_line(texts) or _first_line(line.text for page in lines for line in page)
    title = title or PurePosixPath(raw.name).stem
    has_headings = any(block.level for page in blocks for block in page)
    _, sections = lay_out((block for page in blocks for block in page), title) if has_headings else ("", ())
    document = Document(
        id=front.id or raw.id_stem,
        source=raw.source,
        kind=front.kind,
        title=title,
        text=text,
        language=front.language,
        sections=sections,
        pages=pages,
        url=front.url or raw.url,
        published=front.published,
        licence=front.licence,
        translation_of=front.translation_of,
        domains=front.domains,
        last_verified=front.last_verified,
        gaps=front.gaps,
    )
    return [document]


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
    return ReadError(raw.source, message("pdf_encrypted"))


def _page_lines(reader: PdfReader, raw: RawFile) -> Iterator[list[Line]]:
    if len(reader.pages) > _MAX_PAGES:
        raise ReadError(raw.source, message("pdf_too_many_pages", pages=len(reader.pages), limit=_MAX_PAGES))
    chars = 0
    for page in reader.pages:
        lines = extract_lines(page)
        chars += sum(len(line.text) for line in lines)
        if chars > _MAX_CHARS:
            raise ReadError(raw.source, message("pdf_too_long", limit=_MAX_CHARS))
        yield lines


def _without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    dropped = running_heads([[line.text for line in page] for page in pages])
    return [[line for n, line in enumerate(page) if n not in heads] for page, heads in zip(pages, dropped, strict=True)]


def _bookmarks(reader: PdfReader, raw: RawFile) -> list[Bookmark]:
    """The file's outline; a damaged one is left out, the text can be read without."""
    try:
        return read_outline(reader)
    except _DAMAGE as error:
        log.warning("%s: the outline is damaged and left out: %s", raw.source, one_line(str(error))[:200])
        return []


def _blocks(parts: Sequence[Part], pages: int) -> list[list[Block]]:
    """Headings, and the text below each, by page."""
    marked = mark_paragraphs([part.lines for part in parts])
    lines = marked or [part.lines for part in parts]
    texts = join_lines([[line.text for line in part] for part in lines], marked=marked is not None)
    blocks: list[list[Block]] = [[] for _ in range(pages)]
    for part, text in zip(parts, texts, strict=True):
        both = [Block(part.heading, part.level), Block(normalise(text).strip())]
        blocks[part.page].extend(block for block in both if block.text)
    return blocks


def _check_has_text(texts: Sequence[str], raw: RawFile) -> None:
    blank = sum(not any(char.isalnum() for char in text) for text in texts)
    if blank == len(texts):
        raise ReadError(raw.source, message("pdf_without_text", pages=blank))
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
