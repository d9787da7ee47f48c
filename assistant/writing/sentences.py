"""Scores the sentences of the evidence against a question.

Everything here works on plain values: no store and no model is needed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from assistant.glossary import GLOSSARY_DOCUMENTS, find_terms
from assistant.verification.value_tokens import number_words
from assistant.writing.answer_types import (
    ANSWER_TYPES,
    BROADER,
    asks_for_several,
    content_words,
    expected_type,
    says_unknown,
    tells,
    tells_several,
)
from assistant.writing.headings import words_of_question
from ingest.lexical import COGNATE, COGNATE_SHARE, surface_terms, tokenise
from ingest.records import LANGUAGES, Language
from ingest.word_lists import idf_in_language

Vector = NDArray[np.float32]
Scores = NDArray[np.float64]

_MODEL = Path(__file__).with_name("sentences.json")

_NAME = re.compile(r"(?<!^)\b(?:[A-ZÀ-Ý]|[a-z]+[A-Z])[\w-]*|\b\w*\d\w*|^\W*[A-Z]\w*[A-Z]\w*")
_NUMBERS = {
    word: str(number)
    for words in number_words()["units"].values()
    for word, number in words.items()
    if number > 1 and word != "neuf"  # « neuf » is also "new"
}
_QUESTION = "question"  # its stem in both languages
_FUZZY_CUTOFF = 82.0
_STUMP = 5

HEADING_PRIOR = 4.0
HEADING_TYPE_PRIOR = 1.5
SAME_HEADING_PRIOR = 4.0
ASKS_COST = 3.0
SEVERAL_PRIOR = 1.5
GLOSSARY_SHARE = 0.3
"""Of the heading prior, for a definition whose term is named where something else than a definition is asked for."""
"""Logits; set by hand with our own cases and suites in sight (docs/decisions/0002-abstention.md)."""


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of the question: folded, its stem, its weight, and whether the index knows it at all.

    The weight is its squared idf, among the passages or in the language, whichever is smaller: "really" is rare in a
    few hundred pages, and carries no subject for that.  A name's is that among the passages.
    """

    word: str
    stem: str
    weight: float
    name: bool
    known: bool


@dataclass(frozen=True, slots=True)
class QuestionFeatures:
    """What the question brings: its query vector ``(d,)``, its terms and the type of answer it expects (or "")."""

    text: str
    language: Language
    vector: Vector
    terms: tuple[Term, ...]
    expects: str


@dataclass(frozen=True, slots=True)
class CandidateSentence:
    """A sentence of a retrieved passage.

    ``vector`` is its late-pooled vector and ``passage_cosine`` the passage's cosine to the query, both in the space
    of the query vector (centred alike).  ``passage_rank`` counts from 1, ``position`` from 0; ``start`` is the
    sentence's place in its document.  ``work`` is one id for a document and its translations; ``gap`` marks passages
    that state what is not known.
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

    @property
    def nearest_heading(self) -> str:
        """The heading of the sentence's own section; ``heading`` holds all those above it."""
        return self.heading.rpartition(" > ")[2]


@dataclass(frozen=True, slots=True)
class _Words:
    """``meant`` holds the words of every name, in both languages, of the glossary's terms that a text names, and the
    digits of its numbers in words."""

    stems: frozenset[str]
    words: frozenset[str]
    cognates: frozenset[str]
    meant: frozenset[str]


def question_features(
    text: str, language: Language, vector: Vector, idf: Callable[[str], float], known: Callable[[str], bool]
) -> QuestionFeatures:
    """``idf`` takes a stem of ``language``; ``known`` tells whether any text of the index holds a folded word."""
    names = {word for match in _NAME.findall(text) for word in surface_terms(match)}
    terms = []
    for word in dict.fromkeys(content_words(text)):
        stems = tokenise(word, language)
        if stems:
            rarity = idf(stems[0]) if word in names else min(idf(stems[0]), idf_in_language(word))
            terms.append(Term(word, stems[0], rarity**2, word in names, known(word)))
    # One word alone, or a name, asks what it is.
    expects = expected_type(text) or ("definition" if len(terms) == 1 else "")
    return QuestionFeatures(text, language, vector, tuple(terms), expects)


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


