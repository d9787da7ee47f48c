"""Text to the model of a publiccode.yml file."""

from __future__ import annotations

import re
import reprlib
from collections.abc import Mapping
from typing import Any

import yaml
from pydantic import ValidationError

from ingest.errors import ReadError
from ingest.messages import Message, Several
from ingest.publiccode.model import PublicCode
from ingest.texts import message
from ingest.wrong_values import wanted

VERSION = "0.7"
OLDEST_MINOR, NEWEST_MINOR = 2, 7
# The longest real files, with several languages, hold some tens of thousands of characters.
MAX_CHARS = 200_000
# Counted with what YAML aliases stand for: a few lines of them can stand for millions of values.
_MAX_VALUES = 20_000

_ADDRESS_OF_VERSION = re.compile(r"^https?://w3id\.org/publiccode/version/")
_VERSION = re.compile(r"0(?:\.(\d{1,3})(?:\.\d{1,3})?)?")
_MAX_SHOWN_PROBLEMS = 8


def is_publiccode(values: Any) -> bool:
    """Whether YAML values look like a publiccode.yml file."""
    return isinstance(values, dict) and "publiccodeYmlVersion" in values


def parse_publiccode(text: str, source: str) -> PublicCode:
    """Return what a file says, rules unchecked.

    Raises ``ReadError`` for text that is too long or is not YAML, for a version of the standard other than 0.2 and
    later ones of 0, and for a value of the wrong type, which it names.
    """
    values = _values(text, source)
    if not is_publiccode(values):
        raise ReadError(source, message("not_publiccode"))
    minor_version(str(values["publiccodeYmlVersion"]), source)
    return to_model(values, source)


def to_model(values: Mapping[str, Any], source: str) -> PublicCode:
    """Return the model of YAML values; raises ``ReadError`` for a value of the wrong type."""
    _refuse_too_many(values, source)
    try:
        return PublicCode.model_validate(values)
    except ValidationError as error:
        problems = error.errors(include_url=False)[:_MAX_SHOWN_PROBLEMS]
        raise ReadError(source, Several([_problem(one) for one in problems], "; ")) from error


def minor_version(written: str, source: str) -> int:
    """Return 7 for "0.7", "0.7.0" and "0", which stands for the latest; raises ``ReadError`` for another version."""
    match = _VERSION.fullmatch(_ADDRESS_OF_VERSION.sub("", written))
    minor = int(match[1]) if match and match[1] else NEWEST_MINOR
    if match is None or minor < OLDEST_MINOR:
        oldest = f"0.{OLDEST_MINOR}"
        said = message("wrong_version", version=reprlib.repr(written), oldest=oldest, newest=VERSION)
        raise ReadError(source, said)
    return minor


def _values(text: str, source: str) -> Any:
    if len(text) > MAX_CHARS:
        raise ReadError(source, message("too_many_chars", chars=len(text), limit=MAX_CHARS))
    try:
        return yaml.safe_load(text)
    # ValueError: a date such as 2026-13-45; RecursionError: thousands of nested brackets.
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ReadError(source, message("not_yaml", error=" ".join(str(error).split()))) from error


def _refuse_too_many(values: Any, source: str) -> None:
    """Walk the values as if each alias were written out, and stop at the limit: some hold themselves."""
    waiting, count = [values], 0
    while waiting:
        value = waiting.pop()
        count += 1
        if count > _MAX_VALUES:
            raise ReadError(source, message("too_many_values", limit=_MAX_VALUES))
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _problem(problem: Any) -> Message:
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "missing":
        return message("key_missing", key=key)
    return message("key_wrong", key=key, wanted=wanted(problem), value=_short(problem["input"]))


def _short(value: object) -> str:
    shortened = reprlib.Repr()
    shortened.maxlevel, shortened.maxlist, shortened.maxdict, shortened.maxstring = 2, 4, 4, 80
    return shortened.repr(value)
