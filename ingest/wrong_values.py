"""What pydantic wants in the place of a wrong value: in English its own words, in French ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ingest.messages import Sayable
from ingest.texts import message

_KEYS = {
    "missing": "wanted_value",
    "extra_forbidden": "wanted_no_key",
    "literal_error": "wanted_literal",
    "string_pattern_mismatch": "wanted_pattern",
    "string_too_short": "wanted_chars",
    "too_short": "wanted_items",
}
_SORTS = {
    "string": "wanted_text",
    "date": "wanted_date",
    "int": "wanted_int",
    "bool": "wanted_bool",
    "tuple": "wanted_list",
    "list": "wanted_list",
    "dict": "wanted_dict",
    "model": "wanted_dict",
}


def wanted(problem: Mapping[str, Any]) -> Sayable:
    """What is wrong with one value, without its place; an error of ours is said in its own words."""
    given: Mapping[str, Any] = problem.get("ctx", {})
    own = given.get("error")
    if isinstance(own, Sayable):
        return own
    kind = str(problem["type"])
    key = _KEYS.get(kind) or _SORTS.get(kind.partition("_")[0], "wanted_other")
    values = {**given, "expected": str(given.get("expected")).replace(" or ", ", ")}
    return message(key, **values, said=str(problem["msg"]).removeprefix("Value error, "))
