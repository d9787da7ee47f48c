"""How figures are written, in text and in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evals.statistics.intervals import Estimate
from ingest.records import Language


def number(name: str, value: float | None, language: Language = "en") -> str:
    """A metric as people read it: milliseconds whole, shares to three places, "-" where it does not apply."""
    if value is None:
        return "-"
    return f"{value:.0f}" if name.endswith("_ms") else decimal(value, language)


def decimal(value: float, language: Language) -> str:
    """Three places, after a comma in French."""
    return f"{value:.3f}".replace(".", "," if language == "fr" else ".")


def interval(name: str, found: Estimate, language: Language = "en") -> str:
    """The 95 % interval, empty where there is none."""
    if found.low is None or found.high is None:
        return ""
    return f"{number(name, found.low, language)}–{number(name, found.high, language)}"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns padded to their widest cell."""
    lines = [tuple(header), *(tuple(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    padded = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)
    return "\n".join(padded)


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar or a line break within a cell is escaped."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
