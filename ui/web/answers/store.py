"""Keeps the answers that somebody chose to share, each under an id that nobody can guess."""

from __future__ import annotations

import json
import logging
import secrets
import threading
import zlib
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Column, DateTime, Engine, LargeBinary, MetaData, String, Table, delete, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from assistant.conversation.state import answer_from
from assistant.database import connect, place
from assistant.errors import SessionsError
from assistant.records import Answer

logger = logging.getLogger(__name__)

KEPT_DAYS = 365
KEPT_ANSWERS = 10_000

metadata = MetaData()
shared_table = Table(
    "shared_answers",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("created_at", DateTime(timezone=True), nullable=False, index=True),
    Column("answer", LargeBinary, nullable=False),
)


@dataclass(frozen=True, slots=True)
class SharedAnswer:
    """An answer as it was when it was shared."""

    id: str
    created_at: datetime
    answer: Answer


class SharedAnswers:
    """Answers in the database at ``url``, a SQLAlchemy address, opened at the first use.

    Every method raises SessionsError where the database cannot be used.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._opening = threading.Lock()
        self._engine: Engine | None = None

    def add(self, answer: Answer) -> str:
        """Keep an answer; its id.  Those that are too old, and the oldest of too many, are forgotten.

        The session is left out: who has the link reads this answer and nothing else of the conversation.
        """
        identifier = secrets.token_urlsafe(24)
        values = json.dumps(asdict(answer) | {"session_id": ""}, ensure_ascii=False).encode("utf-8", "replace")
        now = datetime.now(UTC)
        oldest = select(shared_table.c.id).order_by(shared_table.c.created_at.desc()).offset(KEPT_ANSWERS)
        try:
            with self._open().begin() as connection:
                connection.execute(
                    insert(shared_table).values(id=identifier, created_at=now, answer=zlib.compress(values))
                )
                connection.execute(delete(shared_table).where(shared_table.c.created_at < now - timedelta(KEPT_DAYS)))
                if connection.execute(select(func.count()).select_from(shared_table)).scalar_one() > KEPT_ANSWERS:
                    connection.execute(delete(shared_table).where(shared_table.c.id.in_(oldest)))
        except (SQLAlchemyError, OSError) as error:
            raise SessionsError(place(self._url), str(getattr(error, "orig", None) or error)) from error
        return identifier

    def get(self, identifier: str) -> SharedAnswer | None:
        """The answer of an id; None where there is none, or where another version wrote what this one cannot read."""
        wanted = select(shared_table).where(shared_table.c.id == identifier)
        try:
            with self._open().connect() as connection:
                row = connection.execute(wanted).mappings().one_or_none()
        except (SQLAlchemyError, OSError) as error:
            raise SessionsError(place(self._url), str(getattr(error, "orig", None) or error)) from error
        if row is None:
            return None
        try:
            answer = answer_from(json.loads(zlib.decompress(row["answer"])))
        except (zlib.error, ValueError, TypeError, KeyError) as error:
            logger.warning("the shared answer %s cannot be read (%s)", identifier, error)
            return None
        return SharedAnswer(identifier, row["created_at"], answer)

    def _open(self) -> Engine:
        with self._opening:
            if self._engine is None:
                engine = connect(self._url)
                metadata.create_all(engine)
                self._engine = engine
            return self._engine
