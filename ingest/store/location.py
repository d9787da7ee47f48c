"""Where the index lives, which model made it, and which snapshot it holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.exc import OperationalError

from ingest.errors import IndexMismatch, IndexMissing
from ingest.store.tables import meta, metadata, open_database, sqlite_url
from ingest.texts import message

FORMAT = "4"
"""Raise it when chunking, embedding input or tables change, so that older indexes are refused."""


@dataclass(frozen=True, slots=True)
class Location:
    """Folder of the index below the home, or the addresses of the servers that hold it."""

    home: Path
    chroma_url: str | None = None
    database_url: str | None = None

    @property
    def folder(self) -> Path:
        return self.home / "index"

    @property
    def sql_url(self) -> str:
        return self.database_url or sqlite_url(self.folder / "index.db")

    @property
    def lexical(self) -> Path:
        return self.folder / "lexical"

    def exists(self) -> bool:
        return bool(self.database_url) or (self.folder / "index.db").is_file()


def read_snapshot(home: Path, database_url: str | None = None) -> str | None:
    """The index's snapshot id, or None where there is no index yet."""
    location = Location(home, database_url=database_url)
    if not location.exists():
        return None
    engine = open_database(location.sql_url)
    try:
        with engine.connect() as connection:
            return read_meta(connection, "snapshot")
    except OperationalError:
        return None  # the tables are not there: an ingestion was stopped before its first commit
    finally:
        engine.dispose()


def read_meta(connection: Connection, key: str) -> str | None:
    value = connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()
    return None if value is None else str(value)


def write_meta(connection: Connection, key: str, value: str) -> None:
    connection.execute(delete(meta).where(meta.c.key == key))
    connection.execute(insert(meta).values(key=key, value=value))


def create_index(location: Location, encoder_identity: str) -> Engine:
    """Engine of the index at ``location``, created where it is missing.

    Raises:
        IndexMismatch: it was made with another model or in another format.
    """
    location.folder.mkdir(parents=True, exist_ok=True)
    engine = open_database(location.sql_url)
    metadata.create_all(engine)
    with engine.begin() as connection:
        if read_meta(connection, "encoder") is None:
            write_meta(connection, "encoder", encoder_identity)
            write_meta(connection, "format", FORMAT)
        check_compatible(connection, encoder_identity)
    return engine


def open_existing(location: Location, encoder_identity: str) -> Engine:
    """Engine of the index at ``location``.

    Raises:
        IndexMissing: there is none, or nothing was indexed yet.
        IndexMismatch: it was made with another model or in another format.
    """
    missing = IndexMissing.below(location.folder)
    if not location.exists():
        raise missing
    engine = open_database(location.sql_url)
    try:
        with engine.connect() as connection:
            if read_meta(connection, "snapshot") is None:
                raise missing
            check_compatible(connection, encoder_identity)
    except OperationalError as error:
        raise missing from error
    return engine


def check_compatible(connection: Connection, encoder_identity: str) -> None:
    made_with, in_format = read_meta(connection, "encoder"), read_meta(connection, "format")
    if made_with != encoder_identity:
        raise IndexMismatch(message("other_model", made_with=made_with, now=encoder_identity))
    if in_format != FORMAT:
        raise IndexMismatch(message("other_format", found=in_format, format=FORMAT))
