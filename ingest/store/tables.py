"""The SQL tables of the index, and how a database is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Engine,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
)

metadata = MetaData()

meta = Table("index_meta", metadata, Column("key", String, primary_key=True), Column("value", String, nullable=False))

files = Table(
    "index_files",
    metadata,
    Column("source", String, primary_key=True),
    Column("digest", String(64), nullable=False),
)
"""One row for each file or page that was read, with its ``reading_digest``."""

documents = Table(
    "index_documents",
    metadata,
    Column("source", String, primary_key=True),
    Column("file", String, nullable=False, index=True),
    Column("id", String, nullable=False, index=True),
    Column("content_hash", String(64), nullable=False),
    Column("text_hash", String(64), nullable=False, index=True),
    # Source of the document that holds the same text already; only documents without one have chunks.
    Column("duplicate_of", String),
    Column("record", JSON, nullable=False),
)

chunks = Table(
    "index_chunks",
    metadata,
    Column("id", String, primary_key=True),
    Column("document_id", String, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("language", String, nullable=False),
    Column("heading_path", JSON, nullable=False),
    Column("page", Integer),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("sentences", JSON, nullable=False),
    # float16, row by row: one vector a sentence.
    Column("sentence_vectors", LargeBinary, nullable=False),
    Index("index_chunks_by_document", "document_id", "ordinal"),
)


def open_database(url: str) -> Engine:
    """Engine for ``url``; SQLite databases get write-ahead logging, so that a reader never waits for a writer."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()
