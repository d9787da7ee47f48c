"""Orders candidate passages: what they mean, what words they share with the question, and in which language.

The vectors compare across languages, shared words do not: a passage in the other language holds the question's words
translated, as far as a table knows them.  So such a vote counts only for what it says *within* its language: each
passage gets its vote less the mean vote of the candidates of its language that are as plausible by meaning.  In an
index of one language the subtraction moves all alike and changes nothing; in a mixed one it stops the votes from
promoting a language as such.  The same holds of cosines before centring, which are higher within a language.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.cosines import Cosines
from ingest.records import Language

Scores = NDArray[np.float64]
DATA = Path(__file__).with_name("ranking.json")
FEATURES = ("meaning", "uncentred", "distance", "bm25", "coverage", "opening")

TEMPERATURE = 0.05
"""How fast plausibility falls with meaning, a centred cosine."""

PER_DOCUMENT = 5
CROWD_PENALTY = 0.003
# Centred vectors of a guide's passages and their translations: 19 in 20 pairs are above 0.62; of the pairs of other
# sections of the same guide, 1 in 1000 is above 0.57.
TWIN_COSINE = 0.57
TWIN_MARGIN = 0.1
TWIN_PENALTY = 0.25


@dataclass(frozen=True, slots=True)
class Candidates:
    """What is known of ``n`` candidates for one question; every array has shape ``(n,)``, higher is better.

    ``cosines`` are what their vectors say.  ``bm25`` and ``coverage`` come from ``LexicalIndex.scores_of`` and
    ``coverage_of`` for passages of the question's language, where ``same_language`` is True, and from ``scores_across``
    for the others.  ``opening`` is ``opens_section``.
    """

    cosines: Cosines
    bm25: NDArray[np.float32]
    coverage: NDArray[np.float32]
    same_language: NDArray[np.bool_]
    opening: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight for each of ``FEATURES``; ``spread`` is the usual standard deviation of the bundled model's cosines.

    It is that of ``meaning`` among the candidates of a question, and of ``meaning`` and ``uncentred`` once weighted.
    """

    features: tuple[float, ...]
    spread: float


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    """The weights in ``ranking.json``, made by ``python -m evals.train_ranking --write-weights``."""
    values = json.loads(DATA.read_text(encoding="utf-8"))
    return Weights(tuple(values["weights"][name] for name in FEATURES), values["spread"])


def score(candidates: Candidates, calibrated: bool = True, weights: Weights | None = None) -> Scores:
    """A score for each candidate, shape ``(n,)``, higher is better.

    ``calibrated`` tells that the cosines are the bundled model's, centred, which the weights were learned on; those of
    another model, which nothing was taken out of, are first brought to the same spread.
    """
    weights = weights or shipped_weights()
    if not calibrated:
        candidates = replace(candidates, cosines=_spread_as(candidates.cosines, weights))
    result: Scores = features(candidates) @ np.array(weights.features)
    return result


def _spread_as(cosines: Cosines, weights: Weights) -> Cosines:
    """Cosines of another model as the bundled one's spread; nothing was taken out, so nothing is put back."""
    if len(cosines.dense) == 0:
        return cosines
    meaning = _meaning(cosines)
    scale = weights.spread / weights.features[FEATURES.index("meaning")] / max(float(meaning.std()), 1e-6)
    return Cosines(
        dense=((cosines.dense - meaning.max()) * scale).astype(np.float32),
        sentence=((cosines.sentence - meaning.max()) * scale).astype(np.float32),
        uncentred=np.zeros_like(cosines.uncentred),
        distance=cosines.distance,
    )


def features(candidates: Candidates) -> Scores:
    """The columns named in ``FEATURES``, shape ``(n, 6)``."""
    cosines, same = candidates.cosines, candidates.same_language
    if len(same) == 0:
        return np.zeros((0, len(FEATURES)))
    meaning = _meaning(cosines)
    plausible = np.exp((meaning - meaning.max()) / TEMPERATURE)
    return np.column_stack(
        [
            meaning,
            _votes(cosines.uncentred, same, plausible),
            _votes(cosines.distance, same, plausible),
            _votes(_over_best(candidates.bm25, same), same, plausible),
            _votes(candidates.coverage, same, plausible),
            candidates.opening.astype(np.float64),
        ]
    )


def _meaning(cosines: Cosines) -> Scores:
    meaning: Scores = (cosines.dense.astype(np.float64) + cosines.sentence) / 2
    return meaning


def _over_best(values: NDArray[np.float32], same: NDArray[np.bool_]) -> Scores:
    """Values over the maximum of their language."""
    best = [max(float(values[voters].max(initial=0)), 1e-9) for voters in (same, ~same)]
    return values.astype(np.float64) / np.where(same, *best)


def _votes(values: NDArray[np.floating], same: NDArray[np.bool_], plausible: Scores) -> Scores:
    """Values less the mean of their language, weighted by plausibility."""
    votes = np.zeros(len(values))
    for voters in (same, ~same):
        trust = np.where(voters, plausible, 0)
        mean = float(trust @ values) / max(float(trust.sum()), 1e-12)
        votes += np.where(voters, values - mean, 0)
    return votes


@dataclass(frozen=True, slots=True)
class Hit:
    """A scored passage: ``work`` is its document's id, or the id of the document that this one translates."""

    work: str
    language: Language
    score: float


def diversify(
    hits: Sequence[Hit],
    language: Language,
    vectors: NDArray[np.float32] | None = None,
    per_document: int = PER_DOCUMENT,
) -> list[int]:
    """The order in which to show ``hits``: positions in ``hits``, all of them, best first.

    Of a passage and its translation, the one in the question's ``language`` takes the better place and the other goes
    down.  ``vectors``, the hits' L2-normalised passage vectors, shape ``(len(hits), d)``, tell which passages of a work
    translate each other; without them, passages of nearly the same score are taken for translations.

    From the passage after the first ``per_document`` of a work on, each loses a little more: another document of
    nearly the same score comes first, a better passage stays.
    """
    scores = np.array([hit.score for hit in hits], np.float64)
    works: dict[str, list[int]] = defaultdict(list)
    for position, hit in enumerate(hits):
        works[hit.work].append(position)
    for positions in works.values():
        own = [at for at in positions if hits[at].language == language]
        others = [at for at in positions if hits[at].language != language]
        if own and others:
            _prefer_language(scores, own, others, vectors)
        _thin_out(scores, positions, per_document)
    return [int(at) for at in np.argsort(-scores, kind="stable")]


def _prefer_language(scores: Scores, own: list[int], others: list[int], vectors: NDArray[np.float32] | None) -> None:
    """Pair each passage of the other language, best first, with its translation, which takes the better place."""
    free = set(own)
    for other in sorted(others, key=lambda at: -scores[at]):
        likeness = {
            at: -abs(scores[at] - scores[other]) if vectors is None else float(vectors[at] @ vectors[other])
            for at in free
            if scores[at] >= scores[other] - TWIN_MARGIN
        }
        least = -TWIN_MARGIN if vectors is None else TWIN_COSINE
        likeness = {at: value for at, value in likeness.items() if value >= least}
        if likeness:
            twin = max(likeness, key=lambda at: (likeness[at], -at))
            free.remove(twin)
            scores[twin] = max(scores[twin], scores[other])
            scores[other] -= TWIN_PENALTY


def _thin_out(scores: Scores, positions: list[int], per_document: int) -> None:
    for extra, at in enumerate(sorted(positions, key=lambda at: -scores[at])[per_document:], 1):
        scores[at] -= CROWD_PENALTY * extra
