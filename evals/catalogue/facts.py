"""The corpus as its YAML files have it, for a judgement that owes nothing to the assistant's code."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]

Entry = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Need:
    """A need of ``topics.yml``: the words people have for it, and the facts that serve it."""

    words: tuple[str, ...]
    features: frozenset[str]
    replaces: frozenset[str]
    domain: str | None
    whole_domain: bool


@dataclass(frozen=True, eq=False)
class Facts:
    """Entries by id, and the corpus's tables by name."""

    entries: Mapping[str, Entry]
    products: Mapping[str, Any]
    standards: Mapping[str, Any]
    features: Mapping[str, Any]
    needs: Mapping[str, Need] = field(repr=False)
    licences: Mapping[str, Mapping[str, Any]]


@cache
def facts() -> Facts:
    """Read the built-in corpus, once."""
    corpus = ROOT / "corpus"
    rows = [_read(path) for path in sorted((corpus / "catalogue").glob("*.yml"))]
    features: dict[str, Any] = {}
    for path in sorted((corpus / "features").glob("*.yml")):
        for name, row in _read(path).items():
            also = [*features.get(name, {}).get("also", ()), *row["also"]]
            features[name] = {"fr": row["fr"], "also": also}
    return Facts(
        entries={row["id"]: row for row in rows},
        products=_read(corpus / "products.yml"),
        standards=_read(corpus / "standards.yml"),
        features=features,
        needs=_needs(_read(corpus / "glossary.yml")),
        licences=yaml.safe_load(files("ingest.catalogue").joinpath("licences.yml").read_text(encoding="utf-8")),
    )


def plain(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, without accents."""
    text = text.replace("œ", "oe").replace("æ", "ae")
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return tuple("".join(char if char.isalnum() else " " for char in bare.lower()).split())


def _needs(glossary: list[dict[str, Any]]) -> dict[str, Need]:
    terms = {term["id"]: term for term in glossary}
    rows = yaml.safe_load(files("assistant.catalogue").joinpath("topics.yml").read_text(encoding="utf-8"))
    return {
        name: Need(
            words=tuple(word for term in (name, *row.get("terms", ())) for word in _names(terms[term])),
            features=frozenset(row.get("features", ())),
            replaces=frozenset(row.get("replaces", ())),
            domain=row.get("domain"),
            whole_domain=row.get("whole_domain", False),
        )
        for name, row in rows.items()
    }


def _names(term: Mapping[str, Any]) -> list[str]:
    lists = ("synonyms_fr", "acronyms_fr", "synonyms_en", "acronyms_en")
    return [term["fr"], term["en"], *(word for name in lists for word in term[name])]


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
