"""A drafted question: the same in both languages, with what an answer must show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from evals.cases import Group
from ingest.records import Language


@dataclass(frozen=True, slots=True)
class Draft:
    """``asked`` is the question by language; ``expects`` are keys of a case, ``says`` its ``facts`` by language."""

    asked: Mapping[Language, str]
    group: Group
    domain: str | None
    expects: Mapping[str, Any]
    says: Mapping[Language, list[str]] = field(default_factory=dict)


@cache
def wordings() -> dict[str, Any]:
    """The phrases, by kind of question."""
    return dict(yaml.safe_load(files(__package__).joinpath("wordings.yml").read_text(encoding="utf-8")))


def said(phrase: Mapping[Language, str], **values: str) -> dict[Language, str]:
    """The phrase in both languages, with names that are the same in both."""
    return {"fr": phrase["fr"].format(**values), "en": phrase["en"].format(**values)}
