"""Keeps the turns of sessions in a database, so that a conversation survives a restart; bounded in every direction."""

from __future__ import annotations

import json
import logging
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import CreateIndex, CreateTable

from assistant.conversation.state import Turn, answer_from
from assistant.database import connect, place, trouble_of
from assistant.errors import SessionsError
from assistant.records import Status

logger = logging.getLogger(__name__)

PRUNE_EVERY = 100

metadata = MetaData()
turns_table = Table(
    "turns",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("session_id", String(128), nullable=False, index=True),
    Column("created_at", DateTime(timezone=True), nullable=False, index=True),
    Column("standalone", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("answer", LargeBinary, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is kept at most: turns of a session, turns in all, days since a turn."""

    session_turns: int = 50
    turns: int = 20_000
    days: int = 30


@dataclass(frozen=True, slots=True)
class Kept:
    """A turn as the database has it."""

    session_id: str
    at: datetime
    turn: Turn


class SessionStore:
    """Turns in the database at ``url``, a SQLAlchemy address, opened at the first use; safe to share between threads.

    Every method raises SessionsError where the database cannot be used; what it holds is left as it is.
    """

    def __init__(self, url: str, bounds: Bounds = Bounds()) -> None:
        self._url = url
        self._bounds = bounds
        self._opening = threading.Lock()
        self._engine: Engine | None = None
        self._added = 0

    def turns(self, session_id: str, last: int | None = None) -> list[Turn]:
        """The turns of a session, or its ``last`` ones, oldest first."""
        wanted = select(turns_table).where(turns_table.c.session_id == session_id).order_by(turns_table.c.id.desc())
        with self._connection() as connection:
            rows = connection.execute(wanted.limit(last)).mappings().all()
        return [turn for row in reversed(rows) if (turn := _turn(row)) is not None]

    def of_status(self, *statuses: Status) -> list[Kept]:
        """The turns of all sessions whose answer has one of the statuses, newest first."""
        marks = [f'"status": "{status}"'.encode() for status in statuses]
        found = []
        with self._connection() as connection:
            for row in connection.execute(select(turns_table).order_by(turns_table.c.id.desc())).mappings():
                if not _holds(row["answer"], marks):  # much cheaper than to read them all
                    continue
                turn = _turn(row)
                if turn is not None and turn.answer.status in statuses:
                    found.append(Kept(row["session_id"], _utc(row["created_at"]), turn))
        return found

    def add(self, session_id: str, turn: Turn) -> None:
        """Keep a turn; the oldest of the session is forgotten past the bounds."""
        with self._connection() as connection:
            connection.execute(insert(turns_table).values(**_row(session_id, turn)))
            self._forget_oldest(connection, session_id)
            if self._added % PRUNE_EVERY == 0:
                self._prune(connection)
        self._added += 1

    def forget(self, session_id: str) -> int:
        """Delete a session; how many turns it had."""
        with self._connection() as connection:
            return connection.execute(delete(turns_table).where(turns_table.c.session_id == session_id)).rowcount

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def _forget_oldest(self, connection: Connection, session_id: str) -> None:
        own = turns_table.c.session_id == session_id
        newest = select(turns_table.c.id).where(own).order_by(turns_table.c.id.desc()).limit(self._bounds.session_turns)
        connection.execute(delete(turns_table).where(own, turns_table.c.id.not_in(newest)))

    def _prune(self, connection: Connection) -> None:
        """Forget what is too old, and the oldest of too many."""
        limit = datetime.now(UTC) - timedelta(days=self._bounds.days)
        connection.execute(delete(turns_table).where(turns_table.c.created_at < limit))
        count = connection.execute(select(func.count()).select_from(turns_table)).scalar_one()
        if count > self._bounds.turns:
            oldest = select(turns_table.c.id).order_by(turns_table.c.id).limit(count - self._bounds.turns)
            connection.execute(delete(turns_table).where(turns_table.c.id.in_(oldest)))

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        try:
            with self._open().begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            reason = str(getattr(error, "orig", None) or error)
            raise SessionsError(place(self._url), reason, trouble_of(error)) from error

    def _open(self) -> Engine:
        with self._opening:
            if self._engine is None:
                engine = connect(self._url)
                _make_table(engine)
                self._engine = engine
            return self._engine


def _make_table(engine: Engine) -> None:
    """Make the table where it is not there; another process may be doing the same."""
    with engine.begin() as connection:
        connection.execute(CreateTable(turns_table, if_not_exists=True))
        for index in sorted(turns_table.indexes, key=lambda one: str(one.name)):
            connection.execute(CreateIndex(index, if_not_exists=True))


def _row(session_id: str, turn: Turn) -> dict[str, object]:
    return {
        "session_id": session_id,
        "created_at": datetime.now(UTC),
        "standalone": turn.standalone,
        "subject": turn.subject,
        "answer": zlib.compress(json.dumps(asdict(turn.answer), ensure_ascii=False).encode("utf-8", "replace")),
    }


def _holds(answer: bytes, marks: Sequence[bytes]) -> bool:
    """Whether the JSON of an answer holds one of the marks; one that cannot be unpacked is for ``_turn`` to tell."""
    try:
        text = zlib.decompress(answer)
    except zlib.error:
        return True
    return any(mark in text for mark in marks)


def _utc(at: datetime) -> datetime:
    """SQLite gives the time back without its zone."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _turn(row: Any) -> Turn | None:
    """The turn of a row; None, and a line in the log, for one that another version of the programme wrote."""
    try:
        values = json.loads(zlib.decompress(row["answer"]))
        return Turn(answer_from(values), row["standalone"], row["subject"])
    except (zlib.error, ValueError, TypeError, KeyError) as error:
        logger.warning("turn %s of a session cannot be read (%s): it is left out", row["id"], error)
        return None
