"""What pydantic finds wrong with a case, in one sentence a key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError


def explain(error: ValidationError, keys: str) -> str:
    """What is wrong, key by key, with the value; ``keys`` are those that may be there."""
    return "; ".join(f"{_place(one)}{explain_one(one, keys)}" for one in problems_of(error))


def problems_of(error: ValidationError) -> list[dict[str, Any]]:
    """The problems, each once: a list whose items are all wrong is not too short besides."""
    found: list[dict[str, Any]] = [dict(one) for one in error.errors(include_url=False)]
    return [one for one in found if one["type"] != "too_short" or not one["input"]]


def explain_one(problem: Mapping[str, Any], keys: str = "") -> str:
    """One problem with its value, without its place."""
    said = str(problem["msg"]).removeprefix("Value error, ")
    if problem["type"] == "extra_forbidden":
        return f"{said} (keys: {keys})"
    return said if problem["type"] in ("missing", "value_error") else f"{said} (got {problem['input']!r})"


def _place(problem: Mapping[str, Any]) -> str:
    place = ".".join(str(part) for part in problem["loc"])
    return f"{place}: " if place else ""
