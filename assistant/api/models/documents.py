"""The JSON of documents and of passages found in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from pydantic import BaseModel

from assistant.records import Evidence
from ingest.records import Document, Kind, Language


class Hit(BaseModel):
    """A passage found; a higher score is better, and scores of two queries do not compare."""

    rank: int
    score: float
    chunk_id: str
    document_id: str
    title: str
    kind: Kind
    language: Language
    page: int | None
    start: int
    end: int
    text: str
    url: str | None
    heading_path: list[str]


class SearchOut(BaseModel):
    """Passages, best first."""

    hits: list[Hit]

    @classmethod
    def of(cls, found: Iterable[Evidence]) -> SearchOut:
        return cls(hits=[_hit(evidence) for evidence in found])


class SectionOut(BaseModel):
    """The text below a heading: characters ``start`` to ``end`` of the document's text."""

    heading_path: list[str]
    start: int
    end: int


class PageOut(BaseModel):
    """A page: characters ``start`` to ``end`` of the document's text."""

    number: int
    start: int
    end: int


class DocumentOut(BaseModel):
    """A whole document: citations and hits give places in its ``text``."""

    id: str
    kind: Kind
    title: str
    language: Language | None
    url: str | None
    published: str | None
    licence: str | None
    translation_of: str | None
    domains: list[str]
    last_verified: str | None
    entry: str | None
    facts: dict[str, Any]
    sections: list[SectionOut]
    pages: list[PageOut]
    text: str

    @classmethod
    def of(cls, document: Document) -> DocumentOut:
        values = asdict(document)
        return cls.model_validate({name: values[name] for name in cls.model_fields})


def _hit(evidence: Evidence) -> Hit:
    chunk = evidence.chunk
    return Hit(
        rank=evidence.rank,
        score=evidence.score,
        chunk_id=chunk.id,
        document_id=chunk.document_id,
        title=evidence.title,
        kind=evidence.kind,
        language=chunk.language,
        page=chunk.page,
        start=chunk.start,
        end=chunk.end,
        text=chunk.text,
        url=evidence.url,
        heading_path=list(chunk.heading_path),
    )
