"""How far texts hold the terms of a question: by stem, translation, other name, shared beginning, near spelling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from assistant.glossary import find_terms
from assistant.translations.table import across
from assistant.verification.value_tokens import number_words
from assistant.writing.question import QuestionFeatures, Scores, Term
from ingest.lexical import COGNATE, COGNATE_SHARE, surface_terms, tokenise
from ingest.records import LANGUAGES, Language

_NUMBERS = {
    word: str(number)
    for words in number_words()["units"].values()
    for word, number in words.items()
    if number > 1 and word != "neuf"  # « neuf » is also "new"
}
SYNONYM_SHARE = 0.5
"""What a synonym counts of the word itself."""
SAME_MEANING = 1 / 3
"""Of the translations of a word, the part that another shares to mean the same."""
_FUZZY_CUTOFF = 82.0
_STUMP = 5
TRANSLATED_SHARE = 0.25
"""What a translation counts of the word itself, where the question's own language has sentences as well."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Of one text: ``meant`` holds its ``words``, small numbers as digits, and the words of every name, in both
    languages, of the glossary's terms that it names.
    """

    text: str
    stems: frozenset[str]
    words: frozenset[str]
    cognates: frozenset[str]
    meant: frozenset[str]


@lru_cache(maxsize=20_000)
def words_of(text: str, language: Language) -> _Words:
    """The stems and folded words of a text, and the beginnings that words of both languages share."""
    words = frozenset(surface_terms(text))
    cognates = frozenset(word[:COGNATE] for word in words if len(word) >= COGNATE)
    return _Words(text, frozenset(tokenise(text, language)), words, cognates, _meant(text, words))


def _meant(text: str, words: frozenset[str]) -> frozenset[str]:
    terms = {named.term.id: named.term for named in find_terms(text)}.values()
    names = [name for term in terms for language in LANGUAGES for name in term.names(language)]
    return frozenset([*(word for name in names for word in surface_terms(name)), *map(_digits, words)])


def is_number(word: str) -> bool:
    """Whether a folded word is a number, in digits or in letters."""
    return word.isdigit() or word in _NUMBERS


def _digits(word: str) -> str:
    """A small number's digits ("four", « quatre »), any other word itself."""
    return _NUMBERS.get(word, word)


def match_terms(question: QuestionFeatures, texts: Sequence[_Words], languages: Sequence[Language]) -> Scores:
    """How far each text holds each term, from 0 to 1, shape ``(texts, terms)``.

    By stem within a language; by a translation, the same word or a shared beginning across languages; a word that the
    index does not know is taken for a misspelling of the nearest word, if one is near, or for a synonym.
    """
    vocabulary = list(frozenset().union(*(text.words for text in texts))) if texts else []
    matches = np.zeros((len(texts), len(question.terms)))
    translated = TRANSLATED_SHARE if question.language in languages else 1.0
    for column, term in enumerate(question.terms):
        near = None if term.known else _nearest(term.word, vocabulary)
        for row, (text, language) in enumerate(zip(texts, languages, strict=True)):
            foreign = language != question.language
            if (not foreign and term.stem in text.stems) or _digits(term.word) in text.meant:
                matches[row, column] = 1
                continue
            if (near is not None and near in text.words) or (foreign and term.word[:COGNATE] in text.cognates):
                matches[row, column] = COGNATE_SHARE
            if foreign and _translates(text, term):
                matches[row, column] = max(translated, matches[row, column])
    said: Scores = np.maximum(matches, SYNONYM_SHARE * _synonyms(question, texts, languages))
    return said


def _synonyms(question: QuestionFeatures, texts: Sequence[_Words], languages: Sequence[Language]) -> NDArray[np.bool_]:
    """Where a word that no page has is said by another, which shares translations with it: "boss" and "chief".

    Of questions that ask for a type, which the sentence has to tell as well; elsewhere the word is all there is.
    """
    typed = question.expects not in ("", "reason", "definition")
    asked = [typed and not (term.known or term.name) and bool(term.translations) for term in question.terms]
    found = np.zeros((len(texts), len(question.terms)), bool)
    for column in np.flatnonzero(asked).tolist():
        own = question.terms[column].translations
        for row, (text, language) in enumerate(zip(texts, languages, strict=True)):
            others = _translations_in(text.text, language) if language == question.language else ()
            found[row, column] = any(len(own & other) >= SAME_MEANING * min(len(own), len(other)) for other in others)
    return found


@lru_cache(maxsize=20_000)
def _translations_in(text: str, language: Language) -> tuple[frozenset[tuple[str, ...]], ...]:
    """For each word of a text that the table of translations knows, the stems of what translates it."""
    other: Language = "en" if language == "fr" else "fr"
    stems = (frozenset(tuple(tokenise(word, other)) for word in term.translations) for term in across(text, language))
    return tuple(found for one in stems if (found := one - {()}))


def _translates(text: _Words, term: Term) -> bool:
    return any(text.stems.issuperset(stems) for stems in term.translations)


def _nearest(word: str, vocabulary: list[str]) -> str | None:
    if len(word) < 4 or any(character.isdigit() for character in word):
        return None
    if len(word) >= _STUMP and (longer := [other for other in vocabulary if other.startswith(word)]):
        return min(longer, key=len)  # "techno", "asso", "visio": people cut words short
    found = process.extractOne(word, vocabulary, scorer=fuzz.ratio, score_cutoff=_FUZZY_CUTOFF)
    return None if found is None else str(found[0])
