"""Narrow types of answer: a country, a count, a deadline, of which the best sentences have to tell one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.writing.answer_types import is_of_type
from assistant.writing.question import QuestionFeatures, Scores
from assistant.writing.sentences import CandidateSentence, tells_answer
from ingest.lexical import tokenise

LEADING = 2.0
"""How far below the best score a sentence may stand and still tell what a narrow type asks for."""
RELATED = ("country", "date", "deadline")
"""Narrow types told of many things: the sentence has to hold what is asked of them."""
LEAST_STEM = 4
"""Letters of a stem that another may begin with and be of its family: « fondé », « fondateurs »."""


def tells_narrowly(question: QuestionFeatures, candidates: Sequence[CandidateSentence], scores: Scores) -> bool:
    """Whether one of the leading sentences tells the narrow type asked for, and holds something of what is asked of it.

    "Which countries fund X?" is not answered by the countries that have something else to do with X.
    """
    asked = [term.stem for term in question.terms if not term.name and not is_of_type(term.word, question.expects)]
    for row in np.flatnonzero(scores >= scores.max() - LEADING).tolist():
        one = candidates[row]
        if not tells_answer(question, one.text):
            continue
        if question.expects not in RELATED or not asked:
            return True
        told = tokenise(f"{one.nearest_heading} {one.text}", one.language)
        if any(_are_kin(stem, other) for stem in asked for other in told):
            return True
    return False


def _are_kin(stem: str, other: str) -> bool:
    short, long = sorted((stem, other), key=len)
    return short == long or (len(short) >= LEAST_STEM and long.startswith(short))
