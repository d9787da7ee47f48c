"""Scores the sentences of the evidence against a question, and chooses the few that answer it.

Everything here works on plain values: no store and no model is needed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from ingest.lexical import fold, surface_terms, tokenise
from ingest.records import Language

Vector = NDArray[np.float32]
Scores = NDArray[np.float64]

_HERE = Path(__file__).parent
_PATTERNS: dict[str, Any] = json.loads((_HERE / "answer_types.json").read_text("utf-8"))
_ASKS = {kind["name"]: re.compile("|".join(kind["asks"])) for kind in _PATTERNS["types"]}
_TELLS = {kind["name"]: [re.compile(tell) for tell in kind["tells"]] for kind in _PATTERNS["types"]}
_OPENS = {language: re.compile(rf"(?i)(?:{_PATTERNS['opens'][language]})(?!\w|-)") for language in ("fr", "en")}
_STUBS = re.compile(rf"(?i)\W*(?:{_PATTERNS['stubs']['fr']}|{_PATTERNS['stubs']['en']})\b[^.!?]{{0,40}}:?\s*$")
_FRAME = frozenset(_PATTERNS["frame"]["words"].split())

_NAME = re.compile(r"(?<!^)\b(?:[A-ZÀ-Ý]|[a-z]+[A-Z])[\w-]*|\b\w*\d\w*|^\W*[A-Z]\w*[A-Z]\w*")
_COGNATE = 6
_FUZZY_CUTOFF = 82.0
_INEXACT = 0.8
_SUBJECT_WORDS = 8


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of the question: folded, its stem, its squared idf, and whether the index knows it at all."""

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


@dataclass(frozen=True, slots=True)
class _Words:
    stems: frozenset[str]
    words: frozenset[str]
    cognates: frozenset[str]


def question_features(
    text: str, language: Language, vector: Vector, idf: Callable[[str], float], known: Callable[[str], bool]
) -> QuestionFeatures:
    """``idf`` takes a stem of ``language``; ``known`` tells whether any text of the index holds a folded word."""
    names = {word for match in _NAME.findall(text) for word in surface_terms(match)}
    terms = []
    for word in dict.fromkeys(surface_terms(text)):
        stems = tokenise(word, language)
        if stems and word not in _FRAME:
            terms.append(Term(word, stems[0], idf(stems[0]) ** 2, word in names, known(word)))
    return QuestionFeatures(text, language, vector, tuple(terms), expected_type(text))


def expected_type(question: str) -> str:
    """The type of answer expected, a name of ``answer_types.json``, or "" when the question does not tell."""
    folded = fold(question)
    return next((name for name, asks in _ASKS.items() if asks.search(folded)), "")


TYPES = tuple(_ASKS)
FEATURES = (
    "cosine",
    "standing",
    "next_cosine",
    "previous_cosine",
    "passage_cosine",
    "reciprocal_rank",
    "coverage",
    "rarest",
    "passage_coverage",
    "coverage_with_previous",
    "names",
    "heading",
    *(f"tells_{name}" for name in TYPES),
    "covers_and_tells",
    "first",
    "position",
    "length",
    "short",
    "leans",
    "asks",
    "news",
)


