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
    expected_type,
    kin_of,
)
from assistant.writing.gaps import holds_more_of_what_is_asked, leads_in_score, misses_the_type
from assistant.writing.headings import words_of_question
from assistant.writing.matching import match_terms, words_of
from assistant.writing.narrow import LEADING, tells_narrowly
from assistant.writing.question import QuestionFeatures, term_weights
from assistant.writing.sentences import CandidateSentence, match_candidates, names_another, states_unknown, tells_answer

Reason = Literal["", "weak", "gap", "premise", "no_evidence"]

COVERAGE_VOTE = 0.1
SENTENCE_VOTE = 0.5
ASKED_VOTE = 3.0
NAMES_ALONE_COST = 2.0
UNKNOWN_WORDS_COST = 3.0
OTHER_TYPE_COST = 2.0
NONE_TOLD_COST = 3.0
SAME_HEADING_GAIN = 4.0
"""Logits, set by hand; the regression of the calibration half gives 1.97 for a heading of another type
(docs/decisions/0002-abstention.md)."""
MOST_PASSAGES = 10
MOST_ABSENT = 0.3
"""Of the question's terms by weight: beyond, more names that the passage lacks say nothing more."""
SAME_QUESTION = 0.9
"""Part of the question's terms, by weight, that a heading must hold to ask the same."""
LEAST_TO_SAY = 3
"""Terms of a question that a sentence must hold to say the same: with fewer, it may merely be about them."""
_MODEL = Path(__file__).with_name("support.json")
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


@dataclass(frozen=True, slots=True)
class Decision:
    """``probability`` is that of the evidence answering the question, from 0 to 1.

    The reason is that of abstaining, "gap" too where a gap is the answer; "premise" that of correcting the question.
    """

    status: Status
    reason: Reason
    probability: float


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
        background = _background(candidates)
    model = _model()
    coefficients = np.array([model["coefficients"][name] for name in FEATURES])
    logit = float(support_features(question, candidates, scores, background) @ coefficients) + model["intercept"]
    if _holds_names_alone(question, candidates, scores):
        logit -= NAMES_ALONE_COST + UNKNOWN_WORDS_COST * _asks_in_unknown_words(question)
    best = candidates[int(scores.argmax())]
    if words_of_question(best.nearest_heading) == words_of_question(question.text):
        logit += SAME_HEADING_GAIN
    about_another = bool(names_another(question, candidates)[int(scores.argmax())])
    of_another_type = _heading_asks_for_another_type(question, best) * (
        not _section_asks_it(question, candidates, scores)
    )
    logit -= OTHER_TYPE_COST * max(of_another_type, float(about_another))
    if question.expects in BROADER and not states_unknown(best) and not tells_narrowly(question, candidates, scores):
        logit -= NONE_TOLD_COST
    return float(1 / (1 + np.exp(-logit)))


def _heading_asks_for_another_type(question: QuestionFeatures, candidate: CandidateSentence) -> float:
    """How far the section answers another question: 1 where its heading asks who, say, and the question how many.

    A statement that something is not known often stands under another heading, and what a thing is takes in who, when
    and where: under "What is X?" a sentence that tells what is asked speaks half as much against itself.
    """
    asked = "" if states_unknown(candidate) else kin_of(expected_type(candidate.nearest_heading))
    if not (question.expects and asked) or asked == kin_of(question.expects):
        return 0.0
    return 0.5 if asked == "definition" and tells_answer(question, candidate.text) else 1.0


def _section_asks_it(
    question: QuestionFeatures, candidates: Sequence[CandidateSentence], scores: NDArray[np.float64]
) -> bool:
    """Whether one of the leading sentences tells what is asked in a section whose heading asks for that type."""
    return any(
        kin_of(expected_type(candidates[row].nearest_heading)) == kin_of(question.expects)
        and tells_answer(question, candidates[row].text)
        for row in np.flatnonzero(scores >= scores.max() - LEADING).tolist()
    )


def _heading_asks_the_same(question: QuestionFeatures, candidate: CandidateSentence) -> bool:
    """Whether the section's heading asks for the same type of thing, or a yes or no, about the same terms."""
    heading, language = candidate.nearest_heading, candidate.language
    if kin_of(expected_type(heading)) != kin_of(question.expects) or not (question.expects or heading.endswith("?")):
        return False
    held = match_terms(question, [words_of(heading, language)], [language]) @ term_weights(question)
    return bool(held[0] >= SAME_QUESTION)


