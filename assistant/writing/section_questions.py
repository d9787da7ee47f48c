"""What the heading of a section asks, beside what a question asks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.writing.answer_types import (
    expected_type,
    expected_types,
    kin_of,
)
from assistant.writing.matching import match_terms, words_of
from assistant.writing.narrow import LEADING
from assistant.writing.question import QuestionFeatures, term_weights
from assistant.writing.sentences import CandidateSentence, holds_the_names, states_unknown, tells_answer

SAME_QUESTION = 0.9
"""Part of the question's terms, by weight, that a heading must hold to ask the same."""
LEAST_TO_SAY = 3
"""Terms of a question that a sentence must hold to say the same: with fewer, it may merely be about them."""


def heading_asks_for_another_type(question: QuestionFeatures, candidate: CandidateSentence) -> float:
    """How far the section answers another question: 1 where its heading asks who, say, and the question how many.

    A statement that something is not known often stands under another heading, and what a thing is takes in who, when
    and where: under "What is X?" a sentence that tells what is asked speaks half as much against itself.
    """
    asked = "" if states_unknown(candidate) else kin_of(expected_type(candidate.nearest_heading))
    if not (question.expects and asked) or asked in map(kin_of, [question.expects, *expected_types(question.text)]):
        return 0.0
    return 0.5 if asked == "definition" and tells_answer(question, candidate.text) else 1.0


def section_asks_it(
    question: QuestionFeatures, candidates: Sequence[CandidateSentence], scores: NDArray[np.float64]
) -> bool:
    """Whether one of the leading sentences tells what is asked in a section whose heading asks for that type."""
    person = question.expects == "person"  # "Who heads X?", in a section on the names that are asked about
    named = holds_the_names(question, candidates) if person else [True] * len(candidates)
    return any(
        named[row]
        and kin_of(expected_type(candidates[row].nearest_heading)) == kin_of(question.expects)
        and tells_answer(question, candidates[row].text)
        for row in np.flatnonzero(scores >= scores.max() - LEADING).tolist()
    )


def section_opens_with_an_answer(
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


def _heading_asks_the_same(question: QuestionFeatures, candidate: CandidateSentence) -> bool:
    """Whether the section's heading asks for the same type of thing, or a yes or no, about the same terms."""
    heading, language = candidate.nearest_heading, candidate.language
    if kin_of(expected_type(heading)) != kin_of(question.expects) or not (question.expects or heading.endswith("?")):
        return False
    held = match_terms(question, [words_of(heading, language)], [language]) @ term_weights(question)
    return bool(held[0] >= SAME_QUESTION)


def _says_the_same(question: QuestionFeatures, candidate: CandidateSentence) -> bool:
    """Whether a sentence holds the terms of a question after a yes or no."""
    if question.expects or len(question.terms) < LEAST_TO_SAY:
        return False
    language = candidate.language
    held = match_terms(question, [words_of(candidate.text, language)], [language]) @ term_weights(question)
    return bool(held[0] >= SAME_QUESTION)
