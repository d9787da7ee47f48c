"""Reads the index: passages in memory, their vectors in Chroma, their words in the lexical index."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, select

from ingest.embedding.encoder import Encoder
from ingest.embedding.space import space_identity
from ingest.errors import IndexMissing
from ingest.lexical import LexicalIndex
from ingest.records import Chunk, Document, Kind, Language, Page
from ingest.store.codec import read_chunk, read_document, read_sentence_vectors
from ingest.store.location import Location, open_existing, read_meta
from ingest.store.tables import chunks, documents, open_database
from ingest.store.vectors import VectorStore
from ingest.texts import message

SPARE = 4
"""How many times more neighbours are taken than a filter needs if it lets an even share of them through."""
WIDEST = 3000
"""More neighbours than that take Chroma as long as filtering does."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """What is known of a document without its text."""

    id: str
    source: str
    kind: Kind
    language: Language | None
    title: str
    url: str | None = None
    published: str | None = None
    last_verified: str | None = None
    translation_of: str | None = None
    domains: tuple[str, ...] = ()
    entry: str | None = None
    gaps: bool = False
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk and the document it comes from."""

    chunk: Chunk
    document: DocumentRow

    @property
    def context(self) -> str:
        """Title and headings, as they are embedded and indexed with the text."""
        return passage_context(self.document.title, self.chunk.heading_path)


def passage_context(title: str, heading_path: Sequence[str]) -> str:
    return " > ".join([title, *heading_path])


class Index:
    """An open index.  A *row* is a passage's position in ``passages``, and in the lexical index.

    It stays as it was when opened, whatever an ingestion does meanwhile: a vector that came later is ignored.
    """

    def __init__(
        self,
        engine: Engine,
        vectors: VectorStore,
        passages: Sequence[Passage],
        lexical: LexicalIndex,
        snapshot: str,
        dimension: int,
    ) -> None:
        self._engine = engine
        self._vectors = vectors
        self._dimension = dimension
        self.passages = list(passages)
        self.lexical = lexical
        self.snapshot = snapshot
        self._documents = {passage.document.id: passage.document for passage in passages}
        self._versions = {(self.work(passage.document.id), passage.chunk.language) for passage in passages}
        self._rows = {passage.chunk.id: row for row, passage in enumerate(passages)}
        self._holding = _rows_by_clause(self.passages)
        self._by_document: dict[str, list[Passage]] = {}
        for passage in passages:
            self._by_document.setdefault(passage.document.id, []).append(passage)

    def dense(self, vector: NDArray[np.float32], k: int, where: Mapping[str, str | bool]) -> list[tuple[int, float]]:
        """The ``k`` nearest passages, as ``(row, cosine)``, nearest first; ``where`` as ``where_clause`` gives.

        Chroma reads the metadata of every passage to filter, 130 ms on 100,000: enough of the nearest are taken and
        filtered here, and Chroma filters only where those are too few.
        """
        mask = self.mask(where)
        if mask is None:
            return self._nearest(vector, k, where)
        if not mask.any():
            return []
        needed = k * len(mask) / mask.sum()
        wide = min(int(SPARE * needed), WIDEST) if needed <= WIDEST else 0
        found = [hit for hit in self._nearest(vector, wide, {}) if mask[hit[0]]] if wide else []
        return found[:k] if len(found) >= k else self._nearest(vector, k, where)

    def _nearest(self, vector: NDArray[np.float32], k: int, where: Mapping[str, str | bool]) -> list[tuple[int, float]]:
        hits = self._vectors.query(vector, k, where)
        return [(self._rows[hit.chunk_id], hit.cosine) for hit in hits if hit.chunk_id in self._rows]

    def vectors(self, rows: Sequence[int]) -> NDArray[np.float32]:
        """Vectors of passages, shape ``(len(rows), dimension)``; zeros where the store has lost one."""
        found = self._vectors.get([self.passages[row].chunk.id for row in rows])
        nothing = np.zeros(self._dimension, np.float32)
        return np.array([found.get(self.passages[row].chunk.id, nothing) for row in rows], dtype=np.float32).reshape(
            len(rows), self._dimension
        )

    def sentence_vectors(self, rows: Sequence[int]) -> list[NDArray[np.float32]]:
        """For each passage, its sentences' vectors, shape ``(number of sentences, dimension)``."""
        ids = [self.passages[row].chunk.id for row in rows]
        query = select(chunks.c.id, chunks.c.sentence_vectors).where(chunks.c.id.in_(ids))
        with self._engine.connect() as connection:
            found = {
                row.id: read_sentence_vectors(row.sentence_vectors, self._dimension)
                for row in connection.execute(query)
            }
        return [
            found.get(chunk_id, np.zeros((len(self.passages[row].chunk.sentences), self._dimension), np.float32))
            for chunk_id, row in zip(ids, rows, strict=True)
        ]

    def mask(self, where: Mapping[str, str | bool]) -> NDArray[np.bool_] | None:
        """True for rows that ``where`` lets through, shape ``(len(passages),)``; None where it lets all through."""
        if not where:
            return None
        mask = np.ones(len(self.passages), bool)
        for key, value in where.items():
            held = np.zeros(len(self.passages), bool)
            held[self._holding.get((key, value), [])] = True
            mask &= held
        return mask

    def row(self, chunk_id: str) -> int | None:
        return self._rows.get(chunk_id)

    def passage_at(self, document_id: str, offset: int) -> Passage:
        """The passage of a document that holds the character at ``offset``, or the nearest before it.

        Raises:
            KeyError: no document has this id, or its first passage starts after ``offset``.
        """
        inside = [one for one in self._by_document.get(document_id, ()) if one.chunk.start <= offset]
        if not inside:
            raise KeyError(f"{document_id} at {offset}")
        return inside[-1]

    def work(self, document_id: str) -> str:
        """One id for a document and its translation: the original's."""
        return self._documents[document_id].translation_of or document_id

    def is_told_in(self, work: str, language: Language) -> bool:
        """Whether the work, an id as ``work`` gives, has a version in ``language``."""
        return (work, language) in self._versions

    def documents(self) -> list[DocumentRow]:
        return list(self._documents.values())

    def document(self, document_id: str) -> Document:
        """The whole document.

        Raises:
            KeyError: no document has this id.
        """
        query = select(documents.c.record).where(documents.c.id == document_id, documents.c.duplicate_of.is_(None))
        with self._engine.connect() as connection:
            record = connection.execute(query).scalar()
        if record is None:
            raise KeyError(document_id)
        return read_document(record)

    def catalogue_documents(self) -> list[Document]:
        """Every document that carries a catalogue entry's facts."""
        with self._engine.connect() as connection:
            records = connection.execute(
                select(documents.c.record).where(documents.c.duplicate_of.is_(None)).order_by(documents.c.id)
            ).scalars()
            return [read_document(record) for record in records if record["entry"]]

    def close(self) -> None:
        self._engine.dispose()


