"""Reads the words that turn a sentence (more, first, only, all, must ...), and compares them with the evidence's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ingest.lexical import fold
from ingest.records import Language
from ingest.yaml_files import read_yaml

_ASIDE: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(r"\b(?:qui|(?:dont|ou|(?:les|des|aux|le|la|au)?quel\w*)(?: [^\s,;:.]+){1,5}) $"),
    "en": re.compile(r"\b(?:that|which|who|whoever|(?:what|how|where|which)(?: [^\s,;:.]+){1,5}) $"),
}
"""What stands before the verb of a clause on the side: "that ...", "which files ..."."""


@dataclass(frozen=True, slots=True)
class Turned:
    """How a claim's cues differ from its evidence's: turned into their contrary, added, or left out."""

    contrary: tuple[str, ...]
    added: tuple[str, ...]
    left_out: tuple[str, ...]


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = read_yaml(Path(__file__).with_name("cues.yml"))
    return table


@cache
def _patterns(language: Language) -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(rf"(?<![^\W_])(?:{row[language]})(?:(?<=')|(?![^\W_]))")
        for name, row in _table().items()
        if row[language]
    }


@lru_cache(maxsize=20_000)
def read_cues(text: str, language: Language) -> frozenset[str]:
    """The concepts of ``cues.yml`` that a text holds."""
    folded, found = fold(text), set[str]()
    for name, pattern in _patterns(language).items():
        if name != "future":
            found |= {name} if pattern.search(folded) else set()
        elif verbs := [match for match in pattern.finditer(folded) if not _is_name(text, folded, match)]:
            found.add("aside" if all(_ASIDE[language].search(folded[: verb.start()]) for verb in verbs) else name)
    return frozenset(found)


def _is_name(text: str, folded: str, match: re.Match[str]) -> bool:
    """Whether a word has a capital inside a sentence: "Galera" is no verb to come."""
    if len(text) != len(folded) or not text[match.start()].isupper():
        return False
    return bool(re.search(r"[^.!?\s«\"(]\s*$", text[: match.start()]))


def cue_words(text: str, language: Language, told: frozenset[str]) -> frozenset[str]:
    """The folded words of a text whose cue, or one that says as much, is among those ``told``."""
    folded, table = fold(text), _table()
    return frozenset(
        word
        for name, pattern in _patterns(language).items()
        if told.intersection((name, *table[name]["implied"]))
        for match in pattern.finditer(folded)
        for word in match[0].split()
    )


def compare_cues(
    claim: frozenset[str], told: frozenset[str], nearest: frozenset[str], *, crosses: bool = False
) -> Turned:
    """``told`` are the cues of all the evidence, ``nearest`` those of the sentence that holds the claim best.

    ``crosses`` tells whether they are of the other language, which says some things otherwise: a future as a present.

    A claim that holds both a cue and its contrary ("free or paid") turns neither.
    """
    table = _table()
    claim, nearest = claim - ONE_SIDED, nearest - ONE_SIDED
    lacking = [name for name in sorted(claim) if not told.intersection(_as_much(name, crosses=crosses))]
    if "only" in claim & nearest and "may" in claim | nearest:  # what can only be so must be so
        lacking = [name for name in lacking if name not in ("may", "must")]
    contrary = [name for name in lacking if (nearest - claim).intersection(table[name]["against"])]
    added = [name for name in lacking if name not in contrary and name not in PAIRED]
    return Turned(tuple(contrary), tuple(added), tuple(sorted(nearest - claim - PAIRED)))


def _as_much(name: str, *, crosses: bool) -> tuple[str, ...]:
    """A concept and those that say as much."""
    row = _table()[name]
    return (name, *row["implied"], *(row.get("across", ()) if crosses else ()))


def taken_back(contrary: tuple[str, ...], difference: int) -> bool:
    """Whether a negation more or less (``difference``) takes back a word's contrary: "does not prevent", « permet ».

    "Not only" is itself the contrary of "only".
    """
    return difference == 1 and (
        set(contrary) in _SAID_BY_ONE_WORD or (len(contrary) == 1 and set(contrary) <= _TAKEN_BACK)
    )


def is_strict(name: str) -> bool:
    """Whether a cue has to be in the evidence: "only", "all", "always"."""
    return bool(_table()[name].get("strict"))


def against(name: str) -> list[str]:
    """The concepts that contradict one."""
    concepts: list[str] = _table()[name]["against"]
    return concepts


def implied(name: str) -> list[str]:
    """The concepts that say as much as one."""
    concepts: list[str] = _table()[name]["implied"]
    return concepts


CUES = tuple(_table())
ONE_SIDED = frozenset(name for name, row in _table().items() if not (row["fr"] and row["en"]))
"""Concepts that one language alone has words for: they only say as much as others do ("still", for "toujours")."""
PAIRED = frozenset(name for name, row in _table().items() if row.get("paired"))
"""Concepts that only tell where a claim has one and the evidence its contrary: "public", "private"."""
_TAKEN_BACK = (PAIRED - {"besides", "feasible", "infeasible"}) | {"may", "forbid", "same", "different"}
"""Concepts that another negation turns into their contrary: "no longer allowed", « interdit »."""
_SAID_BY_ONE_WORD = ({"may", "enable"}, {"forbid", "prevent"})
