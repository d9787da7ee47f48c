"""The dossier's words in both languages, from ``texts.yml``."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

from ingest.catalogue.wording import typeset
from ingest.records import Language
from ingest.yaml_files import read_yaml


def text(key: str, language: Language, **values: object) -> str:
    """The text under ``key``, set in its language, then filled: values stay as they are."""
    return typeset(_table()[key][language], language).format(**values)


def counted(key: str, count: int, language: Language, **values: object) -> str:
    """The form of ``key`` that goes with a count: none, one or many."""
    form = {0: "none", 1: "one"}.get(count, "many")
    return text(f"{key}_{form}", language, count=count, **values)


def day(date: datetime.date, language: Language) -> str:
    """« 1er juillet 2026 », "1 July 2026"."""
    month = text("months", language).split()[date.month - 1]
    return text("first_day" if date.day == 1 else "day", language, day=date.day, month=month, year=date.year)


@cache
def _table() -> dict[str, dict[Language, str]]:
    table: dict[str, dict[Language, str]] = read_yaml(Path(__file__).with_name("texts.yml"))
    return table
