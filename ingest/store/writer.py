"""Changes the index: one transaction a batch, so that a run killed anywhere leaves whole documents behind."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from filelock import FileLock, Timeout
from sqlalchemy import Connection, delete, insert, select, update

from ingest.embedding.encoder import PassageVectors
from ingest.errors import StoreError
from ingest.ledger import Changes, Entry, Ledger
from ingest.records import Chunk, Document
from ingest.store.codec import chunk_row, document_row, read_document
from ingest.store.index import build_lexical
from ingest.store.location import FORMAT, Location, create_index, write_meta
from ingest.store.tables import chunks as chunks_table
from ingest.store.tables import documents as documents_table
from ingest.store.tables import files as files_table
from ingest.store.tables import metadata, open_database
from ingest.store.vectors import Metadata, VectorStore, clear_vectors
from ingest.texts import message

SQL_BATCH = 500


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file or page that was read, and its ``reading_digest``."""

    source: str
    digest: str


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document with its chunks and their vectors, ready to be stored."""

    document: Document
    chunks: Sequence[Chunk]
    vectors: Sequence[PassageVectors]


@dataclass(slots=True)
class Batch:
    """Changes to commit together.  ``file`` is None for a file that goes."""

    changes: list[tuple[Changes, FileRow | None]] = field(default_factory=list)
    indexed: list[IndexedDocument] = field(default_factory=list)


class IndexWriter:
    """The one writer of an index; a second one at the same time is refused.

    Raises:
        IndexMismatch: the index was made with another model or in another format.
        StoreError: another ingestion is running.
    """

    def __init__(self, location: Location, encoder_identity: str, *, rebuild: bool = False) -> None:
        self.location = location
        self._identity = encoder_identity
        self._lock = _lock(location)
        try:
            if rebuild:
                _remove_index(location)
            self._engine = create_index(location, encoder_identity)
            self._vectors = VectorStore(location, encoder_identity)
            self.ledger = self._read_ledger()
            self._reconcile()
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        self._engine.dispose()
        self._lock.release()

    def files(self) -> dict[str, str]:
        """Digest of each known file, by source."""
        with self._engine.connect() as connection:
            return {row.source: row.digest for row in connection.execute(select(files_table))}

    def document(self, source: str) -> Document:
        """The stored document of a source, repeats of another included."""
        with self._engine.connect() as connection:
            record = connection.execute(
                select(documents_table.c.record).where(documents_table.c.source == source)
            ).scalar_one()
        return read_document(record)

    def commit(self, batch: Batch) -> None:
        """Store a batch: vectors first, then the tables in one transaction, then the vectors that went.

        Stopped between two of these steps, it leaves vectors that no table names, which the next run removes.
        """
        self._write_vectors(batch.indexed)
        with self._engine.begin() as connection:
            gone = self._drop(connection, batch.changes)
            for change, file in batch.changes:
                _write_documents(connection, change, file)
            kept = self._write_chunks(connection, batch.indexed)
            write_meta(connection, "snapshot", self.snapshot())
        self._vectors.delete([chunk for chunk in gone if chunk not in kept])

    def publish(self) -> str:
        """Write the lexical index of the present snapshot, remove those of others, and name the snapshot."""
        snapshot = self.snapshot()
        with self._engine.begin() as connection:
            write_meta(connection, "snapshot", snapshot)
        build_lexical(self._engine, self.location.lexical, snapshot)
        for folder in self.location.lexical.iterdir():
            if folder.name != snapshot:
                shutil.rmtree(folder)
        return snapshot

    def chunk_count(self) -> int:
        with self._engine.connect() as connection:
            return len(connection.execute(select(chunks_table.c.id)).all())

    def snapshot(self) -> str:
        """Id of the index's content: equal for equal documents under one model and format."""
        digest = hashlib.sha256(f"{FORMAT}\n{self._identity}\n".encode())
        for entry in self.ledger.standing():
            digest.update(f"{entry.id}\t{entry.content_hash}\n".encode())
        return digest.hexdigest()[:16]

    def _read_ledger(self) -> Ledger:
        columns = [documents_table.c[name] for name in Entry.__dataclass_fields__]
        with self._engine.connect() as connection:
            return Ledger(Entry(**row) for row in connection.execute(select(*columns)).mappings())

    def _reconcile(self) -> None:
        """Remove vectors that no chunk names: an earlier run was stopped between its steps."""
        with self._engine.connect() as connection:
            known = set(connection.execute(select(chunks_table.c.id)).scalars())
        stray = self._vectors.ids() - known
        self._vectors.delete(sorted(stray))

    def _write_vectors(self, indexed: Sequence[IndexedDocument]) -> None:
        ids = [chunk.id for one in indexed for chunk in one.chunks]
        if not ids:
            return
        vectors = np.stack([vector.passage for one in indexed for vector in one.vectors])
        metadatas = [_vector_metadata(one.document, chunk) for one in indexed for chunk in one.chunks]
        self._vectors.upsert(ids, vectors, metadatas)

    def _drop(self, connection: Connection, changes: Sequence[tuple[Changes, FileRow | None]]) -> list[str]:
        """Delete rows of what goes; ids of the chunks that went."""
        dropped = [entry for change, _ in changes for entry in change.drop]
        standing = [entry.id for entry in dropped if entry.duplicate_of is None]
        gone: list[str] = []
        for part in _parts(standing):
            of_part = chunks_table.c.document_id.in_(part)
            gone += connection.execute(select(chunks_table.c.id).where(of_part)).scalars()
            connection.execute(delete(chunks_table).where(of_part))
        for part in _parts([entry.source for entry in dropped]):
            connection.execute(delete(documents_table).where(documents_table.c.source.in_(part)))
        return gone

    def _write_chunks(self, connection: Connection, indexed: Sequence[IndexedDocument]) -> set[str]:
        rows = [
            chunk_row(chunk, ordinal, vector.sentences)
            for one in indexed
            for ordinal, (chunk, vector) in enumerate(zip(one.chunks, one.vectors, strict=True))
        ]
        if rows:
            connection.execute(insert(chunks_table), rows)
        return {row["id"] for row in rows}


def _write_documents(connection: Connection, change: Changes, file: FileRow | None) -> None:
    for source, stand_in in change.repoint.items():
        _point(connection, source, stand_in)
    for entry in change.promote:
        _point(connection, entry.source, None)
    connection.execute(delete(files_table).where(files_table.c.source == change.file))
    if file is not None:
        connection.execute(insert(files_table).values(source=file.source, digest=file.digest))
    for document, duplicate_of in change.store:
        connection.execute(insert(documents_table).values(**document_row(document, change.file, duplicate_of)))


def _point(connection: Connection, source: str, stand_in: str | None) -> None:
    connection.execute(update(documents_table).where(documents_table.c.source == source).values(duplicate_of=stand_in))


def _vector_metadata(document: Document, chunk: Chunk) -> Metadata:
    domains: dict[str, bool] = {f"domain:{domain}": True for domain in document.domains}
    return {"kind": document.kind, "language": chunk.language, **domains}


def _parts(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[at : at + SQL_BATCH] for at in range(0, len(values), SQL_BATCH))


def _lock(location: Location) -> FileLock:
    location.folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(location.folder / "ingest.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StoreError(message("ingestion_running")) from error
    return lock


def _remove_index(location: Location) -> None:
    clear_vectors(location)
    shutil.rmtree(location.lexical, ignore_errors=True)
    if location.exists():
        engine = open_database(location.sql_url)
        metadata.drop_all(engine)
        engine.dispose()
