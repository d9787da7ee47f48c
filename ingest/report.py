"""What a run of ingestion did."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from ingest.messages import Sayable


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read, and why."""

    source: str
    error: Sayable


@dataclass(slots=True)
class IngestReport:
    """What a run did; counts are documents, ``chunks`` is the index's total."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    failed: list[Failure] = field(default_factory=list)
    chunks: int = 0
    seconds: float = 0.0
    snapshot: str = ""

    def values(self) -> dict[str, Any]:
        """The report as JSON has it: why a source failed in English under ``error``, in French under ``error_fr``."""
        failed = [
            {"source": one.source, "error": one.error.said("en"), "error_fr": one.error.said("fr")}
            for one in self.failed
        ]
        return asdict(replace(self, failed=[])) | {"failed": failed}
