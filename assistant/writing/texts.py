"""The assistant's own words in both languages, from ``texts.yml``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from ingest.records import Language
from ingest.yaml_files import read_yaml

_PATH = Path(__file__).with_name("texts.yml")


@cache
def _table() -> dict[str, dict[Language, str]]:
    table: dict[str, dict[Language, str]] = read_yaml(_PATH)
    return table


def text(key: str, language: Language, **values: str) -> str:
    """The text under ``key`` with its braces filled in."""
    return _table()[key][language].format(**values)


def listed(items: Sequence[str], language: Language) -> str:
    """Items as a sentence lists them: "a, b et c"."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + text("list_and", language) + items[-1]


def templates(language: Language) -> list[str]:
    """Every text, its braces not filled in."""
    return [row[language] for row in _table().values()]
