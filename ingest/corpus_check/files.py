"""Reads a corpus folder into values; what cannot be read becomes a problem."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from ingest.catalogue.schema import CatalogueEntry, Domain, Text, WebAddress
from ingest.corpus_check.problem import Problem
from ingest.messages import of_the_system
from ingest.records import LANGUAGES, Language
from ingest.reference import Features, Glossary, Products, Reference, Standards
from ingest.yaml_files import read_yaml

PAGE_FOLDERS = {"articles": "article", "domains": "domain"}
_SEPARATOR = "---\n"

PageId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.(fr|en)$")]


class PageSource(BaseModel):
    """What a page's facts rest on."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    title: Text
    url: WebAddress


class PageMeta(BaseModel):
    """The front matter of a page of the built-in corpus."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: PageId
    kind: Literal["article", "domain"]
    language: Language
    title: Text
    translation_of: PageId | None = None
    published: datetime.date
    last_verified: datetime.date
    licence: Literal["EUPL-1.2"]
    domains: list[Domain]
    gaps: bool = False
    sources: Annotated[list[PageSource], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its path below the corpus, its front matter, and the Markdown below it."""

    path: str
    meta: PageMeta
    body: str

    @property
    def slug(self) -> str:
        """The id without its language, which the page shares with its twin."""
        return self.meta.id.rpartition(".")[0]


@dataclass(frozen=True, eq=False)
class Corpus:
    """Everything in a corpus folder that could be read; ``entries`` by path, ``reference`` None if a table is wrong."""

    root: Path
    pages: tuple[Page, ...]
    entries: Mapping[str, CatalogueEntry]
    reference: Reference | None
    sources: str


# What each kind of file must be; ``eurocommons corpus schema`` prints these as JSON Schema.
KINDS: dict[str, TypeAdapter[Any]] = {
    "entry": TypeAdapter(CatalogueEntry),
    "page": TypeAdapter(PageMeta),
    "products": TypeAdapter(Products),
    "standards": TypeAdapter(Standards),
    "features": TypeAdapter(Features),
    "glossary": TypeAdapter(Glossary),
}


def read_corpus(root: Path) -> tuple[Corpus, list[Problem]]:
    """Read every file of the folder ``root``; problems are files that are missing, unreadable or of a wrong shape."""
    problems: list[Problem] = []
    entries = {path: value for path, value in _values(root, "catalogue", "entry", problems) if value is not None}
    pages = tuple(page for page in _pages(root, problems) if page is not None)
    problems += _wrong_tables(root)
    sources = root / "SOURCES.md"
    if not sources.is_file():
        problems.append(Problem("SOURCES.md", "is missing; it lists every source that the corpus rests on"))
    corpus = Corpus(
        root=root,
        pages=pages,
        entries=entries,
        reference=None if any(_is_table(problem.path) for problem in problems) else Reference.load(root),
        sources=sources.read_text(encoding="utf-8") if sources.is_file() else "",
    )
    return corpus, problems


def _values(root: Path, folder: str, kind: str, problems: list[Problem]) -> Iterator[tuple[str, Any]]:
    files = sorted((root / folder).glob("*.yml"))
    if not files:
        problems.append(Problem(folder, "holds no YAML file"))
    for file in files:
        path = file.relative_to(root).as_posix()
        yield path, _read(file, path, kind, problems)


def _read(file: Path, path: str, kind: str, problems: list[Problem]) -> Any:
    """The file's values, None with a problem for each mistake."""
    try:
        return KINDS[kind].validate_python(read_yaml(file))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError) as error:
        problems += [Problem(path, message) for message in _messages(error)]
        return None


def _messages(error: Exception) -> list[str]:
    if isinstance(error, ValidationError):
        return [
            f"{'.'.join(map(str, one['loc'])) or 'the file'}: {one['msg']} (value {str(one['input'])[:80]!r})"
            for one in error.errors()
        ]
    return [str(of_the_system(error)) if isinstance(error, OSError) else " ".join(str(error).split())]


def _pages(root: Path, problems: list[Problem]) -> Iterator[Page | None]:
    for folder in PAGE_FOLDERS:
        for file in sorted((root / folder).glob("*.md")):
            yield _page(file, file.relative_to(root).as_posix(), problems)


def _page(file: Path, path: str, problems: list[Problem]) -> Page | None:
    opening, *rest = file.read_text(encoding="utf-8").split(_SEPARATOR, 2)
    if opening or len(rest) != 2:
        problems.append(Problem(path, "does not start with front matter between two lines '---'"))
        return None
    try:
        return Page(path, KINDS["page"].validate_python(yaml.safe_load(rest[0])), rest[1])
    except (yaml.YAMLError, ValueError) as error:
        problems += [Problem(path, message) for message in _messages(error)]
        return None


def _wrong_tables(root: Path) -> list[Problem]:
    problems: list[Problem] = []
    for name in ("products", "standards", "glossary"):
        _read(root / f"{name}.yml", f"{name}.yml", name, problems)
    list(_values(root, "features", "features", problems))
    return problems


def _is_table(path: str) -> bool:
    return path.startswith("features") or path in ("products.yml", "standards.yml", "glossary.yml")


def other_language(language: Language) -> Language:
    """Return the twin's language."""
    return LANGUAGES[1 - LANGUAGES.index(language)]
