"""What the assistant says when it cannot be opened, in both languages, from ``error_texts.yml``."""

from __future__ import annotations

from typing import Any

from ingest.messages import Message, TextTable

_ERRORS = TextTable(__package__, "error_texts")


def message(key: str, /, **values: Any) -> Message:
    """The message of a key, filled with values."""
    return Message(_ERRORS, key, values)
