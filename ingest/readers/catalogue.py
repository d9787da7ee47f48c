"""One catalogue entry (a YAML file) as its two documents, in French and in English."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from ingest.catalogue.schema import CatalogueEntry
from ingest.catalogue.text import entry_page
from ingest.errors import ReadError
from ingest.messages import Sayable, Several
from ingest.readers.raw import RawFile
from ingest.records import LANGUAGES, Document, Language
from ingest.texts import message
from ingest.wrong_values import wanted


def read_entry(values: Any, raw: RawFile) -> list[Document]:
    """Return the documents of an entry's values, ``<id>.fr`` then ``<id>.en``.

    Raises ``ReadError`` for values that are not a catalogue entry, or have a field missing, unknown or of the wrong
    type; the message names the field and its value.
    """
    if not isinstance(values, dict) or not {"id", "name"} & values.keys():
        raise ReadError(raw.source, message("not_an_entry", name=raw.name))
    try:
        entry = CatalogueEntry.model_validate(values)
    except ValidationError as error:
        problems = [_problem(problem) for problem in error.errors()]
        raise ReadError(raw.source, Several(problems, "; ")) from error
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


def _problem(problem: Any) -> Sayable:
    field = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "missing":
        return message("field_missing", field=field)
    if problem["type"] == "extra_forbidden":
        return message("field_unknown", field=field, value=problem["input"])
    if not field:  # between fields, which the message names
        return wanted(problem)
    return message("field_wrong", field=field, wanted=wanted(problem), value=problem["input"])
