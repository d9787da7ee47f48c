"""A claim and the nearest told sentence of the other language: what each says of the other, and what is turned."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assistant.translations.table import read_terms
from assistant.verification import contradiction, cues, negation
from assistant.verification.beside import is_scheduled
from assistant.verification.crossed import Bools, Crossed, said_by_claim, said_by_sentence
from assistant.verification.evidence import Evidence
from assistant.verification.names import Name, may_be_translated, missing_names, read_names, read_peoples, surface_of
from assistant.verification.revalued import is_revalued
from assistant.verification.strict import translated
from assistant.verification.words import Word, content_words, held
from ingest.records import Language

TIGHT = 0.6
"""Part of the words of either sentence that the other says, from which the one translates the other closely."""
DISPLACED = 0.35
"""From this much on, what surrounds a shared name in the claim surrounds another in the sentence."""
MISFIT = 3.0
"""From more words than this on, that two words would stand nearer to their neighbours, they have changed places."""
_BEGINS = re.compile(r"(?:un|in|im|ir|il|non-?)(\w{4,})")
_COGNATE = 4
"""Letters that a denied word and its like in the other language begin with."""
_POINTS_BACK: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:[Ii]t|[Hh]e|[Ss]he|[Tt]hey|[Tt]his|[Tt]hese|[Tt]hose|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\b"),
    "fr": re.compile(r"\b(?:ils?|elles?|ce|cette|ces|cela|cell?e|celui)\b|\bc['’]", re.IGNORECASE),
}
_OBLIGES = frozenset(["must", *cues.implied("must")])
_LEAVES_FREE = frozenset(["may", "voluntary"])


@dataclass(frozen=True, slots=True)
class Compared:
    """A claim and the told sentence nearest to it: whose words the other says, and how what turns them differs.

    ``but_names`` is ``tight`` without the names that the other does not say.  ``turned`` compares their cues alone,
    ``lets_off`` tells whether "may" stands for "must", ``obliges`` whether "must" stands for "may" or "recommended".
    ``difference`` is by how many negations they differ, ``negations`` by how many that no other word explains,
    ``denials`` by how many with the words that deny without "not"; ``undone`` tells whether the one has what the other
    denies by its beginning ("correct", « incorrect »), ``scheduled`` whether the sentence has a date.
    ``told_names`` counts the sentence's names that the claim leaves out, ``usurped`` the claim's that stand where
    another one does.  ``foreign`` tells whether the claim has a name that neither the sentence nor a title has, and
    that is no translation; ``lone``, whether a name of the claim finds nothing in the sentence; ``deserted``, whether
    one of the sentence's finds too little in the claim; ``revalued``, whether a value of the claim takes the place of
    another.
    """

    crossed: Crossed
    said: Bools
    told_said: Bools
    but_names: float
    turned: cues.Turned
    lets_off: bool
    obliges: bool
    negations: int
    difference: int
    denials: int
    undone: bool
    scheduled: bool
    told_names: int
    usurped: int
    foreign: bool
    lone: bool
    deserted: bool
    revalued: bool

    @property
    def tight(self) -> float:
        """The part of the words, from 0 to 1, that the other says: of the sentence where it is less."""
        return float(min(self.said.mean(), self.told_said.mean()))

    def turns(self) -> bool:
        """Whether a claim that translates the sentence closely says something else."""
        if self._takes_back():
            return False
        strict = any(cues.is_strict(name) for name in self.turned.added)
        future = "future" in self.turned.added and not self.scheduled
        return self.tight >= TIGHT and bool(strict or future or self.obliges or self.lets_off or self.turned.contrary)

    def displaces(self) -> bool:
        """Whether the words around a shared name are around another in the sentence, and would fit better changed."""
        return self.crossed.displaced > DISPLACED and self.crossed.exchanged > MISFIT

    def renames(self) -> bool:
        """Whether a claim that translates the sentence closely has one of its names in the place of another."""
        signs = (self.usurped > 0) + self.lone + self.deserted
        return max(self.tight, self.but_names) >= TIGHT and (
            signs > 1 or (self.foreign and not _points_back(*self.crossed.told))
        )

    def revalues(self) -> bool:
        """Whether a claim that translates the sentence closely has a value in the place of another."""
        return self.tight >= TIGHT and self.revalued

    def denies(self) -> bool:
        """Whether a claim that translates the sentence closely negates what it affirms, or the reverse."""
        return self.tight >= TIGHT and (self.negations > 0 or self.undone) and not self._takes_back()

    def _takes_back(self) -> bool:
        return cues.taken_back(self.turned.contrary, self.difference)


def compare(crossed: Crossed, told: Evidence, names: Sequence[Name], lexicon: frozenset[str]) -> Compared:
    """``told`` is the whole evidence, ``names`` are the claim's names that it does not hold."""
    claim = crossed.claim
    lexicon |= _names_told(told)
    own_names = read_names(claim.text, claim.language, lexicon)
    told_names = read_names(crossed.text, crossed.language, lexicon)
    theirs = cues.read_cues(crossed.text, crossed.language)
    own = cues.read_cues(claim.text, claim.language)
    turned = cues.compare_cues(own, theirs, theirs, crosses=True)
    mine = negation.polarity(claim.text, claim.language)
    denied = negation.polarity(crossed.text, crossed.language)
    titles = [title for title, _ in told.titles]
    left_out = missing_names(crossed.text, told_names, surface_of([claim.text]), True)
    peoples = missing_names(crossed.text, read_peoples(crossed.text), surface_of([claim.text]), True)
    found = crossed.alike >= 1
    strange = missing_names(claim.text, own_names, surface_of([crossed.text, *titles]), True)
    strange = translated(claim.text, claim.language, strange, told)
    lone = missing_names(claim.text, own_names, surface_of([crossed.text]), True)
    denials = mine.count + mine.strong - denied.count - denied.strong
    own_text = (claim.text, claim.language)
    said, told_said = said_by_sentence(crossed, names), said_by_claim(crossed)
    return Compared(
        crossed,
        said,
        told_said,
        min(_said_but(own_names, claim.words, said), _said_but(told_names, crossed.words, told_said)),
        turned,
        not denied.count and _lets_off(own, theirs),
        not denied.count and "must" in turned.added and not theirs.isdisjoint(_LEAVES_FREE),
        contradiction.imbalance(mine, denied),
        abs(mine.count - denied.count),
        abs(denials),
        (denials < 0 and _is_undone(crossed.told, denied, own_text))
        or (denials > 0 and _is_undone(own_text, mine, crossed.told)),
        is_scheduled([crossed.told]),
        len(left_out),
        crossed.usurped(_folded(own_names), _folded(told_names)),
        any(not may_be_translated(name, claim.language) or name.folded in told.surface.words for name in strange),
        _is_lone(_tellable(lone, claim.language), claim.words, found),
        _is_lone((*_tellable(left_out, crossed.language), *peoples), crossed.words, found.T)
        or _comes_less(own_names, told_names),
        is_revalued((claim.text, claim.language), crossed.told, told.titles),
    )


