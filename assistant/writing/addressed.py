"""Whether a message speaks to the assistant itself, or in a language that it does not read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ingest.lexical import fold
from ingest.yaml_files import read_yaml

_WORD = re.compile(r"[^\W\d_]+")
_SPANISH_MARKS = re.compile(r"[¿¡]")
LEAST_FOREIGN = 2
"""Words that frame a question in another language, from which on it is in that language."""


def is_personal(message: str) -> bool:
    """Whether a message is about the assistant's own tastes, feelings or worth: « tu aimes les chats ? »"""
    return _matches("personal", message)


def speaks_to_the_assistant(message: str) -> bool:
    """Whether a message speaks to the assistant, of itself or of its instructions."""
    return is_personal(message) or _matches("addressed", message)


def is_in_another_language(message: str) -> bool:
    """Whether the words that frame a message are German, Spanish, Italian, Dutch or Portuguese."""
    words = _WORD.findall(fold(message))
    if _SPANISH_MARKS.search(message):
        return True
    return any(_framed_in(tongue, words) >= LEAST_FOREIGN for tongue in _table("tongues").values())


def _framed_in(tongue: Mapping[str, list[str]], words: list[str]) -> int:
    own = sum(word in tongue["own"] for word in words)
    return own + sum(word in tongue["shared"] for word in words) if own else 0


def _matches(kind: str, message: str) -> bool:
    return any(pattern.search(fold(message)) for pattern in _patterns()[kind])


@cache
def _patterns() -> dict[str, list[re.Pattern[str]]]:
    return {kind: [re.compile(row) for row in rows] for kind, rows in _table("addressed").items()}


@cache
def _table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = read_yaml(Path(__file__).with_name(f"{name}.yml"))
    return table
