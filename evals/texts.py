"""What ``eurocommons eval`` says in both languages, from the tables beside this file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.records import Language


def text_of(name: str, key: str, /, language: Language, **values: Any) -> str:
    """The text under ``key`` of the table ``name``, filled with ``values``."""
    return _table(name)[key][language].format(**values)


@cache
def _table(name: str) -> dict[str, dict[Language, str]]:
    found: dict[str, dict[Language, str]] = yaml.safe_load(
        files(__package__).joinpath(f"{name}.yml").read_text(encoding="utf-8")
    )
    return found
