"""Cuts a document into chunks along its headings, paragraphs and sentences, sized in the model's tokens."""

from __future__ import annotations

import bisect
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.records import Chunk, Document, Language, Section, Span
from ingest.sentences import split_paragraphs, split_sentences

MAX_TOKENS = 240
"""Longest chunk, in the model's tokens."""

TokenSpans = Callable[[Sequence[str]], list[list[tuple[int, int]]]]
"""Texts to the character spans of their tokens, as ``Encoder.token_spans``."""

DetectLanguage = Callable[[str], Language]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or a part of one that is too long, with its size in tokens."""

    start: int
    end: int
    tokens: int
    ends_paragraph: bool


def chunk_document(
    document: Document, token_spans: TokenSpans, detect_language: DetectLanguage, max_tokens: int = MAX_TOKENS
) -> list[Chunk]:
    """Chunks of ``document`` in reading order; ``document.text[chunk.start:chunk.end] == chunk.text``.

    No chunk crosses a heading or a page.  Where the document has no language of its own (a mixed one), each
    chunk's is detected.
    """
    chunks: list[Chunk] = []
    for section in _sections(document):
        for group in _groups(document, section, token_spans, max_tokens):
            chunks.append(_chunk(document, section, group, len(chunks), detect_language))
    return chunks


def _sections(document: Document) -> Iterator[Section]:
    """The document's sections, or the whole text as one, cut at page boundaries."""
    whole = Section((), 0, len(document.text))
    page_starts = [page.start for page in document.pages if page.start > 0]
    for section in document.sections or (whole,):
        inner = [at for at in page_starts if section.start < at < section.end]
        for start, end in pairwise([section.start, *inner, section.end]):
            yield Section(section.heading_path, start, end)


def _groups(document: Document, section: Section, token_spans: TokenSpans, max_tokens: int) -> Iterator[list[_Piece]]:
    """Runs of pieces of about equal size, each at most ``max_tokens``, ended at paragraphs where possible."""
    pieces = _pieces(document, section, token_spans, max_tokens)
    left = sum(piece.tokens for piece in pieces)
    group: list[_Piece] = []
    size = 0
    for piece in pieces:
        if group and size + piece.tokens > max_tokens:
            yield group
            group, size = [], 0
        group.append(piece)
        size += piece.tokens
        left -= piece.tokens
        if left and _is_full(size, left, max_tokens, piece.ends_paragraph):
            yield group
            group, size = [], 0
    if group:
        yield group


def _is_full(size: int, left: int, max_tokens: int, ends_paragraph: bool) -> bool:
    """Whether a group has its share of what was left, and the rest fits in no more chunks than it needs anyway."""
    chunks = -(-(size + left) // max_tokens)
    share = (size + left) / chunks
    return size >= (0.8 * share if ends_paragraph else share) and left <= (chunks - 1) * max_tokens


def _pieces(document: Document, section: Section, token_spans: TokenSpans, max_tokens: int) -> list[_Piece]:
    body = document.text[section.start : section.end]
    sentences = split_sentences(body, document.language or "fr")
    paragraph_ends = {paragraph.end for paragraph in split_paragraphs(body)}
    pieces = []
    tokens_by_sentence = token_spans([body[sentence.start : sentence.end] for sentence in sentences])
    for sentence, tokens in zip(sentences, tokens_by_sentence, strict=True):
        for part in _parts(body, sentence, tokens, max_tokens):
            pieces.append(
                _Piece(
                    section.start + part.start,
                    section.start + part.end,
                    sum(part.start <= sentence.start + start < part.end for start, _ in tokens),
                    part.end in paragraph_ends,
                )
            )
    return pieces


def _parts(body: str, sentence: Span, tokens: list[tuple[int, int]], max_tokens: int) -> Iterator[Span]:
    """The sentence whole, or cut before a token every ``max_tokens`` tokens."""
    cuts = [sentence.start + tokens[at][0] for at in range(max_tokens, len(tokens), max_tokens)]
    for start, end in pairwise([sentence.start, *cuts, sentence.end]):
        part = body[start:end]
        if part.strip():
            yield Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))


def _chunk(
    document: Document, section: Section, group: list[_Piece], ordinal: int, detect_language: DetectLanguage
) -> Chunk:
    start, end = group[0].start, group[-1].end
    text = document.text[start:end]
    # The hash makes a changed text another chunk: an update never overwrites what readers still use.
    digest = hashlib.sha256("\n".join([document.content_hash, str(start), str(end)]).encode()).hexdigest()
    return Chunk(
        id=f"{document.id}#{ordinal}-{digest[:10]}",
        document_id=document.id,
        language=document.language or detect_language(text),
        heading_path=section.heading_path,
        page=_page_at(document, start),
        start=start,
        end=end,
        text=text,
        sentences=tuple(Span(piece.start - start, piece.end - start) for piece in group),
    )


def _page_at(document: Document, offset: int) -> int | None:
    if not document.pages:
        return None
    at = bisect.bisect_right([page.start for page in document.pages], offset) - 1
    return document.pages[max(at, 0)].number
