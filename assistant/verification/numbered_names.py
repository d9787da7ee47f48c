"""Reads the numbers that belong to a name: "EUPL 1.2", "Debian 12"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.verification.names import read_names
from ingest.lexical import fold
from ingest.records import Language

_NUMBER = r"\d+(?:\.\d+)*(?![.,]?\d|\s?[%€$£])\b"
_NUMBERS = re.compile(rf"\sv?({_NUMBER}(?:(?:, | et | and | ou | or ){_NUMBER})*)")

Numbered = frozenset[tuple[str, str]]
"""Names, folded, each with a number that follows it."""


@lru_cache(maxsize=20_000)
def numbered_names(text: str, language: Language, lexicon: frozenset[str]) -> Numbered:
    """The names of a text that a number follows, with each of the numbers: "GPL 2 and 3" has two."""
    found = set[tuple[str, str]]()
    for name in read_names(text, language, lexicon):
        if match := _NUMBERS.match(text, name.end):
            found |= {(fold(name.raw), number) for number in re.findall(_NUMBER, match[1])}
    return frozenset(found)


def wrongly_numbered(claimed: Numbered, told: Iterable[Numbered]) -> list[str]:
    """The numbers that no told number of the same name is like, where it has one: "EUPL 1.1" for "EUPL 1.2"."""
    everything = frozenset[tuple[str, str]]().union(*told)
    names = {name for name, _ in everything}
    return sorted(
        f"{name} {number}"
        for name, number in claimed
        if name in names and not any(name == other and _is_like(number, theirs) for other, theirs in everything)
    )


def _is_like(number: str, other: str) -> bool:
    """Whether two numbers are one version, the one said more exactly: "3" and "3.0", "30" and "30.0.1"."""
    short, long = sorted((number, other), key=len)
    return long == short or long.startswith(f"{short}.")
