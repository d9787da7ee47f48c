"""CSV files of the French State's list of recommended free software (SILL), one document a row.

Two layouts exist, those of 2019 and of 2020.  The list writes its statuses as letters, and an absent value as an
empty cell or "0".
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.errors import ReadError
from ingest.messages import Message, Several
from ingest.readers.identifier import slug
from ingest.readers.markdown import markdown_line
from ingest.readers.raw import RawFile
from ingest.readers.text import decode, one_line
from ingest.records import Document, Span
from ingest.texts import message

# Column to fact.  The facts come in the order of the text's lines.
_LAYOUT_2020 = {
    "nom": "name",
    "fonction": "function",
    "licence": "licence",
    "statut": "status",
    "secteur": "sector",
    "composant": "component",
    "contexte-usage": "usage_context",
    "parent": "parent",
    "version": "version",
    "annees": "years",
    "similaire-a": "similar",
    "support": "state_support",
    "public": "public_sector",
    "groupe": "group",
    "label": "label",
    "wikidata": "wikidata",
    "ID": "row_id",
}
_LAYOUT_2019 = {
    "LOGICIEL": "name",
    "FONCTIONNALITÉ": "function",
    "LICENCE": "licence",
    "STATUT": "status",
    "SECTEUR": "sector",
    "COMPOSANT": "component",
    "CAS D’USAGE": "usage_context",
    "LOGICIELPARENT": "parent",
    "Version": "version",
    "FORMAT ASSOCIÉ": "formats",
}
_LAYOUTS = (_LAYOUT_2020, _LAYOUT_2019)
_REQUIRED = ("name", "function", "licence", "status")
_STATUSES = {"R": "recommandé", "O": "en observation", "FR": "en fin de recommandation"}
_LABELS = {
    "name": "Logiciel",
    "function": "Fonction",
    "licence": "Licence",
    "status": "Statut",
    "sector": "Secteur",
    "component": "Composant",
    "usage_context": "Contexte d'usage",
    "parent": "Extension de",
    "version": "Version",
    "years": "Années",
    "similar": "Similaire à",
    "state_support": "Support interministériel",
    "public_sector": "Logiciel du secteur public",
    "group": "Groupe",
    "formats": "Formats",
    "label": "Label",
    "wikidata": "Wikidata",
}
_LISTS = {"licence": ",", "years": ";", "similar": ";"}
_FLAGS = frozenset({"state_support", "public_sector"})
_ABSENT = frozenset({"", "0", "s.o."})
_MAX_SHOWN_PROBLEMS = 20

Facts = dict[str, str | bool | list[str]]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row by fact; ``line`` is the file's line that it ends on, ``problem`` why its cells have no fact."""

    line: int
    cells: Mapping[str, str]
    problem: Message | None = None


def read_csv(raw: RawFile) -> list[Document]:
    """One French catalogue document a row; raises one ``ReadError`` that lists every row in error."""
    rows = _rows(raw)
    problems = [message("in_line", line=row.line, problem=problem) for row in rows if (problem := _problem(row))]
    problems += _repeated_ids(rows)
    if problems:
        raise ReadError(raw.source, message("rows_in_error", problems=Several(_shown_problems(problems), "; ")))
    names = {row.cells["row_id"]: row.cells["name"] for row in rows if "row_id" in row.cells}
    keys = _keys(rows)
    return [_document(raw, key, _facts(row, names)) for key, row in zip(keys, rows, strict=True)]


def _shown_problems(problems: list[Message]) -> list[Message]:
    """The first of them, and how many others there are."""
    others = len(problems) - _MAX_SHOWN_PROBLEMS
    return [*problems[:_MAX_SHOWN_PROBLEMS], *([message("and_more", count=others)] if others > 0 else [])]


