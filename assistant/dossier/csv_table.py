"""A dossier's entries as a CSV table, one row an entry, that spreadsheets open as it is.

UTF-8 with a byte-order mark; the separator is the one that spreadsheets of the language expect.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from assistant.dossier.cells import Cell
from assistant.dossier.dossier import Aside, Dossier, Sheet
from assistant.dossier.texts import text
from ingest.records import Language

_SEPARATORS: dict[Language, str] = {"fr": ";", "en": ","}
# What a spreadsheet would take for a formula, full-width forms and what it trims before them included.
_FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def write_csv(dossier: Dossier) -> bytes:
    """The matches, the near misses and the entries that are not documented, in that order, below one header."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=_SEPARATORS[dossier.language], lineterminator="\r\n")
    writer.writerow([_safe(cell) for cell in _header(dossier)])
    writer.writerows([_safe(cell) for cell in row] for row in _rows(dossier))
    return buffer.getvalue().encode("utf-8-sig", errors="replace")


def _header(dossier: Dossier) -> list[str]:
    def named(*keys: str) -> list[str]:
        return [text(key, dossier.language) for key in keys]

    return [
        *named("csv_status", "column_name"),
        *(column.label for column in dossier.columns),
        *named("column_last_verified", "csv_criterion", "csv_summary", "csv_homepage", "csv_repository"),
        *named("csv_sources", "csv_page", "question", "date", "snapshot", "csv_notice"),
    ]


def _rows(dossier: Dossier) -> Iterator[list[str]]:
    language = dossier.language
    about = [dossier.question, dossier.date.isoformat(), dossier.snapshot, text("notice_unofficial", language)]
    for sheet in dossier.matches:
        yield [text("csv_named" if dossier.by_name else "csv_match", language), *_match(sheet), *about]
    for status, asides in (("csv_near", dossier.near_misses), ("csv_silent", dossier.not_documented)):
        for aside in asides:
            yield [text(status, language), *_beside(aside), *about]


def _match(sheet: Sheet) -> list[str]:
    links = {link.fact: link for link in sheet.links}
    return [
        sheet.name,
        *(cell.text for cell in sheet.cells),
        sheet.reviewed.isoformat(),
        "",
        sheet.summary,
        _address(links.get("homepage")),
        _address(links.get("repository")),
        " | ".join(sheet.sources),
        sheet.document_id or "",
    ]


def _beside(aside: Aside) -> list[str]:
    return [
        aside.name,
        *aside.values,
        aside.reviewed.isoformat(),
        aside.reason,
        aside.summary,
        aside.homepage or "",
        aside.repository or "",
        " | ".join(aside.sources),
        aside.document_id or "",
    ]


def _address(link: Cell | None) -> str:
    return link.text if link else ""


def _safe(value: str) -> str:
    """One line, and an apostrophe before what a spreadsheet would calculate."""
    line = _CONTROL.sub(" ", value).strip()
    return f"'{line}" if _FORMULA.match(line) else line
