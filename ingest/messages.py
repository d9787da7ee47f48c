"""What is said in the language of whoever reads it: texts of a table beside the code, and what fills them.

A package writes its texts into a YAML file (key, then language) and makes ``TextTable`` of it.  A ``Message`` is a text
that is not said yet, so that an error can be raised here, logged in English, and shown in French elsewhere.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar, Protocol, runtime_checkable

from ingest.records import LANGUAGES, Language
from ingest.yaml_files import read_yaml


@runtime_checkable
class Sayable(Protocol):
    """What can be said in the language of whoever reads it."""

    def said(self, language: Language) -> str: ...


def said_in(language: Language, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that fill a text, those that can be said in its language; what the system says of a file is."""
    return {name: _said(value, language) for name, value in values.items()}


def _said(value: Any, language: Language) -> Any:
    if isinstance(value, OSError):
        value = of_the_system(value)
    return value.said(language) if isinstance(value, Sayable) else value


@dataclass(frozen=True, slots=True)
class TextTable:
    """The texts of ``name``.yml in ``package``: key, then language."""

    package: str
    name: str

    def __contains__(self, key: str) -> bool:
        return key in _read(self.package, self.name)

    def text(self, key: str, language: Language, /, **values: Any) -> str:
        """The text of a key, filled with values, which may be messages themselves."""
        return _read(self.package, self.name)[key][language].format(**said_in(language, values))


@dataclass(frozen=True, slots=True)
class Message:
    """A text of a table and what fills it, messages too; ``str`` gives it in English."""

    table: TextTable
    key: str
    values: dict[str, Any] = field(default_factory=dict)

    def said(self, language: Language) -> str:
        return self.table.text(self.key, language, **self.values)

    def __str__(self) -> str:
        return self.said("en")


_SYSTEM = TextTable(__package__, "system_texts")


@dataclass(frozen=True, slots=True)
class Several:
    """Messages one after the other; French puts its narrow space before a semicolon between them."""

    messages: Sequence[Sayable]
    separator: str = "\n"

    def said(self, language: Language) -> str:
        separator = f"\u202f{self.separator}" if (language, self.separator) == ("fr", "; ") else self.separator
        return separator.join(one.said(language) for one in self.messages)

    def __str__(self) -> str:
        return self.said("en")


def of_the_system(error: OSError) -> Message:
    """Why the system refuses a file or an address, without its number and without the path, which the text names."""
    name = errno.errorcode.get(error.errno or 0, "")
    return Message(_SYSTEM, name if name in _SYSTEM else "other", {"text": error.strerror or str(error)})


NOTHING = Several(())
"""Nothing to say."""


@dataclass(frozen=True, slots=True)
class _Written:
    """What is written in English, of which French writes one thing otherwise."""

    english: ClassVar[str]
    french: ClassVar[str]
    written: str

    def said(self, language: Language) -> str:
        return self.written.replace(self.english, self.french) if language == "fr" else self.written

    def __str__(self) -> str:
        return self.written


class Figure(_Written):
    """A number as English writes it (2.5); French has a comma."""

    english, french = ".", ","


class Choices(_Written):
    """What pydantic says that a value has to be, "'a', 'b' or 'c'", with the conjunction of the language."""

    english, french = " or ", " ou "


@dataclass(frozen=True, slots=True)
class Said:
    """What was said before, by language, as a file keeps it."""

    texts: Mapping[Language, str]

    @classmethod
    def of(cls, message: Sayable) -> Said:
        return cls({language: message.said(language) for language in LANGUAGES})

    def said(self, language: Language) -> str:
        return self.texts[language]

    def __str__(self) -> str:
        return self.texts["en"]


class SaidError(Exception):
    """An error whose message is said in the language of whoever reads it; ``str`` gives it in English."""

    def __init__(self, message: Sayable) -> None:
        super().__init__(str(message))
        self.message = message

    def said(self, language: Language) -> str:
        """The message in a language, and so that of an error within it."""
        return self.message.said(language)


@cache
def _read(package: str, name: str) -> dict[str, dict[Language, str]]:
    found: dict[str, dict[Language, str]] = read_yaml(files(package).joinpath(f"{name}.yml"))
    return found
