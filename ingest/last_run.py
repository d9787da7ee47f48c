"""What the last ingestion did, kept beside the index for those who look after it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.messages import Said, Sayable
from ingest.report import IngestReport

FILE = "last-ingest.json"


@dataclass(frozen=True, slots=True)
class LastIngest:
    """When an ingestion ended, what it changed, and the sources that it could not read, each with why.

    A report of before ``error_fr`` says why in English alone.
    """

    ended: datetime
    added: int
    updated: int
    unchanged: int
    deleted: int
    failed: tuple[tuple[str, Sayable], ...]


def keep_last(report: IngestReport, folder: Path) -> None:
    """Write what an ingestion did into the index's folder, in the place of what the one before did."""
    values = report.values() | {"ended": datetime.now(UTC).isoformat(timespec="seconds")}
    (folder / FILE).write_text(json.dumps(values, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def read_last(folder: Path) -> LastIngest | None:
    """What the last ingestion did; None where none was kept."""
    path = folder / FILE
    if not path.is_file():
        return None
    values = json.loads(path.read_text(encoding="utf-8"))
    failed = tuple((one["source"], _why(one)) for one in values["failed"])
    counts = {name: int(values[name]) for name in ("added", "updated", "unchanged", "deleted")}
    return LastIngest(datetime.fromisoformat(values["ended"]), failed=failed, **counts)


def _why(failure: Mapping[str, str]) -> Said:
    return Said({"en": failure["error"], "fr": failure.get("error_fr", failure["error"])})