def term_weights(question: QuestionFeatures) -> Scores:
    """The weight of each term, the sum being 1; empty when the question has no term."""
    weights = np.array([term.weight for term in question.terms])
    share: Scores = weights / max(weights.sum(), 1e-9)
    return share


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


@lru_cache(maxsize=20_000)
def words_of(text: str, language: Language) -> _Words:
    """The stems and folded words of a text, and the beginnings that words of both languages share."""
    words = frozenset(surface_terms(text))
    cognates = frozenset(word[:COGNATE] for word in words if len(word) >= COGNATE)
    return _Words(frozenset(tokenise(text, language)), words, cognates, _meant(text, words))


def _meant(text: str, words: frozenset[str]) -> frozenset[str]:
    terms = {named.term.id: named.term for named in find_terms(text)}.values()
    names = [name for term in terms for language in LANGUAGES for name in term.names(language)]
    return frozenset([*(word for name in names for word in surface_terms(name)), *map(_digits, words)])


def _digits(word: str) -> str:
    """A small number's digits ("four", « quatre »), any other word itself."""
    return _NUMBERS.get(word, word)


def match_terms(question: QuestionFeatures, texts: Sequence[_Words], languages: Sequence[Language]) -> Scores:
    """How far each text holds each term, from 0 to 1, shape ``(texts, terms)``.

    By stem within a language; by the same word or a shared beginning across languages; a word that the index does
    not know is taken for a misspelling of the nearest word, if one is near.
    """
    vocabulary = list(frozenset().union(*(text.words for text in texts))) if texts else []
    matches = np.zeros((len(texts), len(question.terms)))
    for column, term in enumerate(question.terms):
        near = None if term.known else _nearest(term.word, vocabulary)
        for row, (text, language) in enumerate(zip(texts, languages, strict=True)):
            same_stem = language == question.language and term.stem in text.stems
            if same_stem or term.word in text.words or _digits(term.word) in text.meant:
                matches[row, column] = 1
            elif (near is not None and near in text.words) or (
                language != question.language and term.word[:COGNATE] in text.cognates
            ):
                matches[row, column] = COGNATE_SHARE
    return matches


def _nearest(word: str, vocabulary: list[str]) -> str | None:
    if len(word) < 4 or any(character.isdigit() for character in word):
        return None
    if len(word) >= _STUMP and (longer := [other for other in vocabulary if other.startswith(word)]):
        return min(longer, key=len)  # "techno", "asso", "visio": people cut words short
    found = process.extractOne(word, vocabulary, scorer=fuzz.ratio, score_cutoff=_FUZZY_CUTOFF)
    return None if found is None else str(found[0])


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
    return scores + _shape_prior(question, [candidate.text for candidate in candidates])


def _shape_prior(question: QuestionFeatures, texts: Sequence[str]) -> Scores:
    """What a sentence's shape tells: one that asks does not answer, one that lists does where several are asked for."""
    asks = np.array([text.rstrip(' »”"').endswith("?") for text in texts], float)
    lists = np.array([tells_several(text) for text in texts], float)
    unasked = all(term.stem != _QUESTION for term in question.terms)
    prior: Scores = SEVERAL_PRIOR * lists * asks_for_several(question.text) - ASKS_COST * asks * unasked
    return prior


def _heading_prior(question: QuestionFeatures, candidates: Sequence[CandidateSentence]) -> Scores:
    """How far the headings above each sentence hold the question's terms, more where the nearest asks for them too."""
    weights = term_weights(question)
    nearest = [candidate.nearest_heading for candidate in candidates]
    languages = [candidate.language for candidate in candidates]
    asked = match_terms(question, [words_of(*one) for one in zip(nearest, languages, strict=True)], languages) @ weights
    same_type = [bool(question.expects) and expected_type(heading) == question.expects for heading in nearest]
    held = match_candidates(question, candidates)[1] @ weights
    if question.expects not in ("definition", "reason"):
        held *= np.where([candidate.document in GLOSSARY_DOCUMENTS for candidate in candidates], GLOSSARY_SHARE, 1)
    question_words = words_of_question(question.text)
    same = [words_of_question(heading) == question_words for heading in nearest]
    typed, verbatim = (
        HEADING_TYPE_PRIOR * asked * np.array(same_type, float),
        SAME_HEADING_PRIOR * np.array(same, float),
    )
    prior: Scores = HEADING_PRIOR * held + typed + verbatim
    return prior
