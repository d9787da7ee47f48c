"""What pydantic finds wrong with a case, in one sentence a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from evals.texts import Message, Sayable, Several, message


def explain(error: ValidationError, keys: str) -> Sayable:
    """What is wrong, key by key, with the value; ``keys`` are those that may be there."""
    found = [(".".join(map(str, one["loc"])), explain_one(one, keys)) for one in problems_of(error)]
    return Several([message("at", place=place, problem=said) if place else said for place, said in found], "; ")


def in_file(path: Path, problems: Sequence[Sayable]) -> Sayable:
    """The problems of a file, one a line, each with the file's name."""
    return Several([message("in_file", path=path, problem=problem) for problem in problems])


def problems_of(error: ValidationError) -> list[dict[str, Any]]:
    """The problems, each once: a list whose items are all wrong is not too short besides."""
    found: list[dict[str, Any]] = [dict(one) for one in error.errors(include_url=False)]
    return [one for one in found if one["type"] != "too_short" or not one["input"]]


def explain_one(problem: Mapping[str, Any], keys: str = "") -> Sayable:
    """One problem with its value, without its place."""
    own = problem.get("ctx", {}).get("error")
    if isinstance(own, Sayable):
        return own
    said = str(problem["msg"]).removeprefix("Value error, ")
    if problem["type"] == "extra_forbidden":
        return message("input_extra", said=said, keys=keys)
    if problem["type"] == "missing":
        return message("input_missing", said=said)
    if problem["type"] == "value_error":
        return message("as_is", text=said)
    return message("input_got", what=_what(problem, said), value=problem["input"])


def _what(problem: Mapping[str, Any], said: str) -> Message:
    """What should have been there, in the words of pydantic in English."""
    sort = str(problem["type"]).partition("_")[0]
    if problem["type"] == "literal_error":
        return message("input_literal", said=said, expected=str(problem["ctx"]["expected"]).replace(" or ", ", "))
    if sort in ("string", "date", "int", "bool", "tuple", "list", "dict"):
        return message(f"input_{sort}", said=said)
    return message("as_is", text=said)
