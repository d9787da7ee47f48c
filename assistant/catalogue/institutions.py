"""Institutions named with a country that make a solution: « le gouvernement français », "the European Commission"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import Match, Token, singular

_IN_FRENCH = frozenset({"etat", "gouvernement", "ministere", "armee", "administration"})
_IN_ENGLISH = frozenset({"state", "government", "ministry", "army", "administration"})
_NATIONAL = _IN_FRENCH | _IN_ENGLISH
_EUROPEAN = frozenset(["commission", "parlement", "parliament", "union", "institutions"])
_MAKERS = ("by", "par")
_ARTICLES = frozenset(["le", "la", "l", "les", "un", "une", "the", "a", "an"])
_REGIONS = ("EUROPE", "EU")
_SEEKING = ("wh", "which", "need")


def with_institutions(words: Sequence[Token], found: Sequence[Match]) -> Iterator[Match]:
    """The matches with institutions said to make a solution: of the European ones the country's name gives the steward;
    those of a State are public bodies of the country.
    """
    on_solutions = any(match.kind == "entry" or (match.kind == "cue" and match.value in _SEEKING) for match in found)
    for match in found:
        first, last = _named(match, words)
        if not on_solutions or match.kind != "country" or not _makes(first, last, words):
            yield match
        elif match.value in _REGIONS and (match.value == "EU" or last - first > match.last - match.first):
            name = " ".join(word.raw for word in words[first : last + 1])
            yield replace(match, kind="steward", value=name, first=first, last=last)
        else:
            yield match
            if match.value not in _REGIONS and last - first > match.last - match.first:
                yield Match("governance", "public-body", first, last)


def _named(match: Match, words: Sequence[Token]) -> tuple[int, int]:
    """The places of a country with the institution beside it."""
    nouns = _EUROPEAN if match.value in _REGIONS else _NATIONAL
    before, after = match.first - 1, match.last + 1
    if after < len(words) and words[after].folded in nouns and not words[after].opens:
        return match.first, after
    if before >= 0 and words[before].folded in nouns and not words[match.first].opens:
        return before, match.last
    return match.first, match.last


def _makes(first: int, last: int, words: Sequence[Token]) -> bool:
    """Whether "made by" stands before, articles apart, or "makes" behind."""
    if last + 1 < len(words) and words[last + 1].folded in vocabulary()["making"]:
        return True
    place = first - 1
    while place >= 0 and words[place].folded in _ARTICLES:
        place -= 1
    return place > 0 and words[place].folded in _MAKERS and singular(words[place - 1].folded) in _made()


@cache
def _made() -> frozenset[str]:
    return frozenset(singular(verb) for verb in vocabulary()["governance_verbs"])
