"""What is said of a publiccode.yml file in both languages, from ``notes.yml``."""

from __future__ import annotations

from typing import Any

from ingest.messages import Message, TextTable

_NOTES = TextTable(__package__, "notes")


def note(key: str, /, **values: Any) -> Message:
    """The note of a key, filled with values."""
    return Message(_NOTES, key, values)