def where_clause(kind: Kind | None, language: Language | None, domain: str | None) -> dict[str, str | bool]:
    """The equalities that ``Index.dense`` and ``Index.mask`` take."""
    clauses: dict[str, str | bool] = {}
    if kind:
        clauses["kind"] = kind
    if language:
        clauses["language"] = language
    if domain:
        clauses[f"domain:{domain}"] = True
    return clauses


def _rows_by_clause(passages: Sequence[Passage]) -> dict[tuple[str, str | bool], NDArray[np.int32]]:
    """The rows that each equality of a filter lets through."""
    rows: dict[tuple[str, str | bool], list[int]] = {}
    for row, passage in enumerate(passages):
        document = passage.document
        domains: list[tuple[str, str | bool]] = [(f"domain:{domain}", True) for domain in document.domains]
        for clause in (("kind", document.kind), ("language", passage.chunk.language), *domains):
            rows.setdefault(clause, []).append(row)
    return {clause: np.array(of_clause, np.int32) for clause, of_clause in rows.items()}


def open_index(
    home: Path, encoder: Encoder, *, chroma_url: str | None = None, database_url: str | None = None
) -> Index:
    """Open the index below ``home``.

    Raises:
        IndexMissing: there is none yet.
        IndexMismatch: it was made with another embedding model or in another format.
    """
    location = Location(home, chroma_url, database_url)
    space = space_identity(encoder.identity)
    engine = open_existing(location, space)
    passages = list(_read_passages(engine))
    if not passages:
        raise IndexMissing(message("empty_index"))
    with engine.connect() as connection:
        snapshot = read_meta(connection, "snapshot") or ""
    lexical = _open_lexical(location.lexical / snapshot, passages)
    return Index(engine, VectorStore(location, space), passages, lexical, snapshot, encoder.dimension)


def read_document_rows(home: Path, database_url: str | None = None) -> list[DocumentRow]:
    """What is known of the documents of an index that is there, read without its model."""
    engine = open_database(Location(home, database_url=database_url).sql_url)
    try:
        with engine.connect() as connection:
            standing = select(documents.c.record).where(documents.c.duplicate_of.is_(None)).order_by(documents.c.id)
            return [_document_row(record) for record in connection.execute(standing).scalars()]
    finally:
        engine.dispose()


def build_lexical(engine: Engine, folder: Path, snapshot: str) -> None:
    """Write the lexical index of what the tables hold, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / snapshot
    if target.is_dir():
        return
    scratch = Path(tempfile.mkdtemp(prefix=".building-", dir=folder))
    _lexical(list(_read_passages(engine))).save(scratch)
    scratch.rename(target)


def _open_lexical(folder: Path, passages: Sequence[Passage]) -> LexicalIndex:
    """The saved lexical index, or one made now where an ingestion was stopped before it wrote one."""
    if folder.is_dir():
        lexical = LexicalIndex.load(folder)
        if lexical.chunk_ids == [passage.chunk.id for passage in passages]:
            return lexical
    return _lexical(passages)


def _lexical(passages: Sequence[Passage]) -> LexicalIndex:
    return LexicalIndex.build(
        [(one.chunk.id, one.chunk.language, f"{one.context}\n{one.chunk.text}") for one in passages]
    )


def _read_passages(engine: Engine) -> Iterator[Passage]:
    """Passages in the order of their documents' ids, then of the text."""
    columns = [column for column in chunks.c if column.name != "sentence_vectors"]
    with engine.connect() as connection:
        standing = select(documents.c.record).where(documents.c.duplicate_of.is_(None))
        rows = {record["id"]: _document_row(record) for record in connection.execute(standing).scalars()}
        ordered = select(*columns).order_by(chunks.c.document_id, chunks.c.ordinal)
        for row in connection.execute(ordered).mappings():
            document = rows.get(row["document_id"])
            if document is not None:
                yield Passage(read_chunk(dict(row)), document)


def _document_row(record: Mapping[str, Any]) -> DocumentRow:
    names = [name for name in DocumentRow.__dataclass_fields__ if name not in ("domains", "pages")]
    return DocumentRow(
        **{name: record[name] for name in names},
        domains=tuple(record["domains"]),
        pages=tuple(Page(**page) for page in record["pages"]),
    )
