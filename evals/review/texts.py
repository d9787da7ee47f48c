"""The words of a review in both languages, from ``texts.yml``."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.messages import said_in
from ingest.records import Language

Texts = Callable[..., str]


def texts_in(language: Language) -> Texts:
    """Gives the text of a key, filled with values."""

    def text(key: str, **values: Any) -> str:
        found: str = _table()[key][language]
        return found.format(**said_in(language, values)) if values else found

    return text


def shown(text: str) -> str:
    """What readers wrote as a terminal may show it: no character that orders the terminal about."""
    return "".join(char if char == "\n" or unicodedata.category(char)[0] != "C" else " " for char in text)


@cache
def _table() -> dict[str, dict[str, str]]:
    return dict(yaml.safe_load(files(__package__).joinpath("texts.yml").read_text(encoding="utf-8")))
