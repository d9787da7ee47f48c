"""The words of French and English, in lower case, from the lists that the spelling library brings."""

from __future__ import annotations

from functools import cache

from spellchecker import SpellChecker

from ingest.records import Language


@cache
def word_list(language: Language) -> frozenset[str]:
    """Return the words of a language.  The English list is American; neither has the ligatures œ and æ."""
    return frozenset(SpellChecker(language=language).word_frequency.keys())
