"""Opens a database at a SQLAlchemy address: a SQLite file of its owner's alone, or a server."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url

TIMEOUT_S = 5
"""How long a writer waits for another before it gives up: writes take milliseconds, and a reader waits for them."""

Trouble = Literal["busy", "read_only", "full", "damaged", "unusable"]
_TROUBLES: dict[int, Trouble] = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_CANTOPEN: "read_only",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
}


def connect(url: str) -> Engine:
    """An engine for ``url``; the folder and the file of a SQLite database are made where they are not there."""
    database = make_url(url)
    if database.get_backend_name() != "sqlite":
        return create_engine(database, pool_pre_ping=True)
    if database.database:
        _make_private(Path(database.database))
    engine = create_engine(database, connect_args={"timeout": TIMEOUT_S})
    event.listen(engine, "connect", _speed_up)
    return engine


def place(url: str) -> str:
    """The file, or the address without its password: what a message may say."""
    database = make_url(url)
    if database.get_backend_name() == "sqlite" and database.database:
        return database.database
    return database.render_as_string(hide_password=True)


def trouble_of(error: Exception) -> Trouble:
    """What stops a database, of an error of SQLAlchemy or of the system; "unusable" where it is none of those known."""
    if isinstance(error, PermissionError):
        return "read_only"
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", None)
    return _TROUBLES.get(code & 0xFF, "unusable") if isinstance(code, int) else "unusable"  # the rest is details


def _make_private(path: Path) -> None:
    """A new file that its owner alone can read: it holds what people asked."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)


def _speed_up(connection: Any, _: object) -> None:
    """Readers do not wait for a writer, and a writer does not wait for the disk; a power cut may lose the last rows."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
