"""Counts set against each other: « plus de solutions françaises que d'allemandes ? », "how many AGPL against MIT?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.catalogue.reading import Reading
from assistant.catalogue.words import Match

_FIELDS = {
    "country": "countries",
    "licence": "licences",
    "domain": "domains",
    "governance": "governance",
    "deployment": "deployment",
}
"""The field of ``Constraints`` that holds the values of each kind that is counted so."""
_SENSES = {
    "equal": re.compile(r"\b(?:as many|autant)\b"),
    "fewer": re.compile(r"\b(?:fewer|less|moins)\b"),
    "more": re.compile(r"\b(?:more|greater|plus|davantage)\b"),
}
_THAN = re.compile(r"\b(?:than|que|qu|as)\b")
_THERE = re.compile(r"\b(?:are|is) there (?:more|fewer|less)\b|\by a t il (?:plus|moins|davantage)\b")
_COMMONER = re.compile(r"\b(?:more|most) (?:common|frequent)\b|\bplus (?:courant|frequent|repandu|represente)e?s?\b")
_EITHER = re.compile(r"\b(?:or|ou)\b")
_COUNTED_AGAIN = re.compile(r"\b(?:how many|combien|vs|versus|contre|against|compared|compare)\b")
_STRANGE = 3
"""So many words that nothing reads ask for something else."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """The field of ``Constraints`` whose values are counted apart; the first has "more", "fewer", "equal" or ""."""

    field: str
    sense: str = ""


def contrast_of(reading: Reading) -> Contrast | None:
    """The contrast that a question asks for, None where it asks for none."""
    if reading.of("entry", "product") or len(reading.unread) >= _STRANGE:
        return None
    for kind, field in _FIELDS.items():
        first, second = _first_two(reading, kind) or (None, None)
        if first and second and (sense := _sense(reading, first, second)) is not None:
            return Contrast(field, sense)
    return None


def _first_two(reading: Reading, kind: str) -> tuple[Match, Match] | None:
    named = [match for match in reading.of(kind) if not match.negated]
    other = next((match for match in named if match.value != named[0].value), None)
    return (named[0], other) if other else None


def _sense(reading: Reading, first: Match, second: Match) -> str | None:
    """Which of the two is said to have more; None where their numbers are not set against each other."""
    words = [token.folded for token in reading.tokens]
    before, between = " ".join(words[: first.first]), " ".join(words[first.last + 1 : second.first])
    said = f"{before} | {between}"
    if _COMMONER.search(before) and _EITHER.search(between):  # « la plus courante, MIT ou Apache ? »
        return ""
    sense = next((name for name, pattern in _SENSES.items() if pattern.search(said)), "")
    if sense and _THAN.search(between):
        return sense
    if sense and _THERE.search(before) and _EITHER.search(between):  # "more German or French ones?" wants no yes or no
        return ""
    return "" if reading.cue("count") and _COUNTED_AGAIN.search(between) else None
