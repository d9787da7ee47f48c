"""Who is named as a maker, and who for something else: « un produit de Google », « payé par la Commission européenne ».

A country's name is part of an institution's: the European Commission is no maker in Europe, but one maker or none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import Match, Token, singular

_IN_FRENCH = frozenset({"etat", "gouvernement", "ministere", "armee", "administration"})
_IN_ENGLISH = frozenset({"state", "government", "ministry", "army", "administration"})
_NATIONAL = _IN_FRENCH | _IN_ENGLISH
_EUROPEAN = frozenset({"commission", "parlement", "parliament", "union", "institutions"})
_REGIONS = ("EUROPE", "EU")
_SEEKING = ("wh", "which", "need")
_NAMED = ("country", "product", "licence", "governance", "steward")
"""Kinds that the name of a company or a body may be taken for."""
_ARTICLES = frozenset({"le", "la", "l", "les", "un", "une", "the", "a", "an", "il", "elle"})
_BETWEEN = _ARTICLES | {"fondation", "foundation", "societe", "groupe"}
_COMPANIES = frozenset(
    [
        *("societe", "entreprise", "boite", "editeur", "firme", "fondation", "association"),
        *("company", "vendor", "firm", "business", "foundation"),
    ]
)
_OF = frozenset({"de", "d", "du", "des", "of", "from"})
_TO = frozenset({"a", "au", "aux", "to"})
_PRODUCTS = frozenset({"produit", "projet", "logiciel", "outil", "creation", "product", "project", "tool", "program"})
_COMES = frozenset({"vient", "viennent", "provient", "issu", "issue", "come", "comes", "came"})
_BELONGS = frozenset({"appartient", "appartiennent", "propriete", "filiale", "belong", "belongs"})
_OTHERWISE = frozenset(
    [
        *("detenu", "detenue", "possede", "possedee", "rachete", "rachetee", "finance", "financee", "paye", "payee"),
        *("subventionne", "sponsorise", "impose", "imposee", "recommande", "recommandee", "certifie", "certifiee"),
        *(
            "owned",
            "bought",
            "acquired",
            "funded",
            "financed",
            "paid",
            "sponsored",
            "subsidised",
            "imposed",
            "mandated",
        ),
        *("mandated", "recommended", "certified", "endorsed"),
    ]
)
"""What is done by who makes no solution by that."""


def with_makers(words: Sequence[Token], found: Sequence[Match]) -> Iterator[Match]:
    """The matches with names read for what they are said to be to a solution.

    Who makes it is its steward, or of a State a public body of the country; who pays it, owns it, or asks for it is no
    criterion that the catalogue knows.
    """
    on_one = any(match.kind == "entry" for match in found)
    seeks = any(match.kind == "cue" and match.value in _SEEKING for match in found)
    for match in found:
        if match.kind not in _NAMED or not (on_one or seeks):
            yield match
            continue
        first, last = _whole(match, words)
        makes = _makes(first, last, words, on_one)
        if makes and match.kind in ("country", "product"):
            yield from _maker(match, first, last, words)
            continue
        of_a_name = makes is False or (first, last) != (match.first, match.last)
        if not (on_one and of_a_name) or _of_any_company(match, words):
            yield match


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
    return bool(around & _COMPANIES) and (match.kind == "country" or (match.kind == "governance" and not named))


def _whole(match: Match, words: Sequence[Token]) -> tuple[int, int]:
    """The places of a country with the institution beside it, else those of the match."""
    nouns = _EUROPEAN if match.value in _REGIONS else _NATIONAL
    before, after = match.first - 1, match.last + 1
    if match.kind != "country":
        return match.first, match.last
    if after < len(words) and words[after].folded in nouns and not words[after].opens:
        return match.first, after
    if before >= 0 and words[before].folded in nouns and not words[match.first].opens:
        return before, match.last
    return match.first, match.last


def _makes(first: int, last: int, words: Sequence[Token], on_one: bool) -> bool | None:
    """Whether who is named makes a solution: "made by", "makes", of one solution (``on_one``) also « produit de ».

    False where something else is said of it ("paid by", « appartient à »), None where nothing is.
    """
    if last + 1 < len(words) and words[last + 1].folded in vocabulary()["making"]:
        return True
    place = first - 1
    while place > 0 and words[place].folded in _BETWEEN and not _is_to(place, words):
        place -= 1
    if place < 1 or words[place + 1].opens:
        return None
    joins, before = words[place].folded, words[place - 1].folded
    if before in ("il", "elle") and place > 1:
        before = words[place - 2].folded
    if joins in ("by", "par"):
        return _is_made(before)
    if on_one and joins in _OF and before in _PRODUCTS | _COMES:
        return True
    owned = joins in _OF | _TO and any(word.folded in _BELONGS for word in words[max(place - 3, 0) : place])
    return False if owned else None


def _is_to(place: int, words: Sequence[Token]) -> bool:
    """Whether an "a" is « à », after a word of belonging."""
    return words[place].folded in _TO and any(word.folded in _BELONGS for word in words[max(place - 3, 0) : place])


def _is_made(verb: str) -> bool | None:
    """Whether a word before "by" is of making; None where it may be anything."""
    if verb in _OTHERWISE:
        return False
    return singular(verb) in _made() or None


@cache
def _made() -> frozenset[str]:
    return frozenset(singular(verb) for verb in vocabulary()["governance_verbs"])
