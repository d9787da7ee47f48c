"""Words of a text that are none: a model makes some up, and what is told with them states nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.translations.table import read_terms
from assistant.verification.words import Text, Word, content_words, held
from ingest.records import Language
from ingest.word_lists import is_word

_WHOLE = re.compile(r"(?<![\w.@/-])[^\W\d_]{5,}(?![\w@/'’-])(?!\.\w)")
"""Shorter ones are abbreviations too often, and joined ones ("hyper-converged", "docs.example.org") are in no list."""


def unknown_words(text: str, language: Language, told: Sequence[Text]) -> list[str]:
    """The words as written that no language, told text or term of the trade has; what has a capital is a name."""
    terms = [(term.start, term.end) for term in read_terms(text, language)]
    words = [word for word in content_words(text, language) if _is_unlisted(word, text)]
    return [
        text[word.start : word.end]
        for word, known in zip(words, held(words, text, told, language), strict=True)
        if not known and not any(start <= word.start < end for start, end in terms)
    ]


def _is_unlisted(word: Word, text: str) -> bool:
    whole = _WHOLE.match(text, word.start)
    return whole is not None and whole.end() == word.end and whole[0].islower() and not is_word(word.folded)
