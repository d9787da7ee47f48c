"""Decides whether the evidence answers a question, and says so with a probability."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from assistant.records import Status
from assistant.writing.answer_types import (
    BROADER,
    asks_what_is_unknown,
    attribute_asked,
)
from assistant.writing.countries import tells_of_another_country
from assistant.writing.gaps import holds_more_of_what_is_asked, leads_in_score, misses_the_type
from assistant.writing.headings import words_of_question
from assistant.writing.matching import is_number
from assistant.writing.narrow import tells_narrowly
from assistant.writing.question import QuestionFeatures
from assistant.writing.section_questions import (
    heading_asks_for_another_type,
    section_asks_it,
    section_opens_with_an_answer,
)
from assistant.writing.sentences import CandidateSentence, match_candidates, names_another, states_unknown
from assistant.writing.support_features import FEATURES, background_of, support_features
from assistant.writing.told import tells_what_is_asked

Reason = Literal["", "weak", "gap", "premise", "no_evidence"]

SENTENCE_VOTE = 0.5
ASKED_VOTE = 3.0
READERS_VOTE = 3.0
NAMES_ALONE_COST = 2.0
UNKNOWN_WORDS_COST = 3.0
OTHER_TYPE_COST = 2.0
NONE_TOLD_COST = 3.0
ATTRIBUTE_COST = 5.0
COUNTRY_COST = 5.0
SAME_HEADING_GAIN = 4.0
ASKED_GAIN = 4.0
NOWHERE_COST = 6.0
"""Logits, set by hand; the regression of the calibration half gives 1.97 for a heading of another type
(docs/decisions/0002-abstention.md)."""
COUNTED = ("count", "amount", "share")
"""Types of answers that are of one country."""
LEAST_OF_ATTRIBUTE = 0.5
"""Of the words for an attribute, by weight, that a passage must hold to tell it."""
_MODEL = Path(__file__).with_name("support.json")


@dataclass(frozen=True, slots=True)
class Decision:
    """``probability`` is that of the evidence answering the question, from 0 to 1.

    The reason is that of abstaining, "gap" too where a gap is the answer; "premise" that of correcting the question.
    """

    status: Status
    reason: Reason
    probability: float


def decide(
    question: QuestionFeatures,
    candidates: Sequence[CandidateSentence],
    scores: NDArray[np.float64],
    nowhere: float = 0.0,
) -> Decision:
    """Whether to answer from ``candidates``, and why not.

    What is known and what is stated to be unknown compete: each is asked how well it fits the question, alone.  A
    question that asks what is unknown is answered from the latter.  ``nowhere``: see ``extractive.consider``.
    """
    if not candidates:
        return Decision("abstained", "no_evidence", 0.0)
    unknown = np.array([states_unknown(candidate) for candidate in candidates])
    beside = unknown & np.array([misses_the_type(question, candidate) for candidate in candidates])
    from_known = _answerability_of(question, candidates, scores, ~unknown)
    from_known = _probability(_logit(from_known) - NOWHERE_COST * nowhere)
    from_unknown = _answerability_of(question, candidates, scores, unknown & ~beside)
    limits = _model()["thresholds"]
    if asks_what_is_unknown(question.text) and unknown.any():
        return Decision("answered", "gap", max(from_unknown, from_known))
    lead = (
        _logit(from_unknown) - _logit(from_known) + SENTENCE_VOTE * leads_in_score(scores, unknown & ~beside, ~unknown)
    )
    asked = ASKED_VOTE * holds_more_of_what_is_asked(question, candidates, scores, unknown & ~beside)
    asked += READERS_VOTE * _asked_for_more(candidates, unknown)
    lead += asked
    answered = section_opens_with_an_answer(question, candidates, unknown)
    if _logit(from_unknown) + asked >= _logit(limits["gap"]) and lead > limits["gap_lead"] and not answered:
        return Decision("abstained", "gap", from_known)
    if from_known < limits["abstain"]:
        return Decision("abstained", "gap" if from_unknown >= limits["gap_cited"] else "weak", from_known)
    beside_it = not tells_what_is_asked(question, *_side(candidates, scores, ~unknown))
    return Decision("partial" if from_known < limits["partial"] or beside_it else "answered", "", from_known)


def _asked_for_more(candidates: Sequence[CandidateSentence], unknown: NDArray[np.bool_]) -> float:
    """How much more surely readers ask for a section that states a gap than for one that states what is known."""
    sure = np.array([candidate.asked for candidate in candidates])
    return float(sure[unknown].max(initial=0) - sure[~unknown].max(initial=0))


def answerability(
    question: QuestionFeatures,
    candidates: Sequence[CandidateSentence],
    scores: NDArray[np.float64],
    background: float | None = None,
) -> float:
    """Probability, from 0 to 1, that the candidates answer the question; ``scores`` as ``score_sentences`` gives."""
    if not candidates:
        return 0.0
    if background is None:
        background = background_of(candidates)
    model = _model()
    coefficients = np.array([model["coefficients"][name] for name in FEATURES])
    logit = float(support_features(question, candidates, scores, background) @ coefficients) + model["intercept"]
    if _holds_names_alone(question, candidates, scores):
        logit -= NAMES_ALONE_COST + UNKNOWN_WORDS_COST * _asks_in_unknown_words(question)
    best = candidates[int(scores.argmax())]
    if words_of_question(best.nearest_heading) == words_of_question(question.text):
        logit += SAME_HEADING_GAIN
    else:
        logit += ASKED_GAIN * best.asked
    about_another = bool(names_another(question, candidates)[int(scores.argmax())])
    if question.expects in COUNTED:
        logit -= COUNTRY_COST * tells_of_another_country(question.text, candidates, scores)
    asked_there = section_asks_it(question, candidates, scores)
    of_another_type = heading_asks_for_another_type(question, best) * (not asked_there)
    logit -= OTHER_TYPE_COST * max(of_another_type, float(about_another))
    logit -= ATTRIBUTE_COST * (not asked_there and _lacks_the_attribute(question, candidates, scores))
    if question.expects in BROADER and not states_unknown(best):
        logit -= NONE_TOLD_COST * (1 - tells_narrowly(question, candidates, scores))
    return _probability(logit)


def _answerability_of(
    question: QuestionFeatures,
    candidates: Sequence[CandidateSentence],
    scores: NDArray[np.float64],
    kept: NDArray[np.bool_],
) -> float:
    return answerability(question, *_side(candidates, scores, kept), background_of(candidates))


def _side(
    candidates: Sequence[CandidateSentence], scores: NDArray[np.float64], kept: NDArray[np.bool_]
) -> tuple[list[CandidateSentence], NDArray[np.float64]]:
    """The candidates kept, with their scores."""
    rows = np.flatnonzero(kept).tolist()
    return [candidates[row] for row in rows], scores[rows]


def _holds_names_alone(
    question: QuestionFeatures, candidates: Sequence[CandidateSentence], scores: NDArray[np.float64]
) -> bool:
    """Whether the best sentence's passage shares the question's names and nothing of what is asked about them."""
    asked = np.array([not term.name for term in question.terms], bool)
    if not asked.any() or asked.all():
        return False
    best = candidates[int(scores.argmax())].passage
    beside = [candidate for candidate in candidates if candidate.passage == best]
    return not np.maximum(*match_candidates(question, beside))[:, asked].any()


def _lacks_the_attribute(
    question: QuestionFeatures, candidates: Sequence[CandidateSentence], scores: NDArray[np.float64]
) -> bool:
    """Whether the best sentence's passage holds hardly a word of what is asked of a named thing: "turnover of OW2"."""
    words = attribute_asked(question.text)
    asked = [term.weight * (term.word in words and not (term.name or is_number(term.word))) for term in question.terms]
    weights = np.array(asked)
    if not weights.any() or not any(term.name for term in question.terms):
        return False  # "the function of insulin": told in other words, and no other thing's is taken for it
    best = candidates[int(scores.argmax())].passage
    beside = [candidate for candidate in candidates if candidate.passage == best]
    held = np.maximum(*match_candidates(question, beside)).max(axis=0)
    return bool(held @ weights < LEAST_OF_ATTRIBUTE * weights.sum())


def _asks_in_unknown_words(question: QuestionFeatures) -> bool:
    """Whether no page has any of the words that say what is asked of the names: "Who is married to X?"."""
    return not any(term.known for term in question.terms if not term.name)


def _probability(logit: float) -> float:
    return float(1 / (1 + np.exp(-logit)))


def _logit(probability: float) -> float:
    clipped = min(max(probability, 1e-9), 1 - 1e-9)
    return float(np.log(clipped / (1 - clipped)))


@lru_cache(maxsize=1)
def _model() -> dict[str, Any]:
    model: dict[str, Any] = json.loads(_MODEL.read_text("utf-8"))
    return model
