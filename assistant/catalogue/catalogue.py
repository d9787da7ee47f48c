"""The catalogue as values: typed entries, the pages that state their facts, and the names to recognise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ingest.catalogue.schema import CatalogueEntry
from ingest.records import Document, Language, Span

_QUALIFIER = re.compile(r"\s*\([^)]*\)$")


def product_base(value: str) -> str:
    """A value of ``replaces`` without its qualifier: "VMware vSphere (small estates)" is "VMware vSphere"."""
    return _QUALIFIER.sub("", value)


@dataclass(frozen=True, slots=True)
class Page:
    """One entry's document in one language: enough to quote it."""

    document_id: str
    text: str
    spans: Mapping[str, Span]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Entries by id, and their pages by id and language.  The order of the documents leaves no trace."""

    entries: Mapping[str, CatalogueEntry]
    pages: Mapping[tuple[str, Language], Page] = field(repr=False)

    @classmethod
    def from_documents(cls, documents: Iterable[Document]) -> Catalogue:
        """Build from documents; those that are not catalogue entries are passed over."""
        entries: dict[str, CatalogueEntry] = {}
        pages: dict[tuple[str, Language], Page] = {}
        for document in documents:
            if document.entry is None or not document.facts or document.language is None:
                continue
            if document.entry not in entries:
                entries[document.entry] = CatalogueEntry.model_validate(dict(document.facts))
            pages[document.entry, document.language] = Page(document.id, document.text, dict(document.fact_spans))
        return cls({identifier: entries[identifier] for identifier in sorted(entries)}, pages)

    def page(self, entry_id: str, language: Language) -> Page | None:
        """The entry's page in the language, or else in the other one."""
        other: Language = "en" if language == "fr" else "fr"
        return self.pages.get((entry_id, language)) or self.pages.get((entry_id, other))

    def product_bases(self) -> frozenset[str]:
        """Every product that some entry replaces, without qualifiers."""
        return frozenset(product_base(value) for entry in self.entries.values() for value in entry.replaces or ())

    def names_of(self, entry_id: str) -> tuple[str, ...]:
        """What an entry is called, without qualifiers."""
        entry = self.entries[entry_id]
        return (product_base(entry.name), *entry.aliases)
