"""The parts of a document, whatever the format: headings, paragraphs, lists and tables of plain text.

Texts are data: a writer escapes whatever its format would read as markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; ``url`` makes it a link."""

    text: str
    bold: bool = False
    url: str | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """The document's title, once."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 or 2 below the title."""

    level: Literal[1, 2]
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``quoted`` sets it apart, as the question is."""

    runs: Runs
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """An unordered list."""

    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A wide table; every row has as many cells as the header."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Title | Heading | Paragraph | Bullets | Table
