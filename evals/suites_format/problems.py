"""What pydantic finds wrong with a case, in one sentence a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from evals.texts import message
from ingest.messages import Sayable, Several
from ingest.wrong_values import wanted


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
    what = wanted(problem)
    if problem["type"] == "extra_forbidden":
        return message("input_extra", what=what, keys=keys)
    if problem["type"] in ("missing", "value_error"):
        return what
    return message("input_got", what=what, value=problem["input"])
