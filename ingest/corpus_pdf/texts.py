"""The words that a PDF has beside its text: dates, licence, page numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.readers.front_matter import FrontMatter
from ingest.records import Language
from ingest.yaml_files import read_yaml

_SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class Texts:
    """One language's words; those in braces are filled in."""

    published: str
    verified: str
    licence: str
    page: str
    date: str
    first: str
    months: list[str]

    def about(self, front: FrontMatter) -> str:
        """The line with the dates and the licence; what the page does not say is left out."""
        parts = [
            self.published.format(date=self._date(front.published)) if front.published else "",
            self.verified.format(date=self._date(front.last_verified)) if front.last_verified else "",
            self.licence.format(licence=front.licence) if front.licence else "",
        ]
        line = _SEPARATOR.join(part for part in parts if part)
        return line[:1].upper() + line[1:]

    def footer(self, title: str, number: int, count: int) -> str:
        return f"{title}{_SEPARATOR}{self.page.format(number=number, count=count)}"

    def _date(self, written: str) -> str:
        """``2026-07-01`` in words; a year or a month alone stays as it is."""
        year, _, rest = written.partition("-")
        month, _, day = rest.partition("-")
        if not day:
            return written
        number = self.first if int(day) == 1 else str(int(day))
        return self.date.format(day=number, month=self.months[int(month) - 1], year=year)


@cache
def texts(language: Language) -> Texts:
    """The words of one language."""
    table = read_yaml(Path(__file__).with_name("texts.yml"))
    return Texts(**table[language])
