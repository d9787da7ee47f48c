"""Every text of a corpus that people see, with its language and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.catalogue.schema import CatalogueEntry
from ingest.corpus_check.files import Corpus
from ingest.records import LANGUAGES, Language

_ADDRESS = re.compile(r"<?https?://[^\s)>]+>?")
_MARKUP = re.compile(r"^#+ |\*\*|`|^\s*[-*] |\]\([^)]*\)|(?<!\w)\[", re.MULTILINE)
_TABLE_ROW = re.compile(r"^\|.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prose:
    """One text: ``field`` says which of the file's texts it is."""

    path: str
    field: str
    language: Language
    text: str


def texts_of(corpus: Corpus) -> Iterator[Prose]:
    """Yield the texts of pages, entries and tables."""
    for page in corpus.pages:
        yield Prose(page.path, "title", page.meta.language, page.meta.title)
        yield Prose(page.path, "text", page.meta.language, plain(page.body))
    for path, entry in corpus.entries.items():
        yield from _of_entry(path, entry)
    if corpus.reference:
        for language in LANGUAGES:
            for name, product in corpus.reference.products.items():
                yield Prose("products.yml", name, language, product.fr if language == "fr" else product.en)
            for term in corpus.reference.glossary:
                yield Prose("glossary.yml", term.id, language, term.definition(language))
        for domain, terms in corpus.reference.features.items():
            for name, feature in terms.items():
                yield Prose(f"features/{domain}.yml", name, "fr", feature.fr)


def plain(markdown: str) -> str:
    """The words of a Markdown text, without addresses, marks and tables; headings and list items keep their lines."""
    return _MARKUP.sub("", _ADDRESS.sub("", _TABLE_ROW.sub("", markdown)))


def _of_entry(path: str, entry: CatalogueEntry) -> Iterator[Prose]:
    for field in ("summary", "description", "limits", "notes"):
        for language in LANGUAGES:
            name = "notes" if (field, language) == ("notes", "en") else f"{field}_{language}"
            value = getattr(entry, name)
            for text in value if isinstance(value, list) else [value]:
                if text:
                    yield Prose(path, name, language, text)
