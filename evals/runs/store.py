"""Runs in the database: a row for each run, with its whole record, and a row for each of its cases and queries.

The row of a case makes it cheap to follow one question over time; the record is the truth.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Engine,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    insert,
    select,
)

from assistant.database import connect
from evals.errors import NoSuchRun
from evals.runs.migrations import bring_up_to_date
from evals.runs.records import QueryResult, Result, Run

metadata = MetaData()
runs_table = Table(
    "eval_runs",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("started", DateTime(timezone=True), nullable=False, index=True),
    Column("snapshot", String(128), nullable=False),
    Column("suites", JSON, nullable=False),
    Column("ok", Boolean, nullable=False),
    Column("passed", Integer, nullable=False),
    Column("cases", Integer, nullable=False),
    Column("metrics", JSON, nullable=False),
    Column("record", LargeBinary, nullable=False),
)
results_table = Table(
    "eval_results",
    metadata,
    Column("run_id", String(64), primary_key=True),
    Column("key", String(300), primary_key=True),
    Column("suite", String(128), nullable=False),
    Column("language", String(2), nullable=False),
    Column("pair", String(128)),
    Column("topic", String(64)),
    Column("domain", String(64)),
    Column("question", Text, nullable=False),
    Column("passed", Boolean),
    Column("status", String(16)),
    Column("scores", JSON, nullable=False),
    Column("latency_ms", Float),
)


@dataclass(frozen=True, slots=True)
class RunSummary:
    """One line of the list of runs; ``metrics`` are those of the whole run."""

    id: str
    started: datetime
    snapshot: str
    suites: dict[str, int]
    ok: bool
    passed: int
    cases: int
    metrics: dict[str, float | None]


class RunStore:
    """Runs in the database at ``url``, a SQLAlchemy address, opened at the first use and brought up to date."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._opening = threading.Lock()
        self._engine: Engine | None = None

    def add(self, run: Run) -> None:
        """Keep a run, all of it or nothing."""
        rows = [_row(run.id, one) for one in run.everything]
        with self._open().begin() as connection:
            connection.execute(insert(runs_table).values(**_summary(run)))
            if rows:
                connection.execute(insert(results_table), rows)

    def newest(self, limit: int = 20) -> list[RunSummary]:
        """The last ``limit`` runs, newest first."""
        columns = [column for column in runs_table.columns if column.name != "record"]
        query = select(*columns).order_by(runs_table.c.started.desc(), runs_table.c.id.desc()).limit(limit)
        with self._open().connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [RunSummary(**{**row, "started": _utc(row["started"])}) for row in rows]

    def get(self, run_id: str) -> Run:
        """A whole run.

        Raises:
            NoSuchRun: no run has this id.
        """
        with self._open().connect() as connection:
            record = connection.execute(select(runs_table.c.record).where(runs_table.c.id == run_id)).scalar()
        if record is None:
            raise NoSuchRun("no_run", id=run_id)
        return Run.model_validate_json(zlib.decompress(record))

    def whole(self, limit: int = 20) -> Iterator[Run]:
        """The last ``limit`` runs in full, newest first."""
        return (self.get(one.id) for one in self.newest(limit))

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()

    def _open(self) -> Engine:
        with self._opening:
            if self._engine is None:
                engine = connect(self._url)
                bring_up_to_date(engine, metadata)
                self._engine = engine
            return self._engine


def _summary(run: Run) -> dict[str, object]:
    return {
        "id": run.id,
        "started": datetime.fromisoformat(run.started),
        "snapshot": run.snapshot,
        "suites": run.suites,
        "ok": run.ok,
        "passed": sum(one.passed for one in run.results),
        "cases": len(run.results),
        "metrics": run.metrics,
        "record": zlib.compress(run.model_dump_json().encode()),
    }


def _row(run_id: str, one: Result | QueryResult) -> dict[str, object]:
    shared = {"run_id": run_id, "key": one.key, "suite": one.suite, "scores": one.scores, "latency_ms": one.latency_ms}
    if isinstance(one, QueryResult):
        own = dict.fromkeys(("pair", "topic", "domain", "passed", "status"))
        return {**shared, **own, "language": one.language, "question": one.text}
    return {
        **shared,
        "language": one.case.language,
        "pair": one.case.pair,
        "topic": one.case.group,
        "domain": one.case.domain,
        "question": one.case.question,
        "passed": one.passed,
        "status": one.status,
    }


def _utc(moment: datetime) -> datetime:
    """SQLite gives the time back without its zone."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
