"""What was decided of candidates, in the database: a candidate that was accepted or rejected does not come back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Column, Connection, DateTime, Engine, MetaData, String, Table, Text, insert, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.schema import CreateTable

from assistant.database import connect, place
from evals.errors import AlreadyDecided, ReviewError

Verdict = Literal["accepted", "rejected"]

metadata = MetaData()
decisions_table = Table(
    "eval_decisions",
    metadata,
    Column("candidate_id", String(16), primary_key=True),
    Column("verdict", String(8), nullable=False),
    Column("reason", Text, nullable=False),
    Column("suite", String(128), nullable=False),
    Column("decided_at", DateTime(timezone=True), nullable=False),
)


class DecisionStore:
    """Decisions in the database at ``url``, a SQLAlchemy address; the table is made where it is not there.

    Every method raises ReviewError where the database cannot be used.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._engine: Engine | None = None

    def decided(self) -> frozenset[str]:
        """The ids of the candidates that were decided."""
        with self._connection() as connection:
            return frozenset(connection.execute(select(decisions_table.c.candidate_id)).scalars())

    def add(self, candidate_id: str, verdict: Verdict, *, reason: str = "", suite: str = "") -> None:
        """Remember a decision.

        Raises:
            AlreadyDecided: someone decided of it before.
        """
        row = {"candidate_id": candidate_id, "verdict": verdict, "reason": reason, "suite": suite}
        with self._connection() as connection:
            try:
                connection.execute(insert(decisions_table).values(**row, decided_at=datetime.now(UTC)))
            except IntegrityError as error:
                raise AlreadyDecided("already_decided", id=candidate_id) from error

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        try:
            if self._engine is None:
                self._engine = connect(self._url)
                with self._engine.begin() as connection:
                    connection.execute(CreateTable(decisions_table, if_not_exists=True))
            with self._engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            reason = str(getattr(error, "orig", None) or error)
            raise ReviewError("decisions_unusable", place=place(self._url), reason=reason) from error
