"""Words with a slip, read as what they were meant to be: « managment », « nextclowd », « dropbocks »."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA

from assistant.catalogue.names import Lexicon, Term
from assistant.catalogue.sounds import sound_of
from assistant.catalogue.words import Match, Token, singular

_FUZZY_LENGTH = 5
_MENDED_LENGTH = 6
_TWO_SLIPS = 9
"""Letters of a word from which two slips are forgiven."""


def mended(words: Sequence[Token], lexicon: Lexicon) -> tuple[Token, ...]:
    """« managment » is read as "management": words one slip away from the tables', and in no dictionary."""
    return tuple(replace(word, folded=_mend(word.folded, lexicon)) for word in words)


def _mend(word: str, lexicon: Lexicon) -> str:
    if len(word) < _MENDED_LENGTH or not word.isalpha() or word in lexicon.dictionary or word in lexicon.known:
        return word
    near = {
        known for known in lexicon.mendable if known[0] == word[0] and OSA.distance(word, known, score_cutoff=1) < 2
    }
    return near.pop() if len(near) == 1 else word


def misspelt(words: Sequence[Token], found: Sequence[Match], lexicon: Lexicon) -> Iterator[Match]:
    """The names that words at places nothing has taken were meant to be."""
    taken = {place for match in found for place in range(match.first, match.last + 1)}
    for place, word in enumerate(words):
        if place in taken:
            continue
        if near := _nearest(word.folded, lexicon):
            yield from _typed(lexicon.singles[near], place, place)


def longer_products(words: Sequence[Token], found: Sequence[Match], lexicon: Lexicon) -> list[Match]:
    """The matches, where « google analitycs » is the product that is nearly called so, and not the first word alone."""
    kept = list(found)
    for match in found:
        after = match.last + 1
        if match.kind != "product" or match.first != match.last or after >= len(words) or words[after].opens:
            continue
        near = _nearest_second(words[match.first].folded, words[after].folded, lexicon)
        if near and not any(other.first <= after <= other.last for other in found):
            kept = [other for other in kept if other.first != match.first]
            kept += list(_typed(near, match.first, after))
    return kept


def _nearest_second(first: str, second: str, lexicon: Lexicon) -> tuple[Term, ...]:
    """The terms of the one name of two words that begins with ``first`` and nearly goes on with ``second``."""
    if len(second) < _FUZZY_LENGTH or second in lexicon.ordinary:
        return ()
    allowed = 1 if len(second) < _TWO_SLIPS else 2
    near = {
        tuple(terms)
        for name, terms in lexicon.names.items()
        if len(name) == 2 and name[0] == first and OSA.distance(second, name[1], score_cutoff=allowed) <= allowed
    }
    return near.pop() if len(near) == 1 else ()


def _typed(terms: Sequence[Term], first: int, last: int) -> Iterator[Match]:
    yield from (Match(term.kind, term.value, first, last, typo=True) for term in terms if not term.guarded)


def _nearest(word: str, lexicon: Lexicon) -> str | None:
    """The one name at the smallest distance: one slip, or two from nine letters on; else the one that sounds the same.

    An ordinary word is none.
    """
    if len(word) < _FUZZY_LENGTH or word in lexicon.ordinary or singular(word) in lexicon.ordinary:
        return None
    names = [
        name
        for name, terms in lexicon.singles.items()
        if len(name) >= _FUZZY_LENGTH and name[0] == word[0] and not any(term.guarded for term in terms)
    ]
    ranked = sorted((OSA.distance(word, name, score_cutoff=2), name) for name in names)
    allowed = 1 if len(word) < _TWO_SLIPS else 2
    best = [name for distance, name in ranked if distance == ranked[0][0] and distance <= allowed]
    best = best or [name for name in names if sound_of(name) == sound_of(word)]
    return best[0] if len({lexicon.singles[name] for name in best}) == 1 else None
