"""One catalogue entry (a YAML file) as its two documents, in French and in English."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from ingest.catalogue.schema import CatalogueEntry
from ingest.catalogue.text import entry_page
from ingest.errors import ReadError
from ingest.readers.raw import RawFile
from ingest.records import LANGUAGES, Document, Language


def read_entry(values: Any, raw: RawFile) -> list[Document]:
    """Return the documents of an entry's values, ``<id>.fr`` then ``<id>.en``.

    Raises ``ReadError`` for values that are not a catalogue entry, or have a field missing, unknown or of the wrong
    type; the message names the field and its value.
    """
    if not isinstance(values, dict) or not {"id", "name"} & values.keys():
        raise ReadError(raw.source, f"{raw.name} is not a catalogue entry: expected fields such as id, name, domain")
    try:
        entry = CatalogueEntry.model_validate(values)
    except ValidationError as error:
        raise ReadError(raw.source, "; ".join(_problem(problem) for problem in error.errors())) from error
    return entry_documents(entry, raw)


def entry_documents(entry: CatalogueEntry, raw: RawFile) -> list[Document]:
    """Return the entry's two documents."""
    return [_document(entry, language, raw) for language in LANGUAGES]


def _document(entry: CatalogueEntry, language: Language, raw: RawFile) -> Document:
    text, spans = entry_page(entry, language)
    return Document(
        id=f"{entry.id}.{language}",
        source=f"{raw.source}#{language}",
        kind="catalogue",
        title=entry.name,
        text=text,
        language=language,
        url=entry.homepage,
        translation_of=f"{entry.id}.fr" if language == "en" else None,
        domains=(entry.domain, *entry.secondary_domains),
        entry=entry.id,
        facts=entry.model_dump(mode="json"),
        fact_spans=spans,
    )


def _problem(problem: Any) -> str:
    field = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "missing":
        return f"field {field} is missing (write null for an unknown fact)"
    if problem["type"] == "extra_forbidden":
        return f"field {field} is unknown (value {problem['input']!r})"
    return f"field {field}: {problem['msg']} (value {problem['input']!r})"
