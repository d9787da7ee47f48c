"""Compares the places of names and numbers: "A replaces B" is not "B replaces A"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ingest.lexical import fold, surface_terms

_JOINED = re.compile(r"^[\s,;/&()\"'«»“”-]*(?:(?:et|ou|and|or|ainsi que|as well as|plus)[\s,;]*)?$")
_MARKER = re.compile(
    r"(?<![^\W_])(by|par|in|at|on|en|dans|a|au|aux|chez|from|depuis|of|de|du|des|d'|l'|to|vers|for|pour|with|avec|than|que|qu'|"
    r"as|comme|sur|over|instead of)\s*(?:(?:le|la|les|l'|the|an?)\s*)?[\"'«“( ]*(?:/\w/)?$"
)
_CLASSES = {
    **dict.fromkeys(("by", "par"), "by"),
    **dict.fromkeys(("in", "at", "on", "en", "dans", "a", "au", "aux", "chez", "to", "vers", "sur"), "at"),
    **dict.fromkeys(("from", "depuis", "of", "de", "du", "des", "d'"), "of"),
    **dict.fromkeys(("for", "pour"), "for"),
    **dict.fromkeys(("with", "avec"), "with"),
    **dict.fromkeys(("than", "que", "qu'", "over"), "than"),
    **dict.fromkeys(("as", "comme"), "as"),
}


_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Placed:
    """A name in a text: where it starts and ends, and the class of the preposition before it ("" for none)."""

    name: str
    start: int
    end: int
    marker: str


def place(text: str, names: Sequence[str]) -> list[Placed]:
    """Where folded names stand in a text; a name that comes twice has no place to compare."""
    folded = fold(text)
    return sorted(_placed(folded, names), key=lambda each: each.start)


def marker_before(text: str, start: int) -> str:
    """The class of the preposition before ``text[start:]``, "" for none: "at" for "in the", "by" for « par le »."""
    before = _MARKER.search(fold(text[:start]))
    return _CLASSES.get(before[1], "") if before else ""


def _placed(folded: str, names: Sequence[str]) -> Iterator[Placed]:
    for name in dict.fromkeys(names):
        found = list(re.finditer(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", folded))
        if len(found) == 1:
            match = found[0]
            before = _MARKER.search(folded, 0, _opening(folded, match.start(), names))
            yield Placed(name, match.start(), match.end(), _CLASSES.get(before[1], "") if before else "")


def _opening(folded: str, start: int, names: Sequence[str]) -> int:
    """Where the name of several words begins that has a word at ``start``: its preposition stands before the first."""
    for name in names:
        before = start - len(name) - 1
        if before >= 0 and folded[before:start] == f"{name} ":
            return before
    return start


def swapped(claim: str, told: str, names: Sequence[str], crosses: bool = False) -> tuple[str, str] | None:
    """Two names that change places between the claim and a told sentence, or None.

    Names joined by "and" have no order.  A passive ("... by A") turns the order round.  Across
    languages (``crosses``) prepositions do not tell: only names without any are compared.
    """
    mine, theirs = place(claim, names), place(told, names)
    there = {each.name: each for each in theirs}
    both = [each for each in mine if each.name in there]
    for first, second in combinations(both, 2):
        a, b = there[first.name], there[second.name]
        if _are_joined(claim, first, second) or _are_joined(told, *sorted((a, b), key=lambda each: each.start)):
            continue
        if crosses and {first.marker, second.marker, a.marker, b.marker} - {"", "by", "than"}:
            continue
        if crosses and not all(_parted(text, *pair) for text, pair in ((claim, (first, second)), (told, (a, b)))):
            continue  # words of one name: "the Python Developer's Guide"
        if crosses and ("by" in (first.marker, second.marker)) != ("by" in (a.marker, b.marker)):
            continue  # "par" is said "through", "via" or "over" as well
        if _is_swap(first, second, a, b):
            return first.name, second.name
    return None


def _are_joined(text: str, first: Placed, second: Placed) -> bool:
    return bool(_JOINED.match(fold(text)[first.end : second.start]))


def _parted(text: str, first: Placed, second: Placed) -> bool:
    """Whether a word that is no name stands between two names."""
    between = text[min(first.end, second.end) : max(first.start, second.start)]
    return any(word.islower() and surface_terms(word) for word in _WORD.findall(between))


def _is_swap(first: Placed, second: Placed, a: Placed, b: Placed) -> bool:
    """``first`` and ``second`` are in the claim's order; ``a`` and ``b`` are the same names in the evidence."""
    turned = a.start > b.start
    mine, theirs = (first.marker, second.marker), (a.marker, b.marker)
    if "by" in mine or "by" in theirs:
        if ("by" in mine) != ("by" in theirs):
            return not turned
        return mine != theirs and mine == theirs[::-1]
    if mine == theirs:
        return turned and mine == ("", "")
    return mine == theirs[::-1]
