"""What can go wrong while documents become an index.

IngestError
 ├─ ReadError        one source cannot be read; the others go on
 │   └─ FetchError   a URL cannot be fetched (refused, too large, too slow, wrong type)
 ├─ ModelError       the embedding model cannot be unpacked or loaded
 └─ StoreError      the index is missing, damaged, or was made with another model
     ├─ IndexMissing
     └─ IndexMismatch

Their texts stand in ``error_texts.yml``, in both languages.
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

from ingest.messages import SaidError, Sayable
from ingest.texts import message


class IngestError(SaidError):
    """Base of every error raised in ``ingest``; the message says what happened and what to do."""


class ReadError(IngestError):
    """One source cannot be read, and why."""

    def __init__(self, source: str, reason: Sayable) -> None:
        super().__init__(message("of_source", source=source, reason=reason))
        self.source = source
        self.reason = reason


class FetchError(ReadError):
    """A URL cannot be fetched."""


class ModelError(IngestError):
    """The embedding model cannot be unpacked or loaded."""


class StoreError(IngestError):
    """The index cannot be used."""


class IndexMissing(StoreError):
    """There is no index yet."""

    @classmethod
    def below(cls, folder: Path) -> Self:
        return cls(message("no_index", folder=folder))


class IndexMismatch(StoreError):
    """The index was made with another embedding model or another format."""


class WrongValueError(SaidError, ValueError):
    """A value of a file is wrong; whoever reads the file says where."""
