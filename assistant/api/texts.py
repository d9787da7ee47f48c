"""The API's texts in both languages, from ``texts.yml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ingest.records import LANGUAGES, Language
from ingest.yaml_files import read_yaml


@cache
def table() -> dict[str, Any]:
    """The whole table: section, key, language."""
    loaded: dict[str, Any] = read_yaml(Path(__file__).with_name("texts.yml"))
    return loaded


def text(section: str, key: str, language: Language) -> Any:
    """The entry of ``section`` under ``key``, in ``language``."""
    return table()[section][key][language]


def both(section: str, key: str, part: str = "") -> str:
    """The entry in English, then in French: for documentation that has one text for everyone."""
    entries = (table()[section][key][language] for language in reversed(LANGUAGES))
    return "\n\n".join(entry[part] if part else entry for entry in entries)


def preferred(accept_language: str | None) -> Language:
    """The first language of an Accept-Language header that we speak, English by default."""
    for part in sorted((accept_language or "").split(","), key=_quality, reverse=True):
        for language in LANGUAGES:
            if part.strip().lower().startswith(language):
                return language
    return "en"


def _quality(part: str) -> float:
    _, _, quality = part.partition(";q=")
    try:
        return float(quality) if quality else 1.0
    except ValueError:
        return 0.0
