"""Candidates as a spreadsheet in the import format: a person writes the statuses, and ``eval import`` takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from evals.cases import Case
from evals.review.candidates import Candidate
from evals.review.proposing import proposed
from evals.suites_format.columns import cells_of, columns
from evals.suites_format.tables import write_rows

_ALWAYS = ("id", "question", "language", "status", "group", "documents", "reference", "owner", "note")


def write_candidates(candidates: Sequence[Candidate], path: Path, today: date) -> None:
    """Write one row a candidate, its status empty: a row is no case before a person has judged it.

    Raises:
        OutputError: the file cannot be written.
    """
    rows = [cells_of(case) | {"status": ""} for case in _cases(candidates, today)]
    shown = [name for name in columns() if name in _ALWAYS or any(row[name] for row in rows)]
    write_rows([shown, *([row[name] for name in shown] for row in rows)], path)


def _cases(candidates: Sequence[Candidate], today: date) -> list[Case]:
    """Questions that differ in their last words alone get a number after their id."""
    cases: dict[str, Case] = {}
    for candidate in candidates:
        item = proposed(candidate, today)
        if item["id"] in cases:
            item["id"] = f"{item['id']}-{len(cases) + 1}"
        cases[item["id"]] = Case.model_validate(item)
    return list(cases.values())
