"""What is left to likeness across languages: features of a sentence and the told sentence nearest to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.verification import cues, negation
from assistant.verification.crossed import Bools, Crossed, Floats, said_by_claim, said_by_sentence
from assistant.verification.meaning import Embedded, word_likeness
from assistant.verification.names import Name, may_be_translated, missing_names, read_names, surface_of
from assistant.verification.order import kept_steps, weakest_run
from assistant.verification.strict import is_scheduled
from ingest.records import Language

SIGNS = {
    "said": 1,
    "weakest": 1,
    "steps": 1,
    "exchanged": -1,
    "untranslated": -1,
    "mutual": 1,
    "lengths": -1,
    "told_names": -1,
    "usurped": -1,
    "likeness_names": 1,
    "apart": -1,
    "cues_added": -1,
    "cues_left_out": -1,
    "negations": -1,
}
"""Whether more of a feature speaks for a claim (1) or against it (-1)."""
TIGHT = 0.6
"""Part of the words of either sentence that the other says, from which the one translates the other closely."""
DISPLACED = 0.35
"""From this much on, what surrounds a shared name in the claim surrounds another in the sentence."""
_MOST = 3
_LEAVES_FREE = frozenset(["may", "voluntary"])


@dataclass(frozen=True, slots=True)
class Compared:
    """A claim and the told sentence nearest to it: whose words the other says, and how what turns them differs.

    ``turned`` compares their cues alone, ``lets_off`` tells whether "may" stands for "must", ``obliges`` whether "must"
    stands for "may" or "recommended", ``negations`` is by how many they differ, and ``scheduled`` tells whether what
    it says takes place on a day.  ``strange`` are the claim's names that neither the sentence nor a title has,
    ``told_names`` counts the sentence's that the claim leaves out, ``usurped`` the claim's that stand where another
    one does.
    """

    crossed: Crossed
    said: Bools
    told_said: Bools
    turned: cues.Turned
    lets_off: bool
    obliges: bool
    negations: int
    scheduled: bool
    strange: tuple[Name, ...]
    told_names: int
    usurped: int

    @property
    def tight(self) -> float:
        """The part of the words, from 0 to 1, that the other says: of the sentence where it is less."""
        return float(min(self.said.mean(), self.told_said.mean()))

    def turns(self) -> bool:
        """Whether a claim that translates the sentence closely says something else."""
        strict = any(cues.is_strict(name) for name in self.turned.added)
        future = "future" in self.turned.added and not self.scheduled
        return self.tight >= TIGHT and bool(strict or future or self.obliges or self.lets_off or self.turned.contrary)

    def displaces(self) -> bool:
        """Whether the words around a shared name are around another in the sentence, and would fit better changed."""
        return self.crossed.displaced > DISPLACED and self.crossed.exchanged > 0

    def renames(self) -> bool:
        """Whether a claim that translates the sentence closely has one of its names in the place of another."""
        sure = any(not may_be_translated(name, self.crossed.claim.language) for name in self.strange)
        return self.tight >= TIGHT and self.told_names > 0 and (self.usurped > 0 or sure)

    def denies(self) -> bool:
        """Whether a claim that translates the sentence closely negates what it affirms, or the reverse."""
        return self.tight >= TIGHT and self.negations > 0


def compare(
    crossed: Crossed, titles: Sequence[tuple[str, Language]], names: Sequence[Name], lexicon: frozenset[str]
) -> Compared:
    """``names`` are the claim's names that no quote holds."""
    claim = crossed.claim
    own_names = read_names(claim.text, claim.language, lexicon)
    told_names = read_names(crossed.text, crossed.language, lexicon)
    theirs = cues.read_cues(crossed.text, crossed.language)
    own = cues.read_cues(claim.text, claim.language)
    turned = cues.compare_cues(own, theirs, theirs)
    mine = negation.polarity(claim.text, claim.language)
    told = negation.polarity(crossed.text, crossed.language)
    return Compared(
        crossed,
        said_by_sentence(crossed, names),
        said_by_claim(crossed),
        turned,
        _lets_off(own, theirs),
        "must" in turned.added and not theirs.isdisjoint(_LEAVES_FREE),
        abs(len(mine.scopes) - len(told.scopes)),
        is_scheduled([crossed.told]),
        tuple(missing_names(claim.text, own_names, surface_of([crossed.text, *(title for title, _ in titles)]), True)),
        len(missing_names(crossed.text, told_names, surface_of([claim.text]), True)),
        crossed.usurped(_folded(own_names), _folded(told_names)),
    )


def _lets_off(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return "must" in theirs - mine and "may" in mine - theirs


def crossed_features(
    compared: Compared,
    quotes: Sequence[Embedded],
    names: Sequence[Name],
    apart: int,
) -> Floats:
    """One value a name of ``SIGNS``, shape ``(len(SIGNS),)``; ``names`` and ``apart`` as in ``model.features_of``."""
    crossed, claim = compared.crossed, compared.crossed.claim
    said = np.where(compared.said, 1.0, crossed.alike.max(axis=1))
    values = {
        "said": said.mean(),
        "weakest": weakest_run(said),
        "steps": kept_steps(crossed.alike),
        "exchanged": crossed.exchanged,
        "untranslated": (crossed.known & ~compared.said).mean(),
        "mutual": crossed.mutual,
        "lengths": abs(np.log(len(claim.words) / len(crossed.words))),
        "told_names": min(compared.told_names, _MOST),
        "usurped": min(compared.usurped, _MOST),
        "likeness_names": _nearest_to_names(claim, quotes, names),
        "apart": min(apart, _MOST),
        "cues_added": compared.tight * (len(compared.turned.added) + len(compared.turned.contrary)),
        "cues_left_out": len(compared.turned.left_out),
        "negations": compared.tight * compared.negations,
    }
    return np.array([float(values[name]) for name in SIGNS])


def _folded(names: Sequence[Name]) -> frozenset[str]:
    return frozenset(name.folded for name in names)


def _nearest_to_names(claim: Embedded, quotes: Sequence[Embedded], names: Sequence[Name]) -> float:
    """The cosine of the unheld name that comes least near a word of the quotes; 1 without one."""
    starts = {name.start for name in names}
    near = word_likeness(claim, quotes)
    return min(
        (float(cosine) for word, cosine in zip(claim.words, near, strict=True) if word.start in starts), default=1.0
    )
