"""Whether the best sentences tell just what is asked, or only what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

import numpy as np

from assistant.verification.words import content_words, held
from assistant.writing.answer_types import (
    BROADER,
    asks_for_instructions,
    asks_of_the_future,
    asks_the_newest,
    asks_whether,
    asks_why,
    body_asked,
    expected_type,
    expected_types,
    kin_of,
    tells,
    tells_apart,
    tells_cause,
    tells_the_future,
    tells_the_newest,
)
from assistant.writing.narrow import LEADING, tells_narrowly
from assistant.writing.question import QuestionFeatures, Scores
from assistant.writing.section_questions import section_asks_it
from assistant.writing.sentences import CandidateSentence, holds_the_names, match_candidates, tells_answer

LEAST_TOLD = 0.25
"""Of what is asked, by weight, that the sentence which tells who must hold."""
LEAST_OF_ENTRIES = 0.2
"""Of what is asked, by weight, that entries of the catalogue must hold where they alone are to answer."""
RESTATED = 0.9
"""Of what is asked, by weight, from which on a sentence only says again what the question asks the cause of."""

_OF_A_NAME = ("person", "time", "place", "number")
_YEAR = re.compile(r"\b20\d\d\b")


def tells_what_is_asked(question: QuestionFeatures, candidates: Sequence[CandidateSentence], scores: Scores) -> bool:
    """Whether the leading sentences tell what is asked: the narrow type, who does just that, why, of all names
    and numbers.

    "Who runs ZenDiS?" finds what ZenDiS runs, and "Why did X want to join?" that X wanted to.
    """
    leading = [candidates[row] for row in np.flatnonzero(scores >= scores.max() - LEADING).tolist()]
    if any(lacks(question, leading) for lacks in (_lacks_a_number, _lacks_the_body, _lacks_a_name, _lacks_the_newest)):
        return False
    if all(one.entry for one in leading) and _is_beside_the_entries(question, leading):
        return section_asks_it(question, candidates, scores)
    if kin_of(question.expects) == "time" and _tells_another_time(question, leading):
        return section_asks_it(question, candidates, scores)
    if question.expects in BROADER:
        return tells_narrowly(question, candidates, scores) == 1
    if question.expects == "person" and len(expected_types(question.text)) == 1:
        asked_there = section_asks_it(question, candidates, scores)
        named = [one for one, holds in zip(leading, holds_the_names(question, leading), strict=True) if holds]
        return asked_there or any(_told_of_it(question, one, one.nearest_heading) >= LEAST_TOLD for one in named)
    if asks_why(question.text) and not all(term.name for term in question.terms):
        return any(map(_tells_a_cause, leading)) or all(_told_of_it(question, one) < RESTATED for one in leading)
    return question.expects != "" or not _names_apart(question, candidates)


def _told_of_it(
    question: QuestionFeatures, candidate: CandidateSentence, heading: str = "", but: Collection[str] = ()
) -> float:
    """How much of what is asked a sentence holds, with a heading, from 0 to 1 by weight, names left out and ``but``."""
    weights = {term.word: term.weight for term in question.terms if not term.name and term.word not in but}
    asked = [word for word in content_words(question.text, question.language) if word.folded in weights]
    told = [(candidate.text, candidate.language), (heading, candidate.language)]
    found = held(asked, question.text, told, question.language)
    total = sum(weights[word.folded] for word in asked)
    return (
        sum(weights[word.folded] for word, there in zip(asked, found, strict=True) if there) / total if total else 1.0
    )


def _tells_a_cause(candidate: CandidateSentence) -> bool:
    """Whether the sentence tells a cause or a purpose, or its section does."""
    told = tells_cause(candidate.text) or tells(candidate.text, "reason", "", ())
    return told or expected_type(candidate.nearest_heading) == "reason"


def _lacks_a_number(question: QuestionFeatures, leading: Sequence[CandidateSentence]) -> bool:
    """Whether a number of the question is in none of the leading sentences: "version 1.3" beside version 1.2."""
    numbers = np.array([any(map(str.isdigit, term.word)) for term in question.terms], bool)
    found = np.maximum(*match_candidates(question, leading))[:, numbers] > 0
    return not found.any(axis=0).all()


def _lacks_the_newest(question: QuestionFeatures, leading: Sequence[CandidateSentence]) -> bool:
    """Whether the version of today is asked, and no leading sentence says of one that it is."""
    return asks_the_newest(question.text) and not any(tells_the_newest(one.text) for one in leading)


def _is_beside_the_entries(question: QuestionFeatures, leading: Sequence[CandidateSentence]) -> bool:
    """Whether entries of the catalogue hold next to nothing of what is asked, or are to tell how to do something.

    Whatever is asked of a product finds what its entry tells; and what a product is for explains no one how to do it.
    """
    told = max(_told_of_it(question, one, one.nearest_heading) for one in leading)
    return told < LEAST_OF_ENTRIES or asks_for_instructions(question.text)


def _lacks_the_body(question: QuestionFeatures, leading: Sequence[CandidateSentence]) -> bool:
    """Whether none of the leading sentences names the kind of body that the question is after: "which banks ...?".

    It has to say something of what is asked of it too: "which school chose ...?" is not told by what is for schools.
    """
    kinds = content_words(body_asked(question.text), question.language)
    but = {word.folded for word in kinds}
    return bool(kinds) and not any(
        any(held(kinds, question.text, [(text, one.language)], question.language))
        and _told_of_it(question, one, one.nearest_heading, but) >= LEAST_TOLD
        for one in leading
        for text in (one.text, one.nearest_heading)
    )


def _lacks_a_name(question: QuestionFeatures, leading: Sequence[CandidateSentence]) -> bool:
    """Whether a name of a question after who, when, where or how many is in no leading sentence, nor above one."""
    if question.expects not in _OF_A_NAME:
        return False
    names = np.array([term.name for term in question.terms], bool)
    found = np.maximum(*match_candidates(question, leading))[:, names] > 0
    return not found.any(axis=0).all()


def _tells_another_time(question: QuestionFeatures, leading: Sequence[CandidateSentence]) -> bool:
    """Whether what is to come is told a past time alone, or entries of the catalogue alone are to tell when.

    Elsewhere a condition may tell it: "when may the old tool be switched off?".
    """
    told = [one.text for one in leading if tells_answer(question, one.text)]
    if told:
        return asks_of_the_future(question.text) and not any(map(_is_still_to_come, told))
    return all(one.entry for one in leading)


def _is_still_to_come(text: str) -> bool:
    """Whether a sentence names no year, or a later one, or of this year something planned or due."""
    years = [int(year) for year in _YEAR.findall(text)]
    latest, now = max(years, default=0), date.today().year
    return not years or latest > now or (latest == now and tells_the_future(text))


def _names_apart(question: QuestionFeatures, candidates: Sequence[CandidateSentence]) -> bool:
    """Whether no sentence, with its headings, holds all the names that the question joins: "Is X on Mastodon?".

    Of a yes or no, its passage has to hold what is said of them: "Does X use Y?" is not told by what else joins them.
    """
    names = np.array([term.name for term in question.terms], bool)
    if names.sum() < 2:
        return False
    found = np.maximum(*match_candidates(question, candidates))[:, names] > 0
    joining = [candidates[row] for row in np.flatnonzero(found.all(axis=1)).tolist()]
    if not asks_whether(question.text) or any(tells_apart(one.text) for one in joining):
        return not joining
    passages = {one.passage for one in joining}
    beside = [one for one in candidates if one.passage in passages]
    return not any(_told_of_it(question, one, one.nearest_heading) > 0 for one in beside)
