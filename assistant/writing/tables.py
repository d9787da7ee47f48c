"""Writes a comparison into an answer: its Markdown with the marks in the cells, and the same as JSON values."""

from __future__ import annotations

from typing import Any

from assistant.catalogue.markdown_table import markdown_table
from assistant.catalogue.quoting import Cell, Comparison
from assistant.writing.draft import Draft
from ingest.records import Span


def say_table(draft: Draft, comparison: Comparison) -> dict[str, Any]:
    """Add the table to the draft, cell by cell cited, and return it as the answer's ``comparison``."""

    def marked(cell: Cell) -> str:
        return " ".join([cell.text, "".join(f"[{n}]" for n in _cited(draft, cell))]).rstrip()

    text = markdown_table(comparison, marked)
    draft.say_table(text, *(n for row in comparison.rows for cell in row.cells for n in _cited(draft, cell)))
    rows = [
        {"fact": row.fact, "label": row.label, "cells": [_plain(draft, cell) for cell in row.cells]}
        for row in comparison.rows
    ]
    return {"entries": [{"id": entry.id, "name": entry.name} for entry in comparison.entries], "rows": rows}


def _plain(draft: Draft, cell: Cell) -> dict[str, Any]:
    return {"text": cell.text, "citations": _cited(draft, cell), "verified": cell.verified}


def _cited(draft: Draft, cell: Cell) -> list[int]:
    """The numbers of the cell's quotes; the draft gives a quote the same number each time."""
    return [draft.cite(found.document_id, Span(found.start, found.end), found.text) for found in cell.quotes]
