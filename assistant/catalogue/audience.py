"""Whom a question wants a solution for: « pour des écoles », "our hospital", « nous sommes une commune »."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from assistant.catalogue.reading import Reading
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import folded_words, singular


def audience_of(reading: Reading) -> tuple[str, ...]:
    """The kinds of organisations named, as the entries have them.

    A word that is part of a name, or that says who makes what is sought, names none.
    """
    names = {
        place for m in reading.of("entry", "product", "steward", "governance") for place in range(m.first, m.last + 1)
    }
    return _kinds_in("" if place in names else token.folded for place, token in enumerate(reading.tokens))


def names_organisations(text: str) -> bool:
    """Whether words name a kind of organisations."""
    return bool(_kinds_in(folded_words(text)))


def _kinds_in(folded: Iterable[str]) -> tuple[str, ...]:
    words = tuple(map(singular, folded))
    return tuple(kind for kind, phrases in _kinds().items() if any(_said(phrase, words) for phrase in phrases))


def _said(phrase: tuple[str, ...], words: tuple[str, ...]) -> bool:
    span = len(phrase)
    return any(words[at : at + span] == phrase for at in range(len(words) - span + 1))


@cache
def _kinds() -> dict[str, tuple[tuple[str, ...], ...]]:
    return {
        kind: tuple(tuple(singular(word) for word in folded_words(text)) for text in texts)
        for kind, texts in vocabulary()["audiences"].items()
    }
