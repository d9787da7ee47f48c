"""Tells whether a source must be read again: its bytes changed, or the code that reads them did."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_INGEST = Path(__file__).parent.parent
_READING = ("readers", "catalogue", "publiccode")


def reading_digest(data: bytes) -> str:
    """SHA-256 of a source's bytes and of the readers: equal where reading again would give the same documents."""
    return hashlib.sha256(_code() + data).hexdigest()


@cache
def _code() -> bytes:
    """SHA-256 of the readers' code and tables."""
    digest = hashlib.sha256()
    for path in sorted(path for folder in _READING for path in (_INGEST / folder).rglob("*") if path.is_file()):
        if path.suffix in (".py", ".yml", ".json"):
            digest.update(path.relative_to(_INGEST).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.digest()
