"""Front matter: the YAML lines at the head of a Markdown file."""

from __future__ import annotations

import datetime
import re
import reprlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from ingest.errors import ReadError
from ingest.messages import Message
from ingest.readers.address import is_web_address
from ingest.readers.identifier import ID_PATTERN
from ingest.readers.text import one_line
from ingest.records import KINDS, LANGUAGES, Kind, Language
from ingest.texts import message

_MAX_CHARS = 65_536
_BLOCK = re.compile(r"\A---[ \t]*\n(?:(.*?)\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a Markdown file says about itself; absent keys are None or empty."""

    id: str | None = None
    kind: Kind = "article"
    language: Language | None = None
    title: str | None = None
    translation_of: str | None = None
    published: str | None = None
    last_verified: str | None = None
    licence: str | None = None
    url: str | None = None
    domains: tuple[str, ...] = ()
    gaps: bool = False


def split_front_matter(text: str, source: str) -> tuple[FrontMatter, str]:
    """The front matter (all absent when there is none) and the Markdown below it; raises ``ReadError``."""
    block = _BLOCK.match(text)
    if not block:
        return FrontMatter(), text
    return checked_front_matter(_load(block[1] or "", source), source), text[block.end() :]


def checked_front_matter(values: Mapping[Any, Any], source: str, place: str = "front_matter_key") -> FrontMatter:
    """The front matter that ``values`` hold; raises ``ReadError``; the text ``place`` says where each stands."""
    known = {key: _checked(key, values[key], source, place) for key in _CHECKS if values.get(key) is not None}
    known.pop("sources", None)
    return FrontMatter(**known)


def _load(block: str, source: str) -> Mapping[Any, Any]:
    if len(block) > _MAX_CHARS:
        raise ReadError(source, message("front_matter_too_long", chars=len(block), limit=_MAX_CHARS))
    try:
        values = yaml.safe_load(block)
    # ValueError: a date such as 2026-13-45; RecursionError: thousands of nested brackets.
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ReadError(source, message("front_matter_not_yaml", error=one_line(str(error)))) from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ReadError(source, message("front_matter_not_keys", value=_short(values)))
    return values


def _checked(key: str, value: object, source: str, place: str) -> Any:
    check, expected = _CHECKS[key]
    checked = check(value)
    if checked is None:
        where = message(place, name=key)
        raise ReadError(source, message("must_be", place=where, expected=expected, value=_short(value)))
    return checked


def _short(value: object) -> str:
    """The value for a message: a few aliases in YAML can stand for gigabytes of it."""
    shortened = reprlib.Repr()
    shortened.maxlevel, shortened.maxlist, shortened.maxstring = 2, 4, 80
    return shortened.repr(value)


def _text(value: object) -> str | None:
    return one_line(value) or None if isinstance(value, str) else None


def _identifier(value: object) -> str | None:
    return value if isinstance(value, str) and ID_PATTERN.fullmatch(value) else None


def _date(value: object) -> str | None:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    # A lone year is a number in YAML.
    written = str(value) if isinstance(value, str) or type(value) is int else ""
    return written if _DATE.fullmatch(written) else None


def _address(value: object) -> str | None:
    return value if isinstance(value, str) and is_web_address(value) else None


def _names(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        return None
    return tuple(one_line(name) for name in value)


def _list(value: object) -> list[Any] | None:
    return value if isinstance(value, list) else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _one_of(choices: tuple[str, ...]) -> Callable[[object], str | None]:
    return lambda value: value if isinstance(value, str) and value in choices else None


_CHECKS: dict[str, tuple[Callable[[object], Any], Message]] = {
    "id": (_identifier, message("expected_id")),
    "kind": (_one_of(KINDS), message("expected_choice", choices=", ".join(KINDS))),
    "language": (_one_of(LANGUAGES), message("expected_choice", choices=", ".join(LANGUAGES))),
    "title": (_text, message("expected_text")),
    "translation_of": (_identifier, message("expected_document")),
    "published": (_date, message("expected_date")),
    "last_verified": (_date, message("expected_date")),
    "licence": (_text, message("expected_text")),
    "url": (_address, message("expected_address")),
    "domains": (_names, message("expected_domains")),
    "gaps": (_flag, message("expected_flag")),
    # For the people who keep the corpus; checked, and not part of the document.
    "sources": (_list, message("expected_list")),
}
