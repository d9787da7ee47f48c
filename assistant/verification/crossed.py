"""How a sentence and a told sentence of the other language say each other's words, by translation and by vectors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.translations.table import read_terms
from assistant.verification.answered import answered
from assistant.verification.meaning import Embedded, displacement, names_in
from assistant.verification.names import Name
from assistant.verification.order import exchanged
from assistant.verification.words import COGNATE, Word, held
from ingest.embedding.encoder import Vector
from ingest.records import Language

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

_JOINS = re.compile(r"[\s'’-]*s?[\s-]*|\s+(?:and|or)\s+")
"""What stands between the words of an English compound: "voting or commit rights"."""
_ADVERB: dict[Language, re.Pattern[str]] = {"fr": re.compile("ment$"), "en": re.compile("ly$")}
_BESIDE = 1.5
"""Words between the place of a name and the place where its neighbours would have it, within which it is there."""


@dataclass(frozen=True)
class Crossed:
    """A claim against one told sentence: ``words`` are the sentence's.

    ``alike`` has a row a word of the claim and a column a word of the sentence: 1 where they translate each other or
    share their beginning, else their cosine.  ``known`` tells which words of the claim the table of translations has.
    ``likeness`` is the cosine of the two sentences plus the part of their words that find one.
    """

    claim: Embedded
    text: str
    language: Language
    words: tuple[Word, ...]
    alike: Floats
    known: Bools
    likeness: float

    @property
    def told(self) -> tuple[str, Language]:
        """The told sentence and its language."""
        return self.text, self.language

    @cached_property
    def mutual(self) -> float:
        """The part of the claim's words, from 0 to 1, that are the nearest of the word nearest to them."""
        back = self.alike.argmax(axis=0)[self.alike.argmax(axis=1)]
        return float((back == np.arange(len(back))).mean())

    @cached_property
    def displaced(self) -> float:
        """How far the words around a shared name stand from it: see ``meaning.displacement``."""
        return displacement(names_in(self.claim.text, self.claim.words), names_in(self.text, self.words), self.alike)

    @cached_property
    def places(self) -> dict[int, int]:
        """The place in the sentence of each word of the claim that finds one word alone."""
        exact = self.alike >= 1
        return {int(row): int(exact[row].argmax()) for row in np.flatnonzero(exact.sum(axis=1) == 1)}

    @cached_property
    def told_places(self) -> dict[int, int]:
        """For each word of the sentence that one of the claim translates, by its start: the place of that one."""
        exact = self.alike >= 1
        return {
            self.words[column].start: int(exact[:, column].argmax()) for column in np.flatnonzero(exact.any(axis=0))
        }

    @cached_property
    def exchanged(self) -> float:
        """How much better two words would fit if they changed places: see ``order.exchanged``."""
        return exchanged(self.alike >= 1, self._compounds() | self._moves_freely())

    def _compounds(self) -> Bools:
        """Which words of the claim are of one compound in English, shape ``(w, w)``: a compound turns round in French.

        Two names with a word between them may be around a verb.
        """
        if self.language == "fr":
            compounds = _compounds(self.claim.text, self.claim.words)
            together = compounds[:, None] == compounds
        else:
            compounds = _compounds(self.text, self.words)
            found = self.alike >= 1
            together = found @ (compounds[:, None] == compounds) @ found.T
        named = np.array([bool(name) for name in names_in(self.claim.text, self.claim.words)])
        groups = np.cumsum(~named)
        parted: Bools = named[:, None] & named & (groups[:, None] != groups)
        return np.asarray(together & ~parted, bool)

    def _moves_freely(self) -> Bools:
        """Which pairs of words have an adverb, shape ``(w, w)``: "usually", « généralement » stand anywhere."""
        mine, theirs = _ADVERB[self.claim.language], _ADVERB[self.language]
        own = np.array([bool(mine.search(word.folded)) for word in self.claim.words])
        found = np.array([bool(theirs.search(word.folded)) for word in self.words])
        adverbs = own & ((self.alike >= 1) & found).any(axis=1)
        return np.asarray(adverbs[:, None] | adverbs, bool)

    def usurped(self, mine: frozenset[str], theirs: frozenset[str]) -> int:
        """How many names of the claim stand where another name of the sentence does, by the words beside them.

        ``mine`` and ``theirs`` are the folded names of the claim and of the sentence.
        """
        named = mine | theirs
        around = {row: place for row, place in self.places.items() if self.claim.words[row].folded not in named}
        rows = [row for row, word in enumerate(self.claim.words) if word.folded in mine]
        return sum(self._is_usurped(row, around, theirs) for row in rows) if around else 0

    def _is_usurped(self, row: int, around: dict[int, int], theirs: frozenset[str]) -> bool:
        beside = sorted(around, key=lambda other: abs(other - row))[:2]
        if len(beside) == 2 and (beside[0] < row) == (beside[1] < row):
            due = float(np.mean([around[other] + row - other for other in beside]))
        else:  # between two words: between their places
            due = float(np.mean([around[other] for other in beside]))
            due += row - beside[0] if len(beside) == 1 else 0
        own = {at for at in range(len(self.words)) if self.alike[row, at] >= 1}
        rivals = [abs(at - due) for at, word in enumerate(self.words) if word.folded in theirs and at not in own]
        nearest = min(rivals, default=np.inf)
        return bool(nearest <= _BESIDE and min((abs(at - due) for at in own), default=np.inf) >= nearest + 2)


