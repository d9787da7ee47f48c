"""What a question brings to the choice of sentences: its terms, their weights, and the type of answer it expects."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.translations.table import across
from assistant.writing.answer_types import content_words, expected_type
from ingest.lexical import surface_terms, tokenise
from ingest.records import Language
from ingest.word_lists import idf_in_language

Vector = NDArray[np.float32]
Scores = NDArray[np.float64]

NAME = re.compile(r"(?<!^)\b(?:[A-ZÀ-Ý]|[a-z]+[A-Z])[\w-]*|\b\w*\d\w*|^\W*[A-Z]\w*[A-Z]\w*")


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of the question: folded, its stem, its weight, and whether the index knows it at all.

    ``translations`` holds the stems, in the other language, of what translates it, or the term that it is a word of.
    The weight is its squared idf, among the passages or in the language, whichever is smaller: "really" is rare in a
    few hundred pages, and carries no subject for that.  A name's is that among the passages.
    """

    word: str
    stem: str
    weight: float
    name: bool
    known: bool
    translations: frozenset[tuple[str, ...]] = frozenset()


@dataclass(frozen=True, slots=True)
class QuestionFeatures:
    """What the question brings: its query vector ``(d,)``, its terms and the type of answer it expects (or "")."""

    text: str
    language: Language
    vector: Vector
    terms: tuple[Term, ...]
    expects: str


def question_features(
    text: str, language: Language, vector: Vector, idf: Callable[[str], float], known: Callable[[str], bool]
) -> QuestionFeatures:
    """``idf`` takes a stem of ``language``; ``known`` tells whether any text of the index holds a folded word."""
    names = {word for match in NAME.findall(text) for word in surface_terms(match)}
    terms, translated = [], _translations(text, language)
    for word in dict.fromkeys(content_words(text)):
        stems = tokenise(word, language)
        if stems:
            rarity = idf(stems[0]) if word in names else min(idf(stems[0]), idf_in_language(word))
            terms.append(Term(word, stems[0], rarity**2, word in names, known(word), translated.get(word, frozenset())))
    # One word alone, or a name, asks what it is.
    expects = expected_type(text) or ("definition" if len(terms) == 1 else "")
    return QuestionFeatures(text, language, vector, tuple(terms), expects)


def _translations(text: str, language: Language) -> dict[str, frozenset[tuple[str, ...]]]:
    """For each folded word of a text, the stems of what translates it, or the words that it is one of."""
    other: Language = "en" if language == "fr" else "fr"
    found: dict[str, frozenset[tuple[str, ...]]] = {}
    for term in across(text, language):
        stems = frozenset(tuple(tokenise(word, other)) for word in term.translations) - {()}
        for word in surface_terms(term.text):
            found[word] = found.get(word, frozenset()) | stems
    return found


def term_weights(question: QuestionFeatures) -> Scores:
    """The weight of each term, the sum being 1; empty when the question has no term."""
    weights = np.array([term.weight for term in question.terms])
    share: Scores = weights / max(weights.sum(), 1e-9)
    return share