@lru_cache(maxsize=5_000)
def _names_told(told: Evidence) -> frozenset[str]:
    """The folded names that the evidence has anywhere: where one opens a sentence, its capital does not tell."""
    return frozenset(name.folded for each in (*told.quotes, *told.titles) for name in read_names(*each))


def _points_back(text: str, language: Language) -> bool:
    """Whether a pronoun of a sentence may stand for a name that was said before."""
    return bool(_POINTS_BACK[language].search(text))


def _is_lone(names: Sequence[Name], words: Sequence[Word], found: Bools) -> bool:
    """Whether one of some names is no word that finds another; ``found`` has a row a word."""
    finding = {word.start for word, finds in zip(words, found, strict=True) if finds.any()}
    return any(name.start not in finding for name in names)


def _is_undone(text: tuple[str, Language], denying: negation.Polarity, other: tuple[str, Language]) -> bool:
    """Whether the other text says a word that a text denies by its beginning: "correct" where it has « incorrect ».

    Not where the text says it as well, or the other has the denied word too: "immutable", « immuable ».
    """
    stems = {word.stem for word in content_words(*text)}
    beginnings = {word.folded[:_COGNATE] for word in content_words(*other)}
    for word, _ in denying.denied:
        if word[:_COGNATE] not in beginnings and (match := _BEGINS.fullmatch(word)):
            bare = content_words(match[1], text[1])
            says_both = not stems.isdisjoint(each.stem for each in bare)
            if bare and not says_both and all(held(bare, match[1], [other], text[1])):
                return True
    return False


def _said_but(names: Sequence[Name], words: Sequence[Word], said: Bools) -> float:
    """The part of the words that are said, without the names that are not; 0 where no word is left."""
    starts = {name.start for name in names}
    left = [each for word, each in zip(words, said, strict=True) if each or word.start not in starts]
    return float(np.mean(left)) if left else 0.0


def _tellable(names: Iterable[Name], language: Language) -> list[Name]:
    """The names without those that are ordinary words whose translation nobody knows: « Poste de travail »."""
    return [name for name in names if not may_be_translated(name, language) or read_terms(name.raw, language)]


def _comes_less(own_names: Sequence[Name], told_names: Sequence[Name]) -> bool:
    """Whether a name of both comes more often in the sentence than in the claim, which has another in its place."""
    if len(own_names) < len(told_names):
        return False
    own, told = (Counter(name.folded for name in names) for names in (own_names, told_names))
    return any(told[name] > own[name] for name in own)


def _lets_off(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether "may" stands for "must"; what "can only" be so must be so."""
    if "only" in mine & theirs:
        return False
    return "must" in theirs and mine.isdisjoint(_OBLIGES) and "may" in mine - theirs


def _folded(names: Sequence[Name]) -> frozenset[str]:
    return frozenset(name.folded for name in names)
