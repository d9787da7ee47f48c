"""What ``eurocommons eval`` says in both languages, from the tables beside this file."""

from __future__ import annotations

from typing import Any

from ingest.messages import Message, TextTable
from ingest.records import Language

_ERRORS = TextTable(__package__, "error_texts")


def message(key: str, /, **values: Any) -> Message:
    """The message of a key of ``error_texts.yml``, filled with values."""
    return Message(_ERRORS, key, values)


def text_of(name: str, key: str, /, language: Language, **values: Any) -> str:
    """The text under ``key`` of the table ``name``, filled with ``values``."""
    return TextTable(__package__, name).text(key, language, **values)
