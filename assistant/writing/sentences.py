"""Scores the sentences of the evidence against a question.

Everything here works on plain values: no store and no model is needed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.glossary import GLOSSARY_DOCUMENTS
from assistant.writing.answer_types import (
    ANSWER_TYPES,
    BROADER,
    asks_for_several,
    asks_if_one,
    attribute_asked,
    expected_type,
    kin_of,
    says_unknown,
    tells,
    tells_apart,
    tells_cause,
    tells_several,
)
from assistant.writing.headings import words_of_question
from assistant.writing.matching import match_terms, words_of
from assistant.writing.question import NAME, QuestionFeatures, Scores, Vector, term_weights
from ingest.lexical import surface_terms
from ingest.records import Language

_MODEL = Path(__file__).with_name("sentences.json")

_QUESTION = "question"  # its stem in both languages
_DEPENDENCE = ("dependance", "dependency")
"""What a thing that is hard to leave is, in the documents' words: they tell what it comes from."""
HEADING_PRIOR = 4.0
HEADING_TYPE_PRIOR = 1.5
SAME_HEADING_PRIOR = 4.0
ASKED_PRIOR = 4.0
ASKS_COST = 3.0
SEVERAL_PRIOR = 1.5
CAUSE_PRIOR = 2.5
DIFFERENCE_PRIOR = 2.0
DEFINITION_COST = 6.0
ENTRY_COST = 3.0
"""Logits; set by hand with our own cases and suites in sight (docs/decisions/0002-abstention.md)."""
OTHER_TYPE_SHARE = 0.5
"""Of the heading prior, for a section whose heading asks where, say, and the question who, or names another thing."""
GLOSSARY_SHARE = 0.3
"""Of the heading prior, for a definition whose term is named where something else than a definition is asked for."""


@dataclass(frozen=True, slots=True)
class CandidateSentence:
    """A sentence of a retrieved passage.

    ``vector`` is its late-pooled vector and ``passage_cosine`` the passage's cosine to the query, both in the space
    of the query vector (centred alike).  ``passage_rank`` counts from 1, ``position`` from 0; ``start`` is the
    sentence's place in its document.  ``work`` is one id for a document and its translations; ``gap`` marks passages
    that state what is not known, ``entry`` those of one entry of the catalogue.  ``asked`` tells, up to 1, how surely
    readers ask for its section in words like the question's.
    """

    text: str
    language: Language
    vector: Vector
    passage: str
    passage_rank: int
    passage_cosine: float
    position: int
    start: int
    document: str
    work: str = ""
    heading: str = ""
    gap: bool = False
    entry: bool = False
    asked: float = 0.0

    @property
    def nearest_heading(self) -> str:
        """The heading of the sentence's own section; ``heading`` holds all those above it."""
        return self.heading.rpartition(" > ")[2]


FEATURES = (
    "cosine",
    "reciprocal_rank",
    "coverage",
    "coverage_with_previous",
    "passage_coverage",
    *(f"tells_{name}" for name in ANSWER_TYPES if name not in BROADER),
    "position",
    "length",
    "news",
)


def sentence_features(question: QuestionFeatures, candidates: Sequence[CandidateSentence]) -> Scores:
    """One row a candidate and one column a name of ``FEATURES``, shape ``(len(candidates), len(FEATURES))``."""
    weights = term_weights(question)
    matches, headings = match_candidates(question, candidates)
    previous = previous_of(candidates)
    with_previous = np.maximum(matches, np.where(previous[:, None] >= 0, matches[previous], 0))
    told = np.array([tells_answer(question, candidate.text) for candidate in candidates], float)
    words = [words_of(candidate.text, candidate.language).words for candidate in candidates]
    asked = {term.word for term in question.terms}
    columns: dict[str, Any] = {
        "cosine": np.stack([candidate.vector for candidate in candidates]) @ question.vector,
        "reciprocal_rank": [1 / candidate.passage_rank for candidate in candidates],
        "coverage": matches @ weights,
        "coverage_with_previous": with_previous @ weights,
        "passage_coverage": _by_passage(candidates, np.maximum(matches, headings)) @ weights,
        **{f"tells_{name}": told * (BROADER.get(question.expects, question.expects) == name) for name in ANSWER_TYPES},
        "position": np.log1p([candidate.position for candidate in candidates]),
        "length": np.log([max(len(candidate.text), 10) for candidate in candidates]),
        "news": np.log1p([len(found - asked) for found in words]),
    }
    return np.column_stack([np.asarray(columns[name], float) for name in FEATURES])


