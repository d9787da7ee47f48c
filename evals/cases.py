"""Eval cases: questions with what a good answer must show, read from the YAML files of ``evals/suites``."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator

from assistant.records import Status
from ingest.records import LANGUAGES, Language

SUITES = Path(__file__).with_name("suites")

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class EvalError(Exception):
    """Base of every error that the caller of ``eurocommons eval`` can repair; the message says how."""


class SuiteError(EvalError):
    """A suite file cannot be read, or a case in it is wrong."""


class UnknownSuite(EvalError):
    """No suite has this name."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Entries(_Record):
    """Catalogue ids that the answer's ``matches`` must hold: all of ``all``, one of ``any``, not one of ``none``."""

    all: tuple[Slug, ...] = ()
    any: tuple[Slug, ...] = ()
    none: tuple[Slug, ...] = ()


class Case(_Record):
    """One question and what a good answer shows.

    ``status`` holds every status that is right.  ``documents`` are ids of documents, with or without the language at
    the end ("event" is "event.fr" or "event.en"): citations must hold one of them.  ``facts`` and ``forbidden`` are
    regular expressions, searched in the answer's text whatever the case; all facts must be found, and nothing
    forbidden.  ``pair`` joins a question to its translation.
    """

    id: Slug
    language: Language
    question: Text
    status: tuple[Status, ...] = Field(min_length=1)
    pair: Slug | None = None
    documents: tuple[Text, ...] = ()
    facts: tuple[Text, ...] = ()
    forbidden: tuple[Text, ...] = ()
    entries: Entries = Entries()
    note: str = ""

    @field_validator("status", mode="before")
    @classmethod
    def _several(cls, status: object) -> object:
        return [status] if isinstance(status, str) else status

    @field_validator("facts", "forbidden")
    @classmethod
    def _compiles(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern!r} is not a regular expression: {error}") from error
        return patterns

    @model_validator(mode="after")
    def _expects_what_can_be(self) -> Case:
        if self.status == ("abstained",) and (self.documents or self.facts):
            raise ValueError("an answer that must abstain cannot be asked for documents or facts")
        return self


class Suite(_Record):
    """The cases of one file; ``name`` is the file's name without its ending."""

    name: str
    cases: tuple[Case, ...] = Field(min_length=1)


def suite_names(folder: Path = SUITES) -> tuple[str, ...]:
    """The names of the suites that exist, in alphabetical order."""
    return tuple(sorted(path.stem for path in folder.glob("*.yml")))


def load_suites(names: Sequence[str] = (), folder: Path = SUITES) -> list[Suite]:
    """The suites named, each once, or all of them where none is named.

    Raises:
        UnknownSuite: a name has no file; the message says which exist.
        SuiteError: a file is wrong; the message names the file, the case and the key.
    """
    existing = suite_names(folder)
    if unknown := [name for name in names if name not in existing]:
        raise UnknownSuite(f"no suite is called {', '.join(unknown)}; there are: {', '.join(existing) or 'none'}")
    return [read_suite(folder / f"{name}.yml") for name in dict.fromkeys(names or existing)]


def read_suite(path: Path) -> Suite:
    """Read one suite file.

    Raises:
        SuiteError: the file is not readable YAML, or a case is wrong; the message names the file, the case and the key.
    """
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), _UniqueKeys)  # noqa: S506 - a SafeLoader
    except (OSError, UnicodeDecodeError) as error:
        raise SuiteError(f"{path}: cannot be read: {error}") from error
    except yaml.YAMLError as error:
        raise SuiteError(f"{path}: not valid YAML: {' '.join(str(error).split())}") from error
    if not isinstance(data, dict) or not isinstance(data.get("cases"), list) or set(data) != {"cases"}:
        raise SuiteError(f"{path}: expected one key 'cases' holding a list of cases")
    if not data["cases"]:
        raise SuiteError(f"{path}: there is no case")
    cases = tuple(_case(item, number, path) for number, item in enumerate(data["cases"], start=1))
    _refuse_repeated_ids(cases, path)
    _refuse_half_pairs(cases, path)
    return Suite(name=path.stem, cases=cases)


def _case(item: object, number: int, path: Path) -> Case:
    try:
        return Case.model_validate(item)
    except ValidationError as error:
        name = item.get("id") if isinstance(item, dict) else None
        raise SuiteError(f"{path}: case {name or f'number {number}'}: {_explain(error)}") from error


def _explain(error: ValidationError) -> str:
    problems = []
    for problem in error.errors(include_url=False):
        key = ".".join(str(part) for part in problem["loc"])
        known = f" (keys: {', '.join(Case.model_fields)})" if problem["type"] == "extra_forbidden" else ""
        problems.append(f"{key + ': ' if key else ''}{problem['msg']}{known}")
    return "; ".join(problems)


def _refuse_repeated_ids(cases: Iterable[Case], path: Path) -> None:
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise SuiteError(f"{path}: case {case.id}: another case has the same id; change one of them")
        seen.add(case.id)


def _refuse_half_pairs(cases: Iterable[Case], path: Path) -> None:
    pairs: dict[str, list[Case]] = {}
    for case in cases:
        if case.pair:
            pairs.setdefault(case.pair, []).append(case)
    for name, members in pairs.items():
        if sorted(case.language for case in members) != sorted(LANGUAGES):
            ids = ", ".join(case.id for case in members)
            raise SuiteError(f"{path}: pair {name}: expected one question in French and one in English, not {ids}")


class _UniqueKeys(yaml.SafeLoader):
    """YAML that refuses a key written twice, which would silently drop an expectation."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if repeated := next((key for key in keys if keys.count(key) > 1), None):
            raise yaml.constructor.ConstructorError(None, None, f"the key {repeated!r} is there twice", node.start_mark)
        return super().construct_mapping(node, deep)
