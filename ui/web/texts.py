"""The words of the page in each language, from the tables beside the code, and dates in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.records import LANGUAGES, Language

DEFAULT_LANGUAGE: Language = "fr"
TABLES = ("texts.yml", "explore/texts.yml", "answers/texts.yml", "quality/texts.yml")
"""The words of the page, and those of each part of the site beside its code."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Questions that one audience may start from."""

    audience: str
    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """One language's words; call it with a key and the values that the text has places for."""

    language: Language
    table: dict[str, str]
    months: tuple[str, ...]

    def __call__(self, key: str, **values: object) -> str:
        """The text of ``key``.  Raises KeyError for a key that the table does not have."""
        return self.table[key].format(**values)

    def date(self, iso: str) -> str:
        """« 23 juin 2026 », "June 2026", "2026": an ISO date in words, or the text itself where it is no date."""
        match = _iso(iso)
        if match is None:
            return iso
        year, month, day = match.groups()
        words = [self._day(int(day))] if day else []
        words += [self.months[int(month) - 1]] if month else []
        return " ".join([*words, year])

    def when(self, iso: str) -> str:
        """The date as it follows a verb: « le 23 juin 2026 » but « en juin 2026 », the same as ``date`` in English."""
        match = _iso(iso)
        if match is None:
            return iso
        return self("on_day" if match[3] else "in_month", date=self.date(iso))

    def _day(self, day: int) -> str:
        return "1er" if day == 1 and self.language == "fr" else str(day)


def _iso(text: str) -> re.Match[str] | None:
    """Year, month and day of an ISO date, the last two where it has them."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[T ].*)?", text.strip())
    return match if match and 1 <= int(match[2] or 1) <= 12 else None


@cache
def texts(language: Language) -> Texts:
    """Return the words of one language."""
    table = {key: text for name in TABLES for key, text in _load(name)[language].items()}
    months = tuple(table.pop("months"))
    return Texts(language, table, months)


@cache
def examples(language: Language) -> tuple[Examples, ...]:
    """Return the example questions of one language, in the order of the page."""
    rows = _load("examples.yml")[language]
    return tuple(Examples(row["audience"], row["title"], tuple(row["questions"])) for row in rows)


def choose_language(asked: str | None, accepted: str | None) -> Language:
    """The language that the address asks for (``?lang=``), else the browser's first, else French.

    ``accepted`` is an ``Accept-Language`` header: "en-GB,en;q=0.9,fr;q=0.8".
    """
    for tag in (asked or "", *_by_preference(accepted or "")):
        for language in LANGUAGES:
            if tag.lower().split("-")[0] == language:
                return language
    return DEFAULT_LANGUAGE


def _by_preference(header: str) -> list[str]:
    ranges = [part.strip().split(";q=") for part in header.split(",") if part.strip()]
    return [tag for tag, *_ in sorted(ranges, key=lambda parts: -_quality(parts))]


def _quality(parts: list[str]) -> float:
    try:
        return float(parts[1]) if len(parts) > 1 else 1.0
    except ValueError:
        return 0.0


@cache
def _load(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load(files(__package__).joinpath(name).read_text(encoding="utf-8")))
