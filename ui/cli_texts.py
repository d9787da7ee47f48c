"""The command line's words in both languages, from ``cli_texts.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.messages import said_in
from ingest.records import Language


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language."""

    language: Language

    def __call__(self, section: str, key: str, **values: Any) -> str:
        """The text under ``key`` of ``section``, filled with ``values``, which may be messages."""
        text: str = _table()[section][key][self.language]
        return text.format(**said_in(self.language, values)) if values else text

    def examples(self, command: str) -> str:
        """Examples of a command, one a line."""
        table = _table()["examples"]
        return "\n  ".join([table["title"][self.language], *table[command]])

    def argparse(self, message: str) -> str:
        """``message`` with argparse's own English words in this language."""
        if self.language == "en":
            return message
        for english, french in _table()["argparse"]:
            message = message.replace(english, french)
        return message


def texts_for(environ: Mapping[str, str]) -> Texts:
    """The words for the locale of ``environ``: French where it says so, else English."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environ[name] for name in names if environ.get(name)), "")
    return Texts("fr" if locale.lower().startswith("fr") else "en")


@cache
def _table() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(files(__package__).joinpath("cli_texts.yml").read_text(encoding="utf-8"))
    return loaded