def holds_the_names(question: QuestionFeatures, candidates: Sequence[CandidateSentence]) -> list[bool]:
    """Which sentences hold all the names of the question, by themselves or by what stands above them."""
    names = np.array([term.name for term in question.terms], bool)
    found = np.maximum(*match_candidates(question, candidates))[:, names] > 0
    return [bool(row.all()) for row in found]


def match_candidates(question: QuestionFeatures, candidates: Sequence[CandidateSentence]) -> tuple[Scores, Scores]:
    """How far each sentence, and the headings above it, hold each term: two arrays ``(candidates, terms)``."""
    texts = [words_of(candidate.text, candidate.language) for candidate in candidates]
    headings = list(dict.fromkeys((candidate.heading, candidate.language) for candidate in candidates))
    of_headings = match_terms(question, [words_of(*one) for one in headings], [language for _, language in headings])
    rows = {heading: row for row, heading in enumerate(headings)}
    above: Scores = of_headings[[rows[candidate.heading, candidate.language] for candidate in candidates]]
    return match_terms(question, texts, [candidate.language for candidate in candidates]), above


def _by_passage(candidates: Sequence[CandidateSentence], matches: Scores) -> Scores:
    """Each row replaced by the best of its passage, term by term."""
    passages = np.unique([candidate.passage for candidate in candidates], return_inverse=True)[1]
    best = np.zeros((passages.max() + 1, matches.shape[1]))
    np.maximum.at(best, passages, matches)
    joined: Scores = best[passages]
    return joined


def tells_answer(question: QuestionFeatures, text: str) -> bool:
    """Whether ``text`` holds something of the type that the question expects."""
    return tells(text, question.expects, question.text, {term.word for term in question.terms})


def states_unknown(candidate: CandidateSentence) -> bool:
    """Whether the sentence says that something is not known, by its document's mark or by its own words."""
    return candidate.gap or says_unknown(candidate.text, candidate.language)


def previous_of(candidates: Sequence[CandidateSentence]) -> NDArray[np.int64]:
    """For each candidate, the index of the sentence before it in its passage, or -1."""
    places = {(candidate.passage, candidate.position): i for i, candidate in enumerate(candidates)}
    return np.array([places.get((c.passage, c.position - 1), -1) for c in candidates], np.int64)


@lru_cache(maxsize=1)
def load_weights() -> Scores:
    """The learned coefficients, in the order of ``FEATURES``."""
    coefficients = json.loads(_MODEL.read_text("utf-8"))["coefficients"]
    return np.array([float(coefficients[name]) for name in FEATURES])


def score_sentences(question: QuestionFeatures, candidates: Sequence[CandidateSentence]) -> Scores:
    """One score a candidate, shape ``(len(candidates),)``; higher is better, comparable within one question only.

    A linear model, learned by ``python -m evals.train_answers``, and a prior that the public sets cannot teach, since
    their passages have no headings: a section whose heading asks the question is where its answer stands.
    """
    if not candidates:
        return np.zeros(0)
    scores: Scores = sentence_features(question, candidates) @ load_weights() + _heading_prior(question, candidates)
    unnamed = np.array([_is_of_an_entry_unnamed(question, candidate) for candidate in candidates], float)
    return scores + _shape_prior(question, [candidate.text for candidate in candidates]) - ENTRY_COST * unnamed


def _is_of_an_entry_unnamed(question: QuestionFeatures, candidate: CandidateSentence) -> bool:
    """Whether the sentence tells of one entry of the catalogue, and the question does not: "to leave a forge"."""
    title = candidate.heading.partition(" > ")[0]
    return candidate.entry and {term.word for term in question.terms}.isdisjoint(surface_terms(title))


