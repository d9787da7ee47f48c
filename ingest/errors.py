"""What can go wrong while documents become an index.

IngestError
 ├─ ReadError        one source cannot be read; the others go on
 │   └─ FetchError   a URL cannot be fetched (refused, too large, too slow, wrong type)
 ├─ ModelError       the embedding model cannot be unpacked or loaded
 └─ StoreError      the index is missing, damaged, or was made with another model
     ├─ IndexMissing
     └─ IndexMismatch
"""


class IngestError(Exception):
    """Base of every error raised in ``ingest``; the message says what happened and what to do."""


class ReadError(IngestError):
    """One source cannot be read."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
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


class IndexMismatch(StoreError):
    """The index was made with another embedding model or another format."""