def _rows(raw: RawFile) -> list[_Row]:
    text = decode(raw)
    header = text.split("\n", 1)[0]
    lines = csv.reader(io.StringIO(text), delimiter=";" if header.count(";") > header.count(",") else ",", strict=True)
    try:
        columns = [column.strip() for column in next(lines)]
        layout = _layout(columns, raw)
        rows = [_row(lines.line_num, columns, layout, cells) for cells in lines if any(map(str.strip, cells))]
    except csv.Error as error:
        raise ReadError(raw.source, message("not_csv", line=lines.line_num, error=error)) from error
    if not rows:
        raise ReadError(raw.source, message("no_row"))
    return rows


def _layout(columns: list[str], raw: RawFile) -> Mapping[str, str]:
    for layout in _LAYOUTS:
        if all(column in columns for column, fact in layout.items() if fact in _REQUIRED):
            return layout
    first, second = (", ".join(name for name, fact in one.items() if fact in _REQUIRED) for one in _LAYOUTS)
    found = one_line(", ".join(columns))[:200]
    raise ReadError(raw.source, message("wrong_columns", first=first, second=second, found=found))


def _row(line: int, columns: list[str], layout: Mapping[str, str], cells: list[str]) -> _Row:
    if len(cells) != len(columns):
        return _Row(line, {}, message("cell_count", found=len(cells), expected=len(columns)))
    named = {
        layout[column]: markdown_line(cell) for column, cell in zip(columns, cells, strict=True) if column in layout
    }
    present = {fact: value for fact, value in named.items() if value not in _ABSENT}
    # The layout of 2019 writes extensions of another program as /name/.
    return _Row(line, present | {"name": present.get("name", "").strip("/")})


def _problem(row: _Row) -> Message | None:
    if row.problem:
        return row.problem
    if not row.cells["name"]:
        return message("no_name")
    status = row.cells.get("status")
    if status and status not in _STATUSES:
        return message("wrong_status", status=status, statuses=", ".join(_STATUSES))
    return None


def _repeated_ids(rows: list[_Row]) -> list[Message]:
    ids = Counter(row.cells["row_id"] for row in rows if "row_id" in row.cells)
    return [message("repeated_row_id", id=row_id, count=count) for row_id, count in ids.items() if count > 1]


def _keys(rows: list[_Row]) -> Iterator[str]:
    """What tells a row from the others: its id, else its name's slug, numbered where several rows share it."""
    seen: Counter[str] = Counter()
    for row in rows:
        key = slug(row.cells.get("row_id") or row.cells["name"]) or "row"
        seen[key] += 1
        yield key if seen[key] == 1 else f"{key}-{seen[key]}"


def _facts(row: _Row, names: Mapping[str, str]) -> Facts:
    """The row's facts in the order of the text's lines; what the row leaves empty is absent."""
    return {fact: _fact(fact, row.cells[fact], names) for fact in _LABELS if fact in row.cells}


def _fact(fact: str, cell: str, names: Mapping[str, str]) -> str | bool | list[str]:
    if fact in _FLAGS:
        return cell.lower() == "oui"
    if fact in _LISTS:
        values = [value.strip() for value in cell.split(_LISTS[fact]) if value.strip()]
        return [names.get(value, value) for value in values] if fact == "similar" else values
    return _STATUSES[cell] if fact == "status" else cell


def _document(raw: RawFile, key: str, facts: Facts) -> Document:
    name = str(facts["name"])
    text, spans = _page(facts)
    return Document(
        id=f"{raw.id_stem}-{key}",
        source=f"{raw.source}#{key}",
        kind="catalogue",
        title=name,
        text=text,
        language="fr",
        url=raw.url,
        facts=facts,
        fact_spans=spans,
    )


def _page(facts: Facts) -> tuple[str, dict[str, Span]]:
    """One labelled line a fact, and where each line is."""
    lines = {fact: f"{_LABELS[fact]} : {_shown(value)}" for fact, value in facts.items()}
    spans: dict[str, Span] = {}
    position = 0
    for fact, line in lines.items():
        spans[fact] = Span(position, position + len(line))
        position += len(line) + 1
    return "\n".join(lines.values()), spans


def _shown(value: str | bool | list[str]) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return value if isinstance(value, str) else ", ".join(value)
