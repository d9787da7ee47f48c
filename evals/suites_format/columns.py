"""A case as the cells of a row, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import process

from evals.cases import Case
from evals.catalogue.facts import plain
from evals.errors import WrongValue

_SEPARATOR = re.compile(r"[,;\n]")
# Keys of a case that hold keys of their own; each of those is a column.
_NESTED = ("entries", "expected")


@cache
def columns() -> Mapping[str, Mapping[str, Any]]:
    """The columns by name, in their order."""
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("columns.yml").read_text(encoding="utf-8"))
    return loaded


def column_of(header: str) -> str | None:
    """The column that a header names, in French or in English, whatever capitals, accents and spaces."""
    return _headers().get(plain(header.replace("_", " ")))


def nearest_column(header: str) -> str:
    """The column whose name is most like a header that names none."""
    return str(process.extractOne(header, list(columns()))[0])


def item_of(cells: Mapping[str, str]) -> dict[str, Any]:
    """The keys of a case from the filled cells of a row; raises ValueError with the column for one that misleads."""
    item: dict[str, Any] = {}
    for name, cell in cells.items():
        if not cell.strip():
            continue
        try:
            value = _READ[columns()[name]["read"]](cell)
        except ValueError as error:
            raise WrongValue("at_column", column=name, problem=error) from error
        whole, _, part = name.partition("_")
        if whole in _NESTED:
            item.setdefault(whole, {})[part] = value
        else:
            item[name] = value
    return item


def cells_of(case: Case) -> dict[str, str]:
    """The cells of a row by column; those of keys that hold their default are empty."""
    item = case.model_dump(mode="json", exclude_defaults=True)
    flat = {name: value for name, value in item.items() if name not in _NESTED}
    flat |= {f"{name}_{part}": value for name in _NESTED for part, value in item.get(name, {}).items()}
    return {name: _WRITE[column["read"]](flat[name]) if name in flat else "" for name, column in columns().items()}


def column_at(place: Iterable[str | int]) -> str:
    """The column of a key by its place in a case: ("entries", "all", 0) is "entries_all"."""
    parts = [str(part) for part in place]
    if not parts:
        return ""
    nested = "_".join(parts[:2])
    if nested in columns():
        return nested
    return f"{parts[0]}_want" if parts[0] == "expected" else parts[0]


@cache
def _headers() -> dict[tuple[str, ...], str]:
    return {
        plain(header.replace("_", " ")): name
        for name, column in columns().items()
        for header in (name, *column["also"])
    }


def _ids(cell: str) -> list[str]:
    return [one.strip() for one in _SEPARATOR.split(cell) if one.strip()]


def _lines(cell: str) -> list[str]:
    return [line.strip() for line in cell.splitlines() if line.strip()]


def _facts(cell: str) -> list[dict[str, str]]:
    rows = [line.partition(":") for line in _lines(cell)]
    if wrong := [entry for entry, colon, _ in rows if not colon]:
        raise WrongValue("not_a_fact", text=wrong[0])
    return [{"entry": entry.strip(), "fact": fact.strip()} for entry, _, fact in rows]


def _filter(cell: str) -> dict[str, Any]:
    """Values are separated by commas; alternatives where all must be met, by "|"."""
    found: dict[str, Any] = {}
    for line in _lines(cell):
        kind, colon, values = line.partition(":")
        if not colon or not values.strip() or kind.strip() in found:
            raise WrongValue("not_a_criterion", text=line)
        found[kind.strip()] = _values(kind.strip(), values)
    return found


def _values(kind: str, values: str) -> Any:
    if kind == "support":
        return values.strip().lower() in ("true", "yes", "oui", "vrai", "1") or values.strip()
    each = [one.strip() for one in values.split(",") if one.strip()]
    return [[part.strip() for part in one.split("|")] if "|" in one else one for one in each]


def _filter_text(asked: Mapping[str, Any]) -> str:
    return "\n".join(f"{kind}: {'true' if values is True else _values_text(values)}" for kind, values in asked.items())


def _values_text(values: Iterable[Any]) -> str:
    return ", ".join("|".join(one) if isinstance(one, list) else one for one in values)


_READ: Mapping[str, Callable[[str], Any]] = {
    "text": str.strip,
    "ids": _ids,
    "lines": _lines,
    "facts": _facts,
    "filter": _filter,
}
_WRITE: Mapping[str, Callable[[Any], str]] = {
    "text": str,
    "ids": "\n".join,
    "lines": "\n".join,
    "facts": lambda facts: "\n".join(f"{one['entry']}: {one['fact']}" for one in facts),
    "filter": _filter_text,
}