def _compounds(text: str, words: Sequence[Word]) -> NDArray[np.intp]:
    """For each word of an English text, the number of its compound: words with nothing between them share one."""
    parted = [not _JOINS.fullmatch(text[word.end : other.start]) for word, other in pairwise(words)]
    return np.cumsum([0, *parted])


def rank(claim: Embedded, quotes: Sequence[Embedded]) -> list[Crossed]:
    """The told sentences that have content words, those likest to the claim first."""
    mine = _concepts(claim)
    found = [crossed for quote in quotes for crossed in _sentences(claim, mine, quote)]
    return sorted(found, key=lambda crossed: -crossed.likeness)


def _sentences(claim: Embedded, mine: Sequence[frozenset[int]], quote: Embedded) -> list[Crossed]:
    theirs = _concepts(quote)
    linked = _linked(claim.words, mine, quote.words, theirs)
    cosines = claim.word_vectors @ quote.word_vectors.T
    known = np.array([bool(each) for each in mine])
    found = []
    for span, vector in zip(quote.sentences, quote.sentence_vectors, strict=True):
        inside = [at for at, word in enumerate(quote.words) if span.start <= word.start < span.end]
        if inside:
            finds = linked[:, inside]
            found.append(
                Crossed(
                    claim,
                    quote.text[span.start : span.end],
                    quote.language,
                    tuple(_moved(quote.words[at], span.start) for at in inside),
                    np.where(finds, 1.0, cosines[:, inside]).astype(np.float64),
                    known,
                    _likeness(claim.whole, vector, finds),
                )
            )
    return found


def _moved(word: Word, start: int) -> Word:
    return Word(word.folded, word.stem, word.start - start, word.end - start)


def _likeness(claim: Vector, sentence: Vector, finds: Bools) -> float:
    return float(sentence @ claim) + float(finds.any(axis=1).mean() + finds.any(axis=0).mean()) / 2


def _concepts(text: Embedded) -> list[frozenset[int]]:
    """For each content word, the lines of the table of translations that hold it, alone or within a term."""
    terms = read_terms(text.text, text.language)
    return [
        frozenset[int]().union(*(term.concepts for term in terms if term.start <= word.start and word.end <= term.end))
        for word in text.words
    ]


def _linked(
    mine: Sequence[Word],
    my_concepts: Sequence[frozenset[int]],
    theirs: Sequence[Word],
    their_concepts: Sequence[frozenset[int]],
) -> Bools:
    """Which words of two texts translate each other, are the same, or begin alike, shape ``(w, n)``."""
    linked = np.zeros((len(mine), len(theirs)), bool)
    for row, (word, concepts) in enumerate(zip(mine, my_concepts, strict=True)):
        beginning = word.folded[:COGNATE] if len(word.folded) >= COGNATE else None
        for column, (other, known) in enumerate(zip(theirs, their_concepts, strict=True)):
            linked[row, column] = (
                word.folded == other.folded or other.folded[:COGNATE] == beginning or not concepts.isdisjoint(known)
            )
    return linked


def said_by_claim(crossed: Crossed) -> Bools:
    """For each word of the told sentence, whether the claim says it."""
    claim = [(crossed.claim.text, crossed.claim.language)]
    by_word = held(crossed.words, crossed.text, claim, crossed.language)
    by_checks = answered(crossed.text, crossed.language, claim, ())
    return np.logical_or(by_word, by_checks)


def said_by_sentence(crossed: Crossed, names: Sequence[Name]) -> Bools:
    """For each word of the claim, whether the told sentence says it; ``names`` are those that no quote holds."""
    claim, sentence = crossed.claim, [(crossed.text, crossed.language)]
    by_word = held(claim.words, claim.text, sentence, claim.language)
    by_checks = answered(claim.text, claim.language, sentence, names)
    return np.logical_or(by_word, by_checks)
