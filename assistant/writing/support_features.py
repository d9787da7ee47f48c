"""What the probability of an answer is computed from: one value a feature."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.writing.question import QuestionFeatures, term_weights
from assistant.writing.sentences import CandidateSentence, match_candidates, tells_answer

COVERAGE_VOTE = 0.1
MOST_PASSAGES = 10
MOST_ABSENT = 0.3
"""Of the question's terms by weight: beyond, more names that the passage lacks say nothing more."""
FEATURES = (
    "passage_cosine",
    "sentence_cosine",
    "chosen_cosine",
    "passage_margin",
    "passage_coverage",
    "sentence_coverage",
    "crosses",
    "crosses_coverage",
    "unknown",
    "names_absent",
    "type_absent",
    "terms",
    "no_terms",
)


def support_features(
    question: QuestionFeatures,
    candidates: Sequence[CandidateSentence],
    scores: NDArray[np.float64],
    background: float,
) -> NDArray[np.float64]:
    """One value a name of ``FEATURES``, shape ``(len(FEATURES),)``; ``candidates`` is not empty.

    ``background`` is the median cosine of all that was retrieved: a good passage stands out from it.
    """
    weights = term_weights(question)
    known = np.array([term.known for term in question.terms], bool)
    names = np.array([term.name for term in question.terms], bool)
    matches, headings = match_candidates(question, candidates)
    cosines, held, members = _passages(candidates, np.maximum(matches, headings))
    covered = held @ weights
    best = int((cosines + COVERAGE_VOTE * covered).argmax())
    chosen = int(scores.argmax())
    beside = [c for c, member in zip(candidates, members, strict=True) if member == members[chosen]]
    sentence_cosines = np.stack([candidate.vector for candidate in candidates]) @ question.vector
    crosses = float(candidates[chosen].language != question.language)
    anywhere = held.max(axis=0)
    values = {
        "passage_cosine": cosines.max(),
        "sentence_cosine": sentence_cosines.max(),
        "chosen_cosine": sentence_cosines[chosen],
        "passage_margin": cosines.max() - background,
        "passage_coverage": covered[best],
        "sentence_coverage": (matches @ weights).max(),
        "crosses": crosses,
        "crosses_coverage": crosses * covered[best],
        "unknown": weights[~known & (anywhere == 0)].sum(),
        "names_absent": min((weights * names * (1 - held[members[chosen]])).sum(), MOST_ABSENT),
        "type_absent": bool(question.expects) and not any(tells_answer(question, c.text) for c in beside),
        "terms": np.log1p(len(weights)),
        "no_terms": len(weights) == 0,
    }
    return np.array([float(values[name]) for name in FEATURES])


def _passages(
    candidates: Sequence[CandidateSentence], matches: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """For each passage its cosine and how far it holds each term; for each candidate the index of its passage."""
    passages, members = np.unique([candidate.passage for candidate in candidates], return_inverse=True)
    cosines = np.full(len(passages), -1.0)
    np.maximum.at(cosines, members, np.array([candidate.passage_cosine for candidate in candidates], float))
    held = np.zeros((len(passages), matches.shape[1]))
    np.maximum.at(held, members, matches)
    return cosines, held, members


def background_of(candidates: Sequence[CandidateSentence]) -> float:
    """The median cosine of the best passages' sentences: what is added for its gaps alone would lower it."""
    ranks = sorted({candidate.passage_rank for candidate in candidates})
    last = ranks[:MOST_PASSAGES][-1]
    return float(np.median([one.passage_cosine for one in candidates if one.passage_rank <= last]))
