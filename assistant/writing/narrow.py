"""Narrow types of answer: a country, a count, a deadline, of which the best sentences have to tell one."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from assistant.verification.words import content_words, held
from assistant.writing.answer_types import counted, counted_alike, is_of_type, tellings
from assistant.writing.question import QuestionFeatures, Scores
from assistant.writing.sentences import CandidateSentence, tells_answer
from ingest.lexical import surface_terms, tokenise
from ingest.records import Language

LEADING = 2.0
"""How far below the best score a sentence may stand and still tell what a narrow type asks for."""
RELATED = ("country", "date", "deadline")
"""Narrow types told of many things: the sentence has to hold what is asked of them."""
SURELY_ASKED = 0.9
"""From here on, readers ask for the section in words so near that it need not hold them."""
COUNTS = ("count", "share")
"""Narrow types that are of something: the number has to stand beside it."""
OTHER_COUNT = 1 / 3
"""What a number of something else tells of the number asked for: the noun may be another for the same things."""
BESIDE = 8
"""Words between a number and what it counts: « 1 200 points », « les domaines ... sont au nombre de onze »."""
_BREAK = re.compile(r"[;:](?=\s)")
LEAST_STEM = 4
"""Letters of a stem that another may begin with and be of its family: « fondé », « fondateurs »."""


def tells_narrowly(question: QuestionFeatures, candidates: Sequence[CandidateSentence], scores: Scores) -> float:
    """How far the leading sentences tell the narrow type asked for, from 0 to 1: with what is asked of it.

    "Which countries fund X?" is not answered by the countries that have something else to do with X, and hardly "how
    many providers?" by a number of controls.
    """
    leading = np.flatnonzero(scores >= scores.max() - LEADING).tolist()
    return max(_tells_narrowly(question, candidates[row]) for row in leading)


def _tells_narrowly(question: QuestionFeatures, candidate: CandidateSentence) -> float:
    if not tells_answer(question, candidate.text):
        return 0.0
    if question.expects in COUNTS:
        return 1.0 if _counts(question, candidate) else OTHER_COUNT
    asked = [term.stem for term in question.terms if not term.name and not is_of_type(term.word, question.expects)]
    if question.expects not in RELATED or not asked or candidate.asked >= SURELY_ASKED:
        return 1.0
    told = tokenise(f"{candidate.nearest_heading} {candidate.text}", candidate.language)
    return float(
        any(_are_kin(stem, other) for stem in asked for other in told) or _says_it_otherwise(question, candidate)
    )


def _says_it_otherwise(question: QuestionFeatures, candidate: CandidateSentence) -> bool:
    """Whether a synonym of what is asked is in the sentence or its heading: the "founding" States started something."""
    asked = {term.word for term in question.terms if not (term.name or is_of_type(term.word, question.expects))}
    words = [word for word in content_words(question.text, question.language) if word.folded in asked]
    told = [(candidate.text, candidate.language), (candidate.nearest_heading, candidate.language)]
    return any(held(words, question.text, told, question.language))


def _counts(question: QuestionFeatures, candidate: CandidateSentence) -> bool:
    """Whether a number of the sentence stands beside what the question counts, or the section's heading counts it."""
    nouns, language = counted(question.text), candidate.language
    if not nouns or language != question.language:
        return True
    if _names_counted(nouns, counted(candidate.nearest_heading), language):
        return True
    for found in tellings(candidate.text, question.expects, question.text):
        before = surface_terms(_BREAK.split(candidate.text[: found.start()])[-1])[-BESIDE:]
        after = surface_terms(_BREAK.split(candidate.text[found.end() :])[0])[:BESIDE]
        if _names_counted(nouns, [*before, *after], language):
            return True
    return False


def _names_counted(nouns: Sequence[str], words: Sequence[str], language: Language) -> bool:
    """Whether one of the words is of the family of one of the nouns, or counts the same things."""
    stems = tokenise(" ".join(nouns), language)
    told = [stem for word in words for stem in tokenise(word, language)]
    return counted_alike(nouns, words) or any(_are_kin(stem, other) for stem in stems for other in told)


def _are_kin(stem: str, other: str) -> bool:
    short, long = sorted((stem, other), key=len)
    return short == long or (len(short) >= LEAST_STEM and long.startswith(short))