def _shape_prior(question: QuestionFeatures, texts: Sequence[str]) -> Scores:
    """What a sentence's shape tells: one that asks does not answer, one that lists or tells a cause may."""
    asks = np.array([text.rstrip(' »”"').endswith("?") for text in texts], float)
    lists = np.array([tells_several(text) for text in texts], float)
    unasked = all(term.stem != _QUESTION for term in question.terms)
    caused = question.expects == "reason" or any(term.word in _DEPENDENCE for term in question.terms)
    causes = np.array([caused and tells_cause(text) for text in texts], float)
    prior: Scores = SEVERAL_PRIOR * lists * asks_for_several(question.text) + CAUSE_PRIOR * causes
    apart = np.array([asks_if_one(question.text) and tells_apart(text) for text in texts], float)
    prior += DIFFERENCE_PRIOR * apart - ASKS_COST * asks * unasked
    return prior


def _heading_prior(question: QuestionFeatures, candidates: Sequence[CandidateSentence]) -> Scores:
    """How far the headings above each sentence hold the question's terms, more where the nearest asks for them too."""
    weights = term_weights(question)
    nearest = [candidate.nearest_heading for candidate in candidates]
    languages = [candidate.language for candidate in candidates]
    asked = match_terms(question, [words_of(*one) for one in zip(nearest, languages, strict=True)], languages) @ weights
    wanted = kin_of(question.expects)
    kins = [kin_of(expected_type(heading)) for heading in nearest]
    same_type = [bool(wanted) and kin == wanted for kin in kins]
    other_type = [bool(wanted and kin) and kin not in (wanted, "definition") for kin in kins]
    elsewhere = np.array(other_type) | names_another(question, candidates)
    held = match_candidates(question, candidates)[1] @ weights
    held *= np.where(elsewhere, OTHER_TYPE_SHARE, 1)
    if question.expects not in ("definition", "reason"):
        held *= np.where([candidate.document in GLOSSARY_DOCUMENTS for candidate in candidates], GLOSSARY_SHARE, 1)
    idle = np.array([_defines_alone(question, candidate) for candidate in candidates], float)
    question_words = words_of_question(question.text)
    same = [words_of_question(heading) == question_words for heading in nearest]
    typed = HEADING_TYPE_PRIOR * asked * (np.array(same_type) & ~elsewhere)
    prior: Scores = HEADING_PRIOR * held + typed + SAME_HEADING_PRIOR * np.array(same, float)
    prior += ASKED_PRIOR * np.array([candidate.asked for candidate in candidates])
    return prior - DEFINITION_COST * idle


def names_another(question: QuestionFeatures, candidates: Sequence[CandidateSentence]) -> NDArray[np.bool_]:
    """Whether each sentence's section is about another name than the question's, which the sentence lacks too.

    "Who runs OW2?" is near to "Who runs EuroCommons?", and answers it not at all.  Of "the CEO of Vates", the CEO is
    what is asked of the name.
    """
    named = {heading: _names_in(heading) for heading in {candidate.heading for candidate in candidates}}
    known = frozenset().union(*named.values())
    asked = {term.word for term in question.terms if term.name or term.word in known}
    asked = asked - attribute_asked(question.text) or asked
    return np.array([_is_about_another(asked, candidate) for candidate in candidates], bool)


def _is_about_another(asked: set[str], candidate: CandidateSentence) -> bool:
    heading, language = candidate.nearest_heading, candidate.language
    held = words_of(heading, language).meant | words_of(candidate.text, language).meant
    asks = heading.endswith("?")  # a title only says what the page is about
    return bool(asks and asked and _names_in(heading)) and asked.isdisjoint(held)


@lru_cache(maxsize=5_000)
def _names_in(heading: str) -> frozenset[str]:
    """The folded words of the names in a heading."""
    return frozenset(word for name in NAME.findall(heading) for word in surface_terms(name))


def _defines_alone(question: QuestionFeatures, candidate: CandidateSentence) -> bool:
    """Whether a definition holds nothing of what is asked but the term that it defines, and no definition is asked for.

    « Qu'est-ce qui rend difficile de quitter une forge ? » is not answered by what a forge is, nor "when?" by a
    definition without a date.
    """
    if candidate.document not in GLOSSARY_DOCUMENTS or question.expects == "definition":
        return False
    if question.expects not in ("", "reason") and not tells_answer(question, candidate.text):
        return True
    texts = [words_of(candidate.nearest_heading, candidate.language), words_of(candidate.text, candidate.language)]
    named, held = match_terms(question, texts, [candidate.language] * 2)
    asked = named == 0
    return bool(asked.any()) and not (held[asked] > 0).any()
