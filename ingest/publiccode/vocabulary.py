"""The standard's lists and what they mean in the catalogue, from the tables beside this file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ingest.catalogue.schema import Domain, OrganisationType
from ingest.records import Language
from ingest.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class Category:
    """What a category says of a solution: its domain, features; ``whole`` where every entry of the domain is in it."""

    domain: Domain
    features: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The standard's closed lists; by value, what the catalogue makes of it (None: nothing)."""

    development_status: tuple[str, ...]
    software_type: tuple[str, ...]
    maintenance_type: tuple[str, ...]
    scope: dict[str, OrganisationType | None]
    scope_of: dict[OrganisationType, tuple[str, ...]]
    aliases: dict[str, str | None]
    european: frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words for a summary that the file does not give."""

    no_summary: str
    languages: dict[str, str]
    other_language: str


@cache
def categories() -> dict[str, Category | None]:
    """Return the standard's categories; None for those that mean nothing in the catalogue."""
    return {name: _category(row) for name, row in _load("categories.yml").items()}


@cache
def vocabulary() -> Vocabulary:
    """Return the standard's other lists."""
    table = _load("vocabulary.yml")
    for key in ("development_status", "software_type", "maintenance_type"):
        table[key] = tuple(table[key])
    table["european"] = frozenset(table["european"])
    return Vocabulary(**table)


@cache
def words(language: Language) -> Words:
    """Return the words of one language."""
    return Words(**_load("words.yml")[language])


def _category(row: dict[str, Any] | None) -> Category | None:
    return None if row is None else Category(row["domain"], tuple(row.get("features", ())), row.get("whole", False))


def _load(name: str) -> dict[str, Any]:
    table = read_yaml(Path(__file__).with_name(name))
    return dict(table)
