"""The YAML tables beside this file, loaded once and checked for the shapes that the code relies on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ingest.records import LANGUAGES, Language
from ingest.reference import reference
from ingest.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class Topic:
    """A need that people name; ``features`` and ``replaces`` are the facts that serve it.

    ``standards`` are those by which software that does not serve the need takes part in it.
    """

    id: str
    fr: str
    en: str
    words: tuple[str, ...]
    domain: str | None = None
    features: frozenset[str] = frozenset()
    replaces: frozenset[str] = frozenset()
    whole_domain: bool = False
    standards: frozenset[str] = frozenset()

    @property
    def is_covered(self) -> bool:
        """Whether anything serves it: of what people ask for, the catalogue has not all."""
        return bool(self.features or self.replaces or self.whole_domain)

    def label(self, language: Language) -> str:
        """Return what the need is called in a sentence."""
        return self.fr if language == "fr" else self.en


@cache
def topics() -> dict[str, Topic]:
    """Return the needs by id, those that no entry serves last.

    The words of those that are served are those of their terms of the glossary, in both languages.
    """
    terms = {term.id: term for term in reference().glossary}
    needs = {}
    for identifier, row in _load("topics.yml").items():
        named = [terms[name] for name in (identifier, *row.get("terms", ()))]
        words = [name for term in named for language in LANGUAGES for name in term.names(language)]
        needs[identifier] = _topic(identifier, row, words)
    return needs | {
        identifier: _topic(identifier, row, row["words"]) for identifier, row in _load("uncovered.yml").items()
    }


@cache
def aliases() -> dict[str, Any]:
    """Return makers' names and guarded words."""
    return _load("aliases.yml")


@cache
def vocabulary() -> dict[str, Any]:
    """Return the words that questions are made of."""
    return _load("vocabulary.yml")


@cache
def sentences(language: Language) -> dict[str, Any]:
    """Return the sentence templates of one language."""
    return _load(f"sentences.{language}.yml")


@cache
def facet_labels(language: Language) -> dict[str, dict[str, str]]:
    """Return the words of the values of some facets."""
    return dict(_load("facets.yml")[language])


def _topic(identifier: str, row: dict[str, Any], words: Sequence[str]) -> Topic:
    return Topic(
        id=identifier,
        fr=row["fr"],
        en=row["en"],
        words=tuple(words),
        domain=row.get("domain"),
        features=frozenset(row.get("features", ())),
        replaces=frozenset(row.get("replaces", ())),
        whole_domain=row.get("whole_domain", False),
        standards=frozenset(row.get("standards", ())),
    )


def _load(name: str) -> dict[str, Any]:
    return dict(read_yaml(Path(__file__).with_name(name)))
