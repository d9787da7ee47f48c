"""The records that ingestion makes and everything else reads: documents and their chunks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Kind = Literal["article", "domain", "catalogue"]
Language = Literal["fr", "en"]
KINDS: tuple[Kind, ...] = ("article", "domain", "catalogue")
LANGUAGES: tuple[Language, ...] = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters, ``document.text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """The text below one heading, up to the next heading of any level.

    ``heading_path`` goes from the outermost heading to this one and leaves the document's title out;
    it is empty for text before the first heading.  The span holds the body, not the heading line.
    """

    heading_path: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paginated document; ``number`` counts from 1."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One document in one language.

    ``id`` is stable: it comes from the source (front matter, catalogue id, or the source's address), never
    from the text.  ``language`` is None where the reader could not tell; the pipeline then detects it.
    ``translation_of`` names the document this one translates: the two are twins.  ``entry`` is the catalogue
    entry's id, ``facts`` its typed facts, and ``fact_spans`` says where the text states each of them.
    ``gaps`` marks a document whose passages say what is *not* known: an answer that rests on one abstains.
    """

    id: str
    source: str
    kind: Kind
    title: str
    text: str
    language: Language | None = None
    sections: tuple[Section, ...] = ()
    pages: tuple[Page, ...] = ()
    url: str | None = None
    published: str | None = None
    licence: str | None = None
    translation_of: str | None = None
    domains: tuple[str, ...] = ()
    last_verified: str | None = None
    gaps: bool = False
    entry: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    fact_spans: Mapping[str, Span] = field(default_factory=dict)

    @property
    def content_hash(self) -> str:
        """SHA-256 over everything but id and source: equal for the same content read from two places."""
        values = asdict(self)
        del values["id"], values["source"]
        return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage: ``document.text[start:end] == text``, with the spans of its sentences in ``text``."""

    id: str
    document_id: str
    language: Language
    heading_path: tuple[str, ...]
    page: int | None
    start: int
    end: int
    text: str
    sentences: tuple[Span, ...] = ()
