"""Cases from a spreadsheet: every wrong row is told at once, with its column, its value and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from evals.cases import Case, half_pairs, repeated_ids
from evals.errors import TableError, WrongValue
from evals.suites_format.columns import cells_of, column_at, column_of, columns, item_of, nearest_column
from evals.suites_format.problems import explain_one, in_file, problems_of
from evals.suites_format.tables import Row, read_rows, write_rows
from evals.texts import message
from ingest.messages import Sayable

REQUIRED = ("id", "question", "language", "status")


def read_table(path: Path) -> list[Case]:
    """The cases of a spreadsheet, one a row; empty rows are passed over.

    Raises:
        TableError: the file cannot be read, or rows are wrong; one line a problem.
    """
    header, *rows = read_rows(path)
    places = _places(header, path)
    cases: list[tuple[Row, Case]] = []
    problems: list[Sayable] = []
    for row in rows:
        read = _case(row, places)
        if isinstance(read, Case):
            cases.append((row, read))
        else:
            problems += [message("at_row", row=row.number, problem=problem) for problem in read]
    problems += _between(cases)
    if not rows:
        problems.append(message("no_row"))
    if problems:
        raise TableError("as_is", text=in_file(path, problems))
    return [case for _, case in cases]


def write_table(cases: Sequence[Case], path: Path) -> None:
    """Write the cases as a spreadsheet that ``read_table`` reads back; columns that no case fills are left out.

    Raises:
        OutputError: the file cannot be written.
    """
    rows = [cells_of(case) for case in cases]
    shown = [name for name in columns() if name in REQUIRED or any(row[name] for row in rows)]
    write_rows([shown, *([row[name] for name in shown] for row in rows)], path)


def _places(header: Row, path: Path) -> dict[int, str]:
    """The column at each place."""
    places: dict[int, str] = {}
    problems: list[Sayable] = [
        message("wrong_header", row=header.number, problem=problem) for _, problem in header.problems
    ]
    for place, text in header.cells.items():
        name = column_of(text)
        if name is None:
            problems.append(message("no_column", name=text, nearest=nearest_column(text)))
        elif name in places.values():
            problems.append(message("column_twice", column=name))
        else:
            places[place] = name
    if missing := [name for name in REQUIRED if name not in places.values()]:
        problems.append(message("missing_columns", columns=", ".join(missing)))
    if problems:
        problems.append(message("the_columns", columns=", ".join(columns())))
        raise TableError("as_is", text=in_file(path, problems))
    return places


def _case(row: Row, places: dict[int, str]) -> Case | list[Sayable]:
    """The case of a row, or everything that is wrong with it."""
    problems: list[Sayable] = [
        message("at_column", column=places.get(place, place + 1), problem=problem) for place, problem in row.problems
    ]
    if astray := [text for place, text in row.cells.items() if place not in places]:
        problems.append(message("astray", text=astray[0][:60]))
    if problems:
        return problems
    try:
        return Case.model_validate(item_of({places[place]: text for place, text in row.cells.items()}))
    except ValidationError as error:
        return [
            message("at_column", column=column_at(one["loc"]) or "id", problem=explain_one(one))
            for one in problems_of(error)
        ]
    except WrongValue as error:
        return [error]


def _between(cases: Sequence[tuple[Row, Case]]) -> Iterator[Sayable]:
    """What is wrong between rows: ids that repeat, pairs that lack a half."""
    rows = {id(case): row.number for row, case in cases}
    found = [case for _, case in cases]
    for case, problem in (*repeated_ids(found), *half_pairs(found)):
        yield message("between_rows", row=rows[id(case)], problem=problem, case=case.id)
