"""The words of French and English, and how common they are, from the lists that the spelling library brings."""

from __future__ import annotations

import math
import re
from functools import cache

from spellchecker import SpellChecker

from ingest.lexical import fold
from ingest.records import LANGUAGES, Language

_UNSEEN = 1e-7
"""Share of the text that every word is given in both languages, so that a rare one says little."""
_COMMON = 3e-5
"""Share of the text from which a word is one of the few thousand that everyone writes."""

_PASSAGE = 100


@cache
def word_list(language: Language) -> frozenset[str]:
    """Return the words of a language.  The English list is American; neither has the ligatures œ and æ."""
    return frozenset(_counts(language))


def french_odds(word: str) -> float:
    """How much likelier a folded word is in French than in English, as the logarithm of the ratio; 0 if unknown."""
    french, english = (_frequencies(language) for language in LANGUAGES)
    if word not in french and word not in english:
        return 0.0
    return math.log((french.get(word, 0.0) + _UNSEEN) / (english.get(word, 0.0) + _UNSEEN))


def list_of_one(folded: str) -> Language | None:
    """The language whose list alone has the folded word; None where both or neither do."""
    found = [language for language in LANGUAGES if folded in _frequencies(language)]
    return found[0] if len(found) == 1 else None


@cache
def _counts(language: Language) -> dict[str, int]:
    found: dict[str, int] = SpellChecker(language=language).word_frequency.dictionary
    return found


@cache
def _frequencies(language: Language) -> dict[str, float]:
    """Share of each folded word in the texts that were counted; people leave accents out."""
    counts = _counts(language)
    total = sum(counts.values())
    found: dict[str, float] = {}
    for word, count in counts.items():
        folded = word if word.isascii() else fold(word)
        found[folded] = found.get(folded, 0.0) + count / total
    return found


def is_word(folded: str) -> bool:
    """Whether a folded word is French or English, British spellings such as "recognised" and "colour" included."""
    return any(form in _frequencies(language) for form in {folded, _american(folded)} for language in LANGUAGES)


def _american(folded: str) -> str:
    return re.sub(r"ou(?=r)", "o", re.sub(r"(?<=[a-z])is(?=[aei])", "iz", folded))


def idf_in_language(folded: str) -> float:
    """The inverse document frequency of a word among passages of ``_PASSAGE`` words, as its languages alone have it.

    Of the language where it is more common; infinite for what is no word of either, such as a name.
    """
    share = max(_frequencies(language).get(folded, 0.0) for language in LANGUAGES)
    return -math.log(-math.expm1(-_PASSAGE * share)) if share else math.inf


@cache
def common_words(language: Language) -> tuple[str, ...]:
    """The folded words that people use every day, the most common first."""
    frequencies = _frequencies(language)
    common = [word for word, share in frequencies.items() if share >= _COMMON]
    return tuple(sorted(common, key=lambda word: -frequencies[word]))
