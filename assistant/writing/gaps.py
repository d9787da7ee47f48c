"""Sentences that state what is not known, against those that state what is: which of them the question is after."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.writing.answer_types import (
    BROADER,
    asks_why,
    leaves_open_another,
    leaves_open_how_many,
    leaves_open_whether,
)
from assistant.writing.question import QuestionFeatures, term_weights
from assistant.writing.sentences import CandidateSentence, match_candidates, states_unknown


def misses_the_type(question: QuestionFeatures, candidate: CandidateSentence) -> bool:
    """Whether a gap leaves something else open than the question asks: a yes or no, or no place, no time; how many
    there are, where it asks why.
    """
    if leaves_open_another(candidate.text, question.expects):
        return True
    if asks_why(question.text):
        return leaves_open_how_many(candidate.text, candidate.language)
    if question.expects == "definition":  # « C'est quoi, une coalition ? »: neither how many there are nor whether …
        left_open = (leaves_open_how_many, leaves_open_whether)
        return any(leaves_open(candidate.text, candidate.language) for leaves_open in left_open)
    asks = question.expects in ("number", "time", "place", "person", *BROADER)
    return asks and leaves_open_whether(candidate.text, candidate.language)


def leads_in_score(scores: NDArray[np.float64], unknown: NDArray[np.bool_], known: NDArray[np.bool_]) -> float:
    """How much the best sentence that states a gap scores above the best that states what is known."""
    if not known.any() or not unknown.any():
        return 0.0
    return float(scores[unknown].max() - scores[known].max())


def holds_more_of_what_is_asked(
    question: QuestionFeatures,
    candidates: Sequence[CandidateSentence],
    scores: NDArray[np.float64],
    unknown: NDArray[np.bool_],
) -> float:
    """How much more of the question, by weight, one of the ``unknown`` holds than the passage of the best other one.

    Names do not count: « openDesk est-il partenaire d'EuroCommons ? » finds both names in what openDesk is.
    """
    known = np.array([not states_unknown(candidate) for candidate in candidates])
    if not known.any() or not unknown.any():
        return 0.0
    best = candidates[int(np.where(known, scores, -np.inf).argmax())].passage
    asked = term_weights(question) * np.array([not term.name for term in question.terms], float)
    matches, headings = match_candidates(question, candidates)
    beside = known & np.array([candidate.passage == best for candidate in candidates])
    told = np.maximum(matches, headings)[beside].max(axis=0)
    return float(np.maximum((matches[unknown] - told) @ asked, 0).max())


def gap_holds_the_names(
    question: QuestionFeatures, candidates: Sequence[CandidateSentence], scores: NDArray[np.float64]
) -> bool:
    """Whether what the best passage leaves open holds every name: "whether NLnet funds EuroCommons"."""
    unknown = np.array([states_unknown(candidate) for candidate in candidates])
    names = np.array([term.name for term in question.terms], bool)
    if not unknown.any() or not names.any():
        return False
    best = candidates[int(np.where(unknown, scores, -np.inf).argmax())].passage
    beside = [one for one, open_ in zip(candidates, unknown, strict=True) if open_ and one.passage == best]
    return bool((match_candidates(question, beside)[0][:, names] > 0).any(axis=0).all())