def _section_opens_with_an_answer(
    question: QuestionFeatures, candidates: Sequence[CandidateSentence], unknown: NDArray[np.bool_]
) -> bool:
    """Whether a section begins with what is known and asks the question, or says it, whatever it adds is not known."""
    gaps = {candidate.passage for candidate, open_question in zip(candidates, unknown, strict=True) if open_question}
    opening = [
        candidate
        for candidate, open_question in zip(candidates, unknown, strict=True)
        if candidate.position == 0 and not open_question
    ]
    return any(
        _heading_asks_the_same(question, candidate)
        or (candidate.passage in gaps and _says_the_same(question, candidate))
        for candidate in opening
    )


def _says_the_same(question: QuestionFeatures, candidate: CandidateSentence) -> bool:
    """Whether a sentence holds the terms of a question after a yes or no."""
    if question.expects or len(question.terms) < LEAST_TO_SAY:
        return False
    language = candidate.language
    held = match_terms(question, [words_of(candidate.text, language)], [language]) @ term_weights(question)
    return bool(held[0] >= SAME_QUESTION)


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


def _asks_in_unknown_words(question: QuestionFeatures) -> bool:
    """Whether no page has any of the words that say what is asked of the names: "Who is married to X?"."""
    return not any(term.known for term in question.terms if not term.name)


def decide(
    question: QuestionFeatures, candidates: Sequence[CandidateSentence], scores: NDArray[np.float64]
) -> Decision:
    """Whether to answer from ``candidates``, and why not.

    What is known and what is stated to be unknown compete: each is asked how well it fits the question, alone.  A
    question that asks what is unknown is answered from the latter.
    """
    if not candidates:
        return Decision("abstained", "no_evidence", 0.0)
    unknown = np.array([states_unknown(candidate) for candidate in candidates])
    beside = unknown & np.array([misses_the_type(question, candidate) for candidate in candidates])
    from_known = _answerability_of(question, candidates, scores, ~unknown)
    from_unknown = _answerability_of(question, candidates, scores, unknown & ~beside)
    limits = _model()["thresholds"]
    if asks_what_is_unknown(question.text) and unknown.any():
        return Decision("answered", "gap", max(from_unknown, from_known))
    lead = (
        _logit(from_unknown) - _logit(from_known) + SENTENCE_VOTE * leads_in_score(scores, unknown & ~beside, ~unknown)
    )
    lead += ASKED_VOTE * holds_more_of_what_is_asked(question, candidates, scores, unknown & ~beside)
    answered = _section_opens_with_an_answer(question, candidates, unknown)
    if from_unknown >= limits["gap"] and lead > limits["gap_lead"] and not answered:
        return Decision("abstained", "gap", from_known)
    if from_known < limits["abstain"]:
        return Decision("abstained", "gap" if from_unknown >= limits["gap_cited"] else "weak", from_known)
    return Decision("partial" if from_known < limits["partial"] else "answered", "", from_known)


def _answerability_of(
    question: QuestionFeatures,
    candidates: Sequence[CandidateSentence],
    scores: NDArray[np.float64],
    kept: NDArray[np.bool_],
) -> float:
    rows = np.flatnonzero(kept).tolist()
    return answerability(question, [candidates[row] for row in rows], scores[rows], _background(candidates))


def _logit(probability: float) -> float:
    clipped = min(max(probability, 1e-9), 1 - 1e-9)
    return float(np.log(clipped / (1 - clipped)))


def _background(candidates: Sequence[CandidateSentence]) -> float:
    """The median cosine of the best passages' sentences: what is added for its gaps alone would lower it."""
    ranks = sorted({candidate.passage_rank for candidate in candidates})
    last = ranks[:MOST_PASSAGES][-1]
    return float(np.median([one.passage_cosine for one in candidates if one.passage_rank <= last]))


@lru_cache(maxsize=1)
def _model() -> dict[str, Any]:
    model: dict[str, Any] = json.loads(_MODEL.read_text("utf-8"))
    return model
