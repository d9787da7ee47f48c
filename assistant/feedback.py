"""Keeps what readers say of answers, for the organisers to read."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import JSON, Column, DateTime, Engine, MetaData, String, Table, Text, insert, select

from assistant.database import connect

Rating = Literal["up", "down"]
MAX_COMMENT_CHARS = 2_000
MAX_QUESTION_CHARS = 20_000

metadata = MetaData()
feedback_table = Table(
    "feedback",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("created_at", DateTime(timezone=True), nullable=False, index=True),
    Column("session_id", String(128)),
    Column("question", Text, nullable=False),
    Column("snapshot", String(128)),
    Column("rating", String(4), nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("comment", Text, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one reader says of one answer.  ``snapshot`` is the index that the answer came from."""

    question: str
    rating: Rating
    session_id: str | None = None
    snapshot: str | None = None
    reasons: tuple[str, ...] = ()
    comment: str = ""
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    created_at: datetime = field(default_factory=lambda: datetime.now(UTC))


class FeedbackStore:
    """Feedback in the database at ``url``, a SQLAlchemy address, opened at the first use.

    The table is made if it is not there.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._opening = threading.Lock()
        self._engine: Engine | None = None

    def add(self, feedback: Feedback) -> None:
        with self._open().begin() as connection:
            connection.execute(insert(feedback_table).values(**_row(feedback)))

    def newest(self, limit: int = 100, rating: Rating | None = None) -> Sequence[Feedback]:
        """The last ``limit`` opinions, or those of one rating, newest first."""
        query = select(feedback_table).order_by(feedback_table.c.created_at.desc()).limit(limit)
        if rating is not None:
            query = query.where(feedback_table.c.rating == rating)
        with self._open().connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [Feedback(**{**row, "reasons": tuple(row["reasons"]), "created_at": _utc(row)}) for row in rows]

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()

    def _open(self) -> Engine:
        with self._opening:
            if self._engine is None:
                engine = connect(self._url)
                metadata.create_all(engine)
                self._engine = engine
            return self._engine


def _row(feedback: Feedback) -> dict[str, object]:
    return {column.name: getattr(feedback, column.name) for column in feedback_table.columns} | {
        "reasons": list(feedback.reasons)
    }


def _utc(row: object) -> datetime:
    """SQLite gives the time back without its zone."""
    created_at: datetime = row["created_at"]  # type: ignore[index]
    return created_at if created_at.tzinfo else created_at.replace(tzinfo=UTC)
