"""An answer as Markdown, since chat clients read it so, with its sources as a numbered list at the end."""

from __future__ import annotations

import re

from assistant.api.texts import text
from assistant.records import Answer, Citation
from ingest.catalogue.wording import typeset
from ingest.records import Language

QUOTE_CHARS = 200
_TARGET = re.compile(r"(?<=\])(?=[(:])")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_LINE = re.compile(r"(?<!\n)\n(?![\n|])")  # and not the rows of a table
_BREAKS = re.compile(r"[ \t\r\n]+")  # and not the no-break spaces of French


def inert(words: str) -> str:
    """``words`` with nothing in them that a Markdown reader would load or run: no image, link target or HTML.

    Text from documents is data; a passage that holds ``![](https://...)`` must not make a reader's browser fetch it.
    """
    return _TAG.sub("&lt;", _TARGET.sub(r"\\", words))  # before "<", a backslash could be escaped by one of the text


def said(words: str, language: Language) -> str:
    """A part of the answer's text, ready to be shown: a line is a paragraph, since Markdown joins lines."""
    return _LINE.sub("\n\n", inert(typeset(words, language)))


def rendered(answer: Answer, *, with_ids: bool = False) -> str:
    """The whole text and its end; ``with_ids`` also names documents that have an address by their id."""
    return said(answer.text, answer.language) + ending(answer, with_ids=with_ids)


def ending(answer: Answer, *, with_ids: bool = False) -> str:
    """What follows the text: what the citation check did where it did something, then the numbered sources."""
    parts = [inert(answer.verification.message)] if answer.verification.message else []
    if answer.citations:
        parts.append(f"**{text('chat', 'sources', answer.language)}**")
        parts.append("\n".join(_source(citation, answer.language, with_ids) for citation in answer.citations))
    return "".join(f"\n\n{part}" for part in parts)


def _source(citation: Citation, language: Language, with_ids: bool) -> str:
    """Number, title, page, address, and the beginning of the quote."""
    place = [citation.title]
    if citation.page is not None:
        place.append(text("chat", "page", language).format(page=citation.page))
    if citation.url:
        place.append(citation.url)
    if with_ids or not citation.url:
        place.append(text("chat", "document", language).format(id=citation.document_id))
    quote = text("chat", "quote", language).format(quote=typeset(_shortened(citation.quote), citation.language))
    return f"{citation.n}. {inert(', '.join(place))}{inert(quote)}"


def _shortened(quote: str) -> str:
    line = _BREAKS.sub(" ", quote).strip()
    return line if len(line) <= QUOTE_CHARS else line[:QUOTE_CHARS].rsplit(" ", 1)[0] + " …"
