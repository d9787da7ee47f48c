"""Who is named as a maker, and who for something else: « un produit de Google », « payé par la Commission européenne ».

A country's name is part of an institution's: the European Commission is no maker in Europe, but one maker or none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import Match, Token, singular

_REGIONS = ("EUROPE", "EU")
_SEEKING = ("wh", "which", "need")
_NAMED = ("country", "product", "licence", "governance", "steward", "supporter")
"""Kinds that the name of a company or a body may be taken for."""
_REACH = 3
"""Words before « à », « de », of which one tells that something belongs to somebody."""


def with_makers(words: Sequence[Token], found: Sequence[Match]) -> Iterator[Match]:
    """The matches with names read for what they are said to be to a solution.

    Who makes it is its steward, or of a State a public body of the country; who pays it, owns it, or asks for it is no
    criterion that the catalogue knows.
    """
    on_one = any(match.kind == "entry" for match in found)
    cues = {match.value for match in found if match.kind == "cue"}
    seeks = not cues.isdisjoint(_SEEKING)
    for match in found:
        if match.kind not in _NAMED or not (on_one or seeks or match.kind == "product"):
            yield match
            continue
        if on_one and _is_a_project(match, words, found):
            continue
        first, last = _whole(match, words)
        makes = _makes(first, last, words, on_one and "alternatives" not in cues)
        if makes and match.kind in ("country", "product"):
            yield from _maker(match, first, last, words)
            continue
        of_a_name = makes is False or (on_one and (first, last) != (match.first, match.last))
        if not of_a_name or _of_any_company(match, words):
            yield match


def _is_a_project(match: Match, words: Sequence[Token], found: Sequence[Match]) -> bool:
    """Whether "project" is the word, behind who makes it: "an Amazon project"."""
    if match.kind != "product" or match.first != match.last or not words[match.first].raw.islower():
        return False
    named = any(one.kind == "product" and one.last == match.first - 1 for one in found)
    return named and words[match.first].folded in _words("products")


def _maker(match: Match, first: int, last: int, words: Sequence[Token]) -> Iterator[Match]:
    alone = (first, last) == (match.first, match.last)
    if match.kind == "product" or (match.value in _REGIONS and (match.value == "EU" or not alone)):
        name = " ".join(word.raw for word in words[first : last + 1])
        yield replace(match, kind="steward", value=name, first=first, last=last)
        return
    yield match
    if match.value not in _REGIONS and not alone:
        yield Match("governance", "public-body", first, last)


def _of_any_company(match: Match, words: Sequence[Token]) -> bool:
    """Whether no name is said, but a kind: « appartient à une société américaine », "owned by a foundation"."""
    around = {word.folded for word in words[max(match.first - 1, 0) : match.last + 2]}
    named = match.last + 1 < len(words) and words[match.last + 1].raw[:1].isupper()
    return bool(around & _words("companies")) and (
        match.kind == "country" or (match.kind == "governance" and not named)
    )


def _whole(match: Match, words: Sequence[Token]) -> tuple[int, int]:
    """The places of a country with the institution beside it, else those of the match."""
    nouns = _words("of_europe" if match.value in _REGIONS else "of_a_state")
    before, after = match.first - 1, match.last + 1
    if match.kind != "country":
        return match.first, match.last
    if after < len(words) and words[after].folded in nouns and not words[after].opens:
        return match.first, after
    if before >= 0 and words[before].folded in nouns and not words[match.first].opens:
        return before, match.last
    return match.first, match.last


def _makes(first: int, last: int, words: Sequence[Token], on_one: bool) -> bool | None:
    """Whether who is named makes a solution: "made by", "makes"; of one solution (``on_one``) also « produit de » and
    "an Amazon project".

    False where something else is said of it ("paid by", « appartient à »), None where nothing is.
    """
    after = [word.folded for word in words[last + 1 : last + 2] if not word.opens]
    if after and after[0] in vocabulary()["making"]:
        return True
    beside = {word.folded for word in (*words[first - 1 : first], *words[last + 1 : last + 2]) if not word.opens}
    if on_one and not beside.isdisjoint(_words("products")):
        return True
    place = first - 1
    while place > 0 and words[place].folded in _words("between") and not _is_to(place, words):
        place -= 1
    if place < 1 or any(word.opens for word in words[place + 1 : first + 1]):
        return None
    joins, before = words[place].folded, words[place - 1].folded
    if before in ("il", "elle") and place > 1:
        before = words[place - 2].folded
    if joins in ("by", "par"):
        return _is_made(before)
    if on_one and joins in _words("of") and before in _words("products") | _words("comes"):
        return True
    return False if (joins in _words("of") or _is_to(place, words)) and _belongs(place, words) else None


def _is_to(place: int, words: Sequence[Token]) -> bool:
    """Whether an "a" is « à », after a word of belonging."""
    return words[place].folded in _words("to") and _belongs(place, words)


def _belongs(place: int, words: Sequence[Token]) -> bool:
    return not _words("belongs").isdisjoint(word.folded for word in words[max(place - _REACH, 0) : place])


def _is_made(verb: str) -> bool | None:
    """Whether a word before "by" is of making; None where it may be anything."""
    if verb in _words("otherwise"):
        return False
    return singular(verb) in _made() or None


@cache
def _made() -> frozenset[str]:
    return frozenset(singular(verb) for verb in vocabulary()["governance_verbs"])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(vocabulary()["named_makers"][name])