def sentence_features(question: QuestionFeatures, candidates: Sequence[CandidateSentence]) -> Scores:
    """One row a candidate and one column a name of ``FEATURES``, shape ``(len(candidates), len(FEATURES))``."""
    languages = [candidate.language for candidate in candidates]
    words = [words_of(candidate.text, candidate.language) for candidate in candidates]
    weights = np.array([term.weight for term in question.terms])
    weights = weights / max(weights.sum(), 1e-9)
    matches = match_terms(question, words, languages)
    headings = match_terms(question, [words_of(c.heading, c.language) for c in candidates], languages)
    names = np.array([term.name for term in question.terms], bool)
    cosine = np.stack([candidate.vector for candidate in candidates]) @ question.vector
    previous, following = _beside(candidates, -1), _beside(candidates, 1)
    tells = np.array([tells_answer(question, candidate.text) for candidate in candidates], float)
    asked = {term.word for term in question.terms}
    position = np.array([candidate.position for candidate in candidates], float)
    length = np.array([len(candidate.text) for candidate in candidates], float)
    columns: dict[str, Any] = {
        "cosine": cosine,
        "standing": (cosine - cosine.mean()) / max(cosine.std(), 1e-6),
        "next_cosine": np.where(following >= 0, cosine[following], cosine.min()),
        "previous_cosine": np.where(previous >= 0, cosine[previous], cosine.min()),
        "passage_cosine": [candidate.passage_cosine for candidate in candidates],
        "reciprocal_rank": [1 / candidate.passage_rank for candidate in candidates],
        "coverage": matches @ weights,
        "rarest": matches[:, int(weights.argmax())] if len(weights) else np.zeros(len(candidates)),
        "passage_coverage": _by_passage(candidates, np.maximum(matches, headings)) @ weights,
        "coverage_with_previous": np.maximum(matches, np.where(previous[:, None] >= 0, matches[previous], 0)) @ weights,
        "names": matches[:, names].mean(axis=1) if names.any() else np.zeros(len(candidates)),
        "heading": headings @ weights,
        **{f"tells_{name}": tells * (question.expects == name) for name in TYPES},
        "covers_and_tells": tells * (matches @ weights),
        "first": position == 0,
        "position": np.log1p(position),
        "length": np.log(np.maximum(length, 10)),
        "short": length < 40,
        "leans": [leans(candidate) for candidate in candidates],
        "asks": [candidate.text.rstrip().endswith("?") for candidate in candidates],
        "news": [np.log1p(len(found.words - asked)) for found in words],
    }
    return np.column_stack([np.asarray(columns[name], float) for name in FEATURES])


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
    cognates = frozenset(word[:_COGNATE] for word in words if len(word) >= _COGNATE)
    return _Words(frozenset(tokenise(text, language)), words, cognates)


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
            if term.word in text.words or (language == question.language and term.stem in text.stems):
                matches[row, column] = 1
            elif (near is not None and near in text.words) or (
                language != question.language and term.word[:_COGNATE] in text.cognates
            ):
                matches[row, column] = _INEXACT
    return matches


def _nearest(word: str, vocabulary: list[str]) -> str | None:
    if len(word) < 4 or any(character.isdigit() for character in word):
        return None
    found = process.extractOne(word, vocabulary, scorer=fuzz.ratio, score_cutoff=_FUZZY_CUTOFF)
    return None if found is None else str(found[0])


def tells_answer(question: QuestionFeatures, text: str) -> bool:
    """Whether ``text`` holds something of the expected type, beyond what the question itself says.

    A definition starts with what it defines: "X is ..." counts, "... where X is ..." does not.
    """
    asked = fold(question.text)
    for tell in _TELLS.get(question.expects, ()):
        for match in tell.finditer(text):
            if question.expects == "definition":
                return _names_subject(question, text[: match.start()])
            if match[0].strip() and fold(match[0]) not in asked:
                return True
    return False


def _names_subject(question: QuestionFeatures, opening: str) -> bool:
    words = surface_terms(opening)
    return len(words) <= _SUBJECT_WORDS and any(term.word in words for term in question.terms)


def leans(candidate: CandidateSentence) -> bool:
    """Whether the sentence starts with a word that points back to the sentence before."""
    return bool(_OPENS[candidate.language].match(candidate.text.lstrip("«»\"“”'*-• ")))


def is_stub(text: str) -> bool:
    """Whether the line only announces a list, points elsewhere or is a heading."""
    stripped = text.strip()
    bare = len(stripped.split()) < 4 and not re.search(r"[.!?]$", stripped)
    return bare or stripped.endswith(":") or bool(_STUBS.match(stripped))


def _beside(candidates: Sequence[CandidateSentence], step: int) -> NDArray[np.int64]:
    """For each candidate, the index of the sentence ``step`` places on in its passage, or -1."""
    places = {(candidate.passage, candidate.position): i for i, candidate in enumerate(candidates)}
    return np.array([places.get((c.passage, c.position + step), -1) for c in candidates], np.int64)


def load_weights(name: str) -> tuple[Mapping[str, float], float]:
    """The learned coefficients of one model by feature, and its intercept."""
    model = json.loads((_HERE / "weights.json").read_text("utf-8"))[name]
    return model["coefficients"], float(model["intercept"])


def score_sentences(question: QuestionFeatures, candidates: Sequence[CandidateSentence]) -> Scores:
    """One score a candidate, higher is better; comparable within one question only."""
    if not candidates:
        return np.zeros(0)
    return sentence_features(question, candidates) @ _weights()
