"""Which pages of the corpus exist as PDF, how they are written, and which are out of date."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ingest.corpus_pdf.content import UnprintableError, paragraphs
from ingest.corpus_pdf.draw import Printed, draw, measure
from ingest.corpus_pdf.texts import texts
from ingest.corpus_pdf.typeset import typeset
from ingest.errors import ReadError
from ingest.readers.front_matter import split_front_matter
from ingest.readers.pdf_metadata import metadata_of, source_hash
from ingest.readers.raw import RawFile
from ingest.readers.text import decode
from ingest.records import LANGUAGES
from ingest.texts import message

PDF_SLUGS = ("faq", "licences-for-deciders", "newcomers-glossary", "context-france", "context-europe")

Progress = Callable[[Path], None]


def write_pdfs(corpus: Path, progress: Progress | None = None) -> list[Path]:
    """Write the PDF of every page of ``PDF_SLUGS`` that the corpus has, and return their paths.

    ``progress`` is told each path once written.  Raises ``ReadError`` for a page that cannot be read or printed.
    """
    written = []
    for page, pdf in _pairs(corpus):
        if not page.is_file():
            continue
        data = page_as_pdf(page)
        pdf.parent.mkdir(exist_ok=True)
        if not pdf.is_file() or pdf.read_bytes() != data:
            pdf.write_bytes(data)
        written.append(pdf)
        if progress:
            progress(pdf)
    return written


def stale_pdfs(corpus: Path) -> list[str]:
    """The PDFs, as paths below the corpus, that are missing or not made from their page as it is now.

    A PDF whose page is gone, or that no page of ``PDF_SLUGS`` explains, is out of date too.
    """
    pairs = {pdf: page for page, pdf in _pairs(corpus) if page.is_file() or pdf.is_file()}
    unexplained = set((corpus / "pdf").glob("*.pdf")) - pairs.keys()
    stale = [pdf for pdf, page in pairs.items() if not _is_current(page, pdf)]
    return sorted(pdf.relative_to(corpus).as_posix() for pdf in [*stale, *unexplained])


def page_as_pdf(page: Path) -> bytes:
    """The bytes of the PDF made from a Markdown page with front matter; raises ``ReadError``."""
    raw = RawFile(page.as_posix(), page.name, page.read_bytes(), page.stem)
    front, body = split_front_matter(decode(raw), raw.source)
    if front.title is None or front.language is None:
        raise ReadError(raw.source, message("pdf_page_without_title"))
    try:
        sheets = typeset(paragraphs(front.title, body), measure)
    except UnprintableError as error:
        raise ReadError(raw.source, error.message) from error
    words = texts(front.language)
    footers = [words.footer(front.title, number, len(sheets)) for number in range(1, len(sheets) + 1)]
    metadata = metadata_of(front, hashlib.sha256(raw.data).hexdigest())
    return draw(Printed(front.title, front.language, sheets, words.about(front), footers, metadata))


def _pairs(corpus: Path) -> Iterator[tuple[Path, Path]]:
    """Each page with its PDF, whether they exist or not."""
    for slug in PDF_SLUGS:
        for language in LANGUAGES:
            yield corpus / "articles" / f"{slug}.{language}.md", corpus / "pdf" / f"{slug}.{language}.pdf"


def _is_current(page: Path, pdf: Path) -> bool:
    if not page.is_file() or not pdf.is_file():
        return False
    try:
        made_from = source_hash(PdfReader(pdf).metadata)
    except (PyPdfError, ValueError, OSError):
        return False
    return made_from == hashlib.sha256(page.read_bytes()).hexdigest()
