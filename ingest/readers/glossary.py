"""A glossary (a YAML list of terms) as a document in each language, one section a term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ingest.errors import ReadError
from ingest.readers.outline import Block, heading, lay_out
from ingest.readers.raw import RawFile
from ingest.records import LANGUAGES, Document, Language
from ingest.reference import Glossary, Term
from ingest.texts import message
from ingest.wrong_values import wanted

_TITLES: dict[Language, str] = {"fr": "Glossaire", "en": "Glossary"}


def is_glossary(values: Any) -> bool:
    """Whether YAML values look like a glossary."""
    return isinstance(values, list) and bool(values) and isinstance(values[0], dict) and "definition_fr" in values[0]


def read_glossary(values: Any, raw: RawFile) -> list[Document]:
    """Return the documents ``<name>.fr`` and ``<name>.en``; raises ``ReadError`` for a wrong term, which it names."""
    try:
        terms: list[Term] = TypeAdapter(Glossary).validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        said = message("wrong_term", place=place, wanted=wanted(first), value=str(first["input"])[:80])
        raise ReadError(raw.source, said) from error
    return [_document(terms, language, raw, PurePosixPath(raw.name).stem) for language in LANGUAGES]


def _document(terms: Sequence[Term], language: Language, raw: RawFile, name: str) -> Document:
    text, sections = lay_out(list(_blocks(terms, language)), _TITLES[language])
    return Document(
        id=f"{name}.{language}",
        source=f"{raw.source}#{language}",
        kind="article",
        title=_TITLES[language],
        text=text,
        language=language,
        sections=sections,
        translation_of=f"{name}.fr" if language == "en" else None,
    )


def _blocks(terms: Sequence[Term], language: Language) -> Iterator[Block]:
    for term in sorted(terms, key=lambda term: term.name(language).casefold()):
        yield heading(term.heading(language), 2)
        yield Block(term.definition(language))
