"""A comparison as a Markdown table whose columns line up, so that it reads in a terminal too."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.catalogue.quoting import Cell, Comparison

WIDEST_PADDED = 32
"""Columns line up as far as this; a longer cell stands out rather than widen all the others."""


def markdown_table(comparison: Comparison, cell_text: Callable[[Cell], str]) -> str:
    """The table; ``cell_text`` gives a cell's text with its marks."""
    head = [comparison.corner, *(entry.name for entry in comparison.entries)]
    lines = [head, *([row.label, *map(cell_text, row.cells)] for row in comparison.rows)]
    escaped = [[_escaped(text) for text in line] for line in lines]
    widths = [min(max(map(len, column)), WIDEST_PADDED) for column in zip(*escaped, strict=True)]
    rule = ["-" * width for width in widths]
    return "\n".join(_line(line, widths) for line in (escaped[0], rule, *escaped[1:]))


def _line(texts: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(text.ljust(width) for text, width in zip(texts, widths, strict=True)) + " |"


def _escaped(text: str) -> str:
    """One line, in which no bar ends the cell."""
    return " ".join(text.splitlines()).replace("|", "\\|")
