"""Suites as spreadsheets: rows of text from CSV or XLSX files, and back.

A formula is refused, and a text that a spreadsheet would take for one is written so that it stays a text.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException

from evals.errors import OutputError, TableError
from evals.texts import message
from ingest.messages import Message

ENDINGS = (".csv", ".xlsx")
MAX_MB = 20
MAX_ROWS = 20_000
# What makes a spreadsheet take a cell of a CSV file for a formula; an apostrophe before it says that it is text.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Row:
    """The filled cells of a row by place, and what cannot be read of it; ``number`` is the row's in the spreadsheet."""

    number: int
    cells: Mapping[int, str]
    problems: tuple[tuple[int, Message], ...] = field(default=())


def read_rows(path: Path) -> list[Row]:
    """The rows of a file that hold something, its header first.

    Raises:
        TableError: the file is of another sort, too large, or cannot be read; the message says what to do.
    """
    if path.suffix.lower() not in ENDINGS:
        raise TableError("wrong_table_ending", path=path, endings=" / ".join(ENDINGS))
    try:
        if path.stat().st_size > MAX_MB * 1_000_000:
            raise TableError("too_large", path=path, mb=MAX_MB)
        rows = list(_csv_rows(path) if path.suffix.lower() == ".csv" else _xlsx_rows(path))
    except (OSError, csv.Error) as error:
        raise TableError("unreadable", path=path, error=error) from error
    if not rows:
        raise TableError("empty_table", path=path)
    return rows


def write_rows(rows: Sequence[Sequence[str]], path: Path) -> None:
    """Write a header and its rows.

    Raises:
        OutputError: the file is of another sort, or cannot be written.
    """
    if path.suffix.lower() not in ENDINGS:
        raise OutputError("wrong_ending", path=path, endings=" / ".join(ENDINGS))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        content = _csv_bytes(rows) if path.suffix.lower() == ".csv" else _xlsx_bytes(rows, path)
        path.write_bytes(content)
    except OSError as error:
        raise OutputError("not_written", path=path, error=error) from error


def _csv_rows(path: Path) -> Iterator[Row]:
    """UTF-8, or else the Windows code page that French and English spreadsheets save in; the separator is found."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\ufffd" in text or "\0" in text:
        raise TableError("not_text", path=path)
    text = re.sub(r"\Asep=.\r?\n", "", text)
    header = text.partition("\n")[0]
    separator = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    for number, cells in enumerate(reader, start=1):
        _refuse_too_many(number, path)
        filled = {place: _unescaped(cell) for place, cell in enumerate(cells) if cell.strip()}
        if filled:
            yield Row(number, filled)


def _xlsx_rows(path: Path) -> Iterator[Row]:
    """The first sheet."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > 10 * MAX_MB * 1_000_000:
                raise TableError("too_large_unpacked", path=path, mb=10 * MAX_MB)
        book = load_workbook(path, read_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise TableError("not_xlsx", path=path, error=error) from error
    try:
        for number, cells in enumerate(book.worksheets[0].iter_rows(), start=1):
            _refuse_too_many(number, path)
            read = [(place, *_text(cell)) for place, cell in enumerate(cells) if cell.value is not None]
            filled = {place: text for place, text, _ in read if text.strip()}
            problems = tuple((place, problem) for place, _, problem in read if problem)
            if filled or problems:
                yield Row(number, filled, problems)
    finally:
        book.close()


def _refuse_too_many(number: int, path: Path) -> None:
    if number > MAX_ROWS:
        raise TableError("too_many_rows", path=path, rows=MAX_ROWS)


def _text(cell: Any) -> tuple[str, Message | None]:
    """What a cell shows as text, and what is wrong with it."""
    value = cell.value
    if cell.data_type == "f":
        return "", message("formula", text=str(value)[:60])
    if cell.data_type == "e":
        return "", message("error_cell", text=value)
    if isinstance(value, bool):
        return str(value).lower(), None
    if isinstance(value, datetime | date):
        return (value.date() if isinstance(value, datetime) else value).isoformat(), None
    if isinstance(value, float) and value.is_integer():
        return str(int(value)), None
    return str(value).replace("\r\n", "\n").replace("_x000D_", ""), None


def _csv_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([[_escaped(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def _xlsx_bytes(rows: Sequence[Sequence[str]], path: Path) -> bytes:
    """Every cell a text, whatever it looks like; the header in bold, and always in view."""
    book = Workbook()
    sheet = book.active
    for number, row in enumerate(rows, start=1):
        for place, text in enumerate(row, start=1):
            if ILLEGAL_CHARACTERS_RE.search(text):
                raise OutputError("control_character", path=path, row=number)
            _fill(sheet.cell(number, place), text, is_header=number == 1)
    sheet.freeze_panes = "C2"
    for place in range(1, len(rows[0]) + 1):
        sheet.column_dimensions[sheet.cell(1, place).column_letter].width = 60 if place == 2 else 20
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(cell: Cell, text: str, *, is_header: bool) -> None:
    if text:
        cell.value, cell.data_type = text, "s"
    cell.number_format = "@"  # what is typed stays a text
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=is_header)


def _escaped(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unescaped(cell: str) -> str:
    return cell[1:] if _ESCAPED.match(cell) else cell
