"""The tables of words beside this file, loaded once: labels in each language, French features, licences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ingest.records import Language
from ingest.reference import reference
from ingest.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class Licence:
    """What is known of a licence: its family, the group of versions it belongs to, and whether the OSI approved it."""

    family: str
    group: str
    osi: bool = True


@dataclass(frozen=True, slots=True)
class Labels:
    """One language's words for codes and field values; patterns are tried in the order of the table."""

    domains: dict[str, str]
    countries: dict[str, dict[str, str]]
    governance: dict[str, str]
    governance_by: dict[str, str]
    deployment: dict[str, str]
    organisations: dict[str, str]
    facts: dict[str, str]
    to_verify: str
    licence_families: dict[str, str]
    licence_names: dict[str, str]
    check: dict[str, str]
    terms: dict[str, str]
    people: tuple[tuple[re.Pattern[str], str], ...]
    articles: tuple[tuple[re.Pattern[str], str], ...]
    check_phrases: tuple[tuple[re.Pattern[str], str], ...]
    lines: dict[str, str]


@cache
def labels(language: Language) -> Labels:
    """Return the words of one language."""
    table = _load(f"labels.{language}.yml")
    for key in ("people", "articles", "check_phrases"):
        table[key] = tuple((re.compile(pattern), replacement) for pattern, replacement in table[key])
    if language == "fr":
        features = reference().features.values()
        table["terms"] |= {term: feature.fr for terms in features for term, feature in terms.items()}
    return Labels(**table)


@cache
def licence_table() -> dict[str, Licence]:
    """Return family and group by licence identifier, without "-only" and "-or-later"."""
    return {identifier: Licence(**row) for identifier, row in _load("licences.yml").items()}


def _load(name: str) -> dict[str, Any]:
    table = read_yaml(Path(__file__).with_name(name))
    return dict(table)
