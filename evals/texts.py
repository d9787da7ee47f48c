"""What ``eurocommons eval`` says in both languages, from the tables beside this file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Protocol, runtime_checkable

import yaml

from ingest.records import Language


@runtime_checkable
class Sayable(Protocol):
    """What can be said in the language of whoever reads it."""

    def said(self, language: Language) -> str: ...


@dataclass(frozen=True, slots=True)
class Message:
    """A text of ``error_texts.yml`` and what fills it, messages too; ``str`` gives it in English."""

    key: str
    values: dict[str, Any] = field(default_factory=dict)

    def said(self, language: Language) -> str:
        return text_of("error_texts", self.key, language, **self.values)

    def __str__(self) -> str:
        return self.said("en")


@dataclass(frozen=True, slots=True)
class Several:
    """Messages one after the other."""

    messages: Sequence[Sayable]
    separator: str = "\n"

    def said(self, language: Language) -> str:
        return self.separator.join(one.said(language) for one in self.messages)

    def __str__(self) -> str:
        return self.said("en")


def message(key: str, **values: Any) -> Message:
    """The message of a key, filled with values."""
    return Message(key, values)


def text_of(name: str, key: str, /, language: Language, **values: Any) -> str:
    """The text under ``key`` of the table ``name``, filled with ``values``."""
    said = {name: value.said(language) if isinstance(value, Sayable) else value for name, value in values.items()}
    return _table(name)[key][language].format(**said)


@cache
def _table(name: str) -> dict[str, dict[Language, str]]:
    found: dict[str, dict[Language, str]] = yaml.safe_load(
        files(__package__).joinpath(f"{name}.yml").read_text(encoding="utf-8")
    )
    return found
