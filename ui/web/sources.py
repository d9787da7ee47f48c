"""Each citation with the text around its quote, found in the whole document."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from assistant.records import Citation
from ingest.records import Document, Language

logger = logging.getLogger(__name__)

CONTEXT_CHARS = 300
ELLIPSIS = "…"
READING_PATH = "/documents/"


@dataclass(frozen=True, slots=True)
class Source:
    """A citation ready to be read: ``before + quote + after`` is a stretch of the document's text.

    ``whole`` is False when the document could not be read; the quote then stands alone.
    """

    citation: Citation
    quote: str
    before: str = ""
    after: str = ""
    published: str | None = None
    last_verified: str | None = None
    whole: bool = True

    @property
    def link(self) -> str | None:
        return safe_link(self.citation.url)


def find_sources(citations: Iterable[Citation], read_document: Callable[[str], Document]) -> tuple[Source, ...]:
    """One source for each citation, in order."""
    return tuple(_find(citation, read_document) for citation in citations)


def reading_address(citation: Citation, language: Language) -> str:
    """The document's own page with the citation's quote highlighted, in the reader's language."""
    return place_address(citation.document_id, citation.start, citation.end, language)


def place_address(document_id: str, start: int, end: int, language: Language) -> str:
    """The document's own page with the characters ``start`` to ``end`` highlighted."""
    place = urlencode({"start": start, "end": end, "lang": language})
    return f"{READING_PATH}{quote(document_id)}?{place}#quote"


def document_address(document_id: str, language: Language) -> str:
    """The document's own page."""
    return f"{READING_PATH}{quote(document_id)}?{urlencode({'lang': language})}"


def safe_link(url: object) -> str | None:
    """``url`` when it is an http or https address with a host, else None."""
    if not isinstance(url, str) or re.search(r"[\s\x00-\x1f\\]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname else None


def _find(citation: Citation, read_document: Callable[[str], Document]) -> Source:
    try:
        document = read_document(citation.document_id)
    except Exception:
        logger.exception("the document %r of a citation cannot be read", citation.document_id)
        return Source(citation, citation.quote, whole=False)
    return in_context(citation, document)


def in_context(citation: Citation, document: Document) -> Source:
    """The citation with up to ``CONTEXT_CHARS`` on each side, cut between words; alone if the document changed."""
    text, start, end = document.text, citation.start, citation.end
    whole = text[start:end] == citation.quote
    return Source(
        citation,
        citation.quote,
        before=_before(text, start) if whole else "",
        after=_after(text, end) if whole else "",
        published=document.published,
        last_verified=document.last_verified,
        whole=whole,
    )


def _before(text: str, start: int) -> str:
    if start <= CONTEXT_CHARS:
        return text[:start]
    context = text[start - CONTEXT_CHARS : start]
    return ELLIPSIS + context[_first_space(context) :]


def _after(text: str, end: int) -> str:
    if len(text) - end <= CONTEXT_CHARS:
        return text[end:]
    context = text[end : end + CONTEXT_CHARS]
    return context[: len(context) - _first_space(context[::-1])] + ELLIPSIS


def _first_space(context: str) -> int:
    """Where the first white space is, 0 where there is none: the place to cut without splitting a word."""
    match = re.search(r"\s", context)
    return match.start() if match else 0
