"""The sources of a dossier, numbered in the order of their first use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.catalogue.labels import labels
from ingest.catalogue.schema import CatalogueEntry, Fact
from ingest.catalogue.wording import source_title
from ingest.records import Language


@dataclass(frozen=True, slots=True)
class Stated:
    """The facts of one entry, in words, that a source states."""

    entry: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A source that was read, its number, and what it states."""

    n: int
    title: str
    url: str | None
    states: tuple[Stated, ...]


class References:
    """Numbers sources from 1; one that several entries share has one number."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._numbers: dict[tuple[str, str | None], int] = {}
        self._states: dict[int, list[Stated]] = {}

    def add(self, entry: CatalogueEntry) -> None:
        """Number the entry's sources, those that come for the first time after those that are known."""
        for source in entry.sources:
            n = self._numbers.setdefault(self._key(source.title, source.url), len(self._numbers) + 1)
            facts = tuple(labels(self._language).facts[fact] for fact in source.facts)
            self._states.setdefault(n, []).append(Stated(entry.name, facts))

    def of(self, entry: CatalogueEntry, facts: Iterable[Fact]) -> tuple[int, ...]:
        """The numbers of the sources that state one of the facts of an entry that was added."""
        wanted = set(facts)
        found = (source for source in entry.sources if wanted & set(source.facts))
        return tuple(sorted({self._numbers[self._key(source.title, source.url)] for source in found}))

    def listed(self, entries: Iterable[CatalogueEntry]) -> tuple[Reference, ...]:
        """The sources of these entries in the order of their numbers."""
        titles = {
            self._key(source.title, source.url): source_title(source, self._language)
            for entry in entries
            for source in entry.sources
        }
        numbered = sorted(self._numbers.items(), key=lambda item: item[1])
        return tuple(Reference(n, titles[key], key[1], tuple(self._states[n])) for key, n in numbered)

    @staticmethod
    def _key(title: str, url: str | None) -> tuple[str, str | None]:
        return title, url
