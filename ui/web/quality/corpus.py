"""How fresh the corpus is, and what its last ingestion could not read."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.settings import Settings
from ingest.last_run import LastIngest, read_last
from ingest.store import DocumentRow, read_document_rows, read_snapshot
from ingest.store.location import Location

STALE_DAYS = 365
SHOWN_STALE = 30


@dataclass(frozen=True, slots=True)
class CorpusState:
    """Documents by kind and language, those last checked too long ago (oldest first), and the last ingestion."""

    snapshot: str
    counts: tuple[tuple[str, str, int], ...]
    stale: tuple[DocumentRow, ...]
    undated: int
    last: LastIngest | None


def corpus_state(settings: Settings, today: datetime.date) -> CorpusState | None:
    """The state of the index that the settings name; None where there is none."""
    snapshot = read_snapshot(settings.home, settings.database_url)
    if snapshot is None:
        return None
    rows = read_document_rows(settings.home, settings.database_url)
    counts = Counter((row.kind, row.language or "") for row in rows)
    last = read_last(Location(settings.home, settings.chroma_url, settings.database_url).folder)
    return CorpusState(
        snapshot,
        tuple(sorted((kind, language, count) for (kind, language), count in counts.items())),
        _stale(rows, today)[:SHOWN_STALE],
        sum(_date(row) is None for row in rows),
        last,
    )


def _stale(rows: Sequence[DocumentRow], today: datetime.date) -> tuple[DocumentRow, ...]:
    limit = (today - datetime.timedelta(days=STALE_DAYS)).isoformat()
    old = [(date, row.id, row) for row in rows if (date := _date(row)) and date < limit]
    return tuple(row for _, _, row in sorted(old, key=lambda one: one[:2]))


def _date(row: DocumentRow) -> str | None:
    return row.last_verified or row.published
