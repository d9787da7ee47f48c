"""Documents and chunks as rows, and back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.records import Chunk, Document, Page, Section, Span


def document_row(document: Document, file: str, duplicate_of: str | None) -> dict[str, Any]:
    return {
        "source": document.source,
        "file": file,
        "id": document.id,
        "content_hash": document.content_hash,
        "text_hash": text_hash(document),
        "duplicate_of": duplicate_of,
        "record": asdict(document),
    }


def text_hash(document: Document) -> str:
    """Equal for documents of one kind that say the same, whatever their title, address or spacing."""
    return hashlib.sha256(f"{document.kind}\n{' '.join(document.text.split())}".encode()).hexdigest()


def read_document(record: Mapping[str, Any]) -> Document:
    values = dict(record)
    values["sections"] = tuple(
        Section(tuple(section["heading_path"]), section["start"], section["end"]) for section in values["sections"]
    )
    values["pages"] = tuple(Page(**page) for page in values["pages"])
    values["domains"] = tuple(values["domains"])
    values["fact_spans"] = {name: Span(**span) for name, span in values["fact_spans"].items()}
    return Document(**values)


def chunk_row(chunk: Chunk, ordinal: int, sentence_vectors: NDArray[np.float32]) -> dict[str, Any]:
    return {
        "id": chunk.id,
        "document_id": chunk.document_id,
        "ordinal": ordinal,
        "language": chunk.language,
        "heading_path": list(chunk.heading_path),
        "page": chunk.page,
        "start": chunk.start,
        "end": chunk.end,
        "text": chunk.text,
        "sentences": [[span.start, span.end] for span in chunk.sentences],
        "sentence_vectors": sentence_vectors.astype(np.float16).tobytes(),
    }


def read_chunk(row: Mapping[str, Any]) -> Chunk:
    return Chunk(
        id=row["id"],
        document_id=row["document_id"],
        language=row["language"],
        heading_path=tuple(row["heading_path"]),
        page=row["page"],
        start=row["start"],
        end=row["end"],
        text=row["text"],
        sentences=tuple(Span(start, end) for start, end in row["sentences"]),
    )


def read_sentence_vectors(data: bytes, dimension: int) -> NDArray[np.float32]:
    """Shape ``(number of sentences, dimension)``."""
    return np.frombuffer(data, np.float16).reshape(-1, dimension).astype(np.float32)
