"""What is left to likeness: features of a sentence and its evidence, and the learned weight of each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from assistant.verification import crossed_features, cues, negation
from assistant.verification.answered import answered
from assistant.verification.meaning import Aligned, Embedded, word_likeness
from assistant.verification.names import Name
from assistant.verification.order import weakest_run
from assistant.verification.words import Text, held

Floats = NDArray[np.float64]
Way = Literal["same", "across"]
WAYS: tuple[Way, ...] = ("same", "across")
"""Whether a quote is in the sentence's language; each way has its own coefficients."""

_SIGNS = {
    "rewritten": -1,
    "unheld": -1,
    "held_low": 1,
    "nearest_low": 1,
    "weakest": 1,
    "mutual": 1,
    "steps": 1,
    "exchanged": -1,
    "cues_added": -1,
    "cues_left_out": -1,
    "negations": -1,
    "read": 1,
}
SIGNS: dict[Way, dict[str, int]] = {"same": _SIGNS, "across": crossed_features.SIGNS}
"""The features of each way, and whether more of one speaks for a claim (1) or against it (-1); "read" comes last."""
_LOWEST = 3
MODEL = Path(__file__).with_name("model.json")
UNLIKE = 0.5
"""A word whose nearest word of the evidence is below this cosine is told as missing."""


def way_of(claim: Embedded, quotes: Sequence[Embedded]) -> Way:
    return "same" if any(quote.language == claim.language for quote in quotes) else "across"


def features_of(
    claim: Embedded,
    nearest: Sequence[Text],
    titles: Sequence[Text],
    turned: cues.Turned,
    names: Sequence[Name],
    aligned: Aligned,
    rewritten: float,
) -> Floats:
    """The features of a claim, which has a content word, within a language: ``SIGNS`` but "read".

    ``nearest`` are the told sentences nearest to it: in all that is cited, each of its words would be found somewhere.
    ``names`` are the claim's names that no quote holds and that may be translated in one.
    ``aligned`` compares its words with those of the nearest told sentence; ``rewritten`` is the part of the claim that
    follows no told sentence word for word.
    """
    holds = _holds(claim, [*nearest, *titles], names)
    said = np.where(holds, 1.0, -1.0)
    mine = negation.polarity(claim.text, claim.language)
    theirs = [len(negation.polarity(*each).scopes) for each in nearest]
    values = {
        "rewritten": rewritten,
        "unheld": np.log1p((~holds).sum()),
        "held_low": np.sort(said)[:_LOWEST].mean(),
        "nearest_low": np.sort(aligned.claim)[:_LOWEST].mean(),
        "weakest": weakest_run(said),
        "mutual": aligned.mutual,
        "steps": aligned.steps,
        "exchanged": aligned.exchanged,
        "cues_added": len(turned.added),
        "cues_left_out": len(turned.left_out),
        "negations": max(len(mine.scopes) - max(theirs, default=0), 0),
    }
    return np.array([float(values[name]) for name in list(_SIGNS)[:-1]])


def _holds(claim: Embedded, told: Sequence[Text], names: Sequence[Name]) -> NDArray[np.bool_]:
    """For each word of the claim, whether ``told`` holds it, or a strict check found what it says."""
    by_word = np.array(held(claim.words, claim.text, told, claim.language), bool)
    by_checks = np.array(answered(claim.text, claim.language, told, names), bool)
    holds: NDArray[np.bool_] = by_word | by_checks
    return holds


def unlike_words(
    claim: Embedded,
    quotes: Sequence[Embedded],
    titles: Sequence[Text],
    names: Sequence[Name],
) -> list[tuple[str, float]]:
    """The words of the claim that no quote holds, as written, with the cosine of the nearest word."""
    holds = _holds(claim, [*((quote.text, quote.language) for quote in quotes), *titles], names)
    near = word_likeness(claim, quotes)
    return [
        (claim.text[word.start : word.end], float(likeness))
        for word, is_held, likeness in zip(claim.words, holds, near, strict=True)
        if not is_held
    ]


@dataclass(frozen=True, slots=True)
class Learned:
    """A logistic regression over the features of a way, and the probability below which a claim is not supported."""

    coefficients: Floats
    intercept: float
    threshold: float

    def probability(self, features: Floats) -> float:
        """Probability, from 0 to 1, that the evidence supports the claim."""
        return float(1 / (1 + np.exp(-(features @ self.coefficients + self.intercept))))


@cache
def learned(way: Way, fold: int | None = None) -> Learned:
    """What ``model.json`` holds for a way; ``fold`` asks for what one fold of families taught, to judge the other."""
    model: dict[str, Any] = json.loads(MODEL.read_text("utf-8"))
    row = (model if fold is None else model["folds"][fold])[way]
    coefficients = np.array([row["coefficients"][name] for name in SIGNS[way]])
    return Learned(coefficients, row["intercept"], row["threshold"])
