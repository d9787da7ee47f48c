"""The content words of a text with their stems and places, and which of them the evidence holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.catalogue.words import tokens
from assistant.glossary import find_terms
from assistant.translations.table import concepts_in, read_terms
from assistant.verification.concepts import said_otherwise
from ingest.lexical import surface_terms, tokenise
from ingest.records import Language
from ingest.sentences import split_sentences

Text = tuple[str, Language]

COGNATE = 6
"""Letters that words of two languages begin with when they are taken for one."""
_DERIVED = 5
_CONTRACTED = re.compile(r"(?<=n)['’]t\b")
"""What follows the auxiliary of "don't", which is no word by itself."""


@dataclass(frozen=True, slots=True)
class Word:
    """A content word: folded, its stem, and its place ``text[start:end]``."""

    folded: str
    stem: str
    start: int
    end: int


@lru_cache(maxsize=20_000)
def content_words(text: str, language: Language) -> tuple[Word, ...]:
    """The words that carry meaning, in order; function words of either language go."""
    return tuple(
        Word(token.folded, _stem(token.folded, language), token.start, token.end)
        for token in tokens(text)
        if (len(token.folded) > 1 or token.folded.isdigit())
        and surface_terms(token.raw)
        and not (language == "en" and _CONTRACTED.match(text, token.end))
    )


@lru_cache(maxsize=100_000)
def _stem(folded: str, language: Language) -> str:
    return next(iter(tokenise(folded, language)), folded)


@lru_cache(maxsize=20_000)
def glossary_terms(text: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and id of every glossary term that the text names, in either language."""
    return tuple((named.start, named.end, named.term.id) for named in find_terms(text))


def held(words: Sequence[Word], text: str, told: Sequence[Text], language: Language) -> list[bool]:
    """For each word of ``text``, whether a told text holds it: by stem, shared beginning and glossary term, by synonym
    within a language and by translation across.
    """
    stems, beginnings, terms, folded = set[str](), set[str](), set[str](), set[str]()
    translated = set[int]()
    for other, other_language in told:
        theirs = content_words(other, other_language)
        folded |= {word.folded for word in theirs}
        terms |= {term for *_, term in glossary_terms(other)}
        if other_language == language:
            stems |= {word.stem for word in theirs}
            beginnings |= {word.folded[:_DERIVED] for word in theirs if len(word.folded) > _DERIVED}
        else:
            translated |= concepts_in(other, other_language)
            beginnings |= {word.folded[:COGNATE] for word in theirs if len(word.folded) >= COGNATE}
    named = [(start, end) for start, end, term in glossary_terms(text) if term in terms]
    if translated:
        named += [(term.start, term.end) for term in read_terms(text, language) if term.concepts & translated]
    synonyms = said_otherwise(text, told, language)
    return [
        word.folded in folded
        or word.folded in synonyms
        or word.stem in stems
        or word.folded[:COGNATE] in beginnings
        or (len(word.folded) > _DERIVED and word.folded[:_DERIVED] in beginnings)
        or any(start <= word.start and word.end <= end for start, end in named)
        for word in words
    ]


def repeated(claim: Text, sentence: Text, told: Sequence[Text]) -> list[str]:
    """The words of ``sentence`` that a claim says more than once, and more often than any sentence of ``told`` does."""
    counts = [_stems(text[span.start : span.end], of) for text, of in told for span in split_sentences(text, of)]
    known, mine = _stems(*sentence), _stems(*claim)
    return [stem for stem, times in mine.items() if known[stem] and times > max(1, *(each[stem] for each in counts))]


def _stems(text: str, language: Language) -> Counter[str]:
    return Counter(word.stem for word in content_words(text, language) if not word.folded.isdigit())


def coverage(text: str, language: Language, told: Sequence[Text]) -> float:
    """The part of a text's content words that the told texts hold, from 0 to 1; 1 where it has none."""
    words = content_words(text, language)
    return sum(held(words, text, told, language)) / len(words) if words else 1.0
