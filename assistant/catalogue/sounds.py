"""Names written as they are heard: « dropbocks », "Fotoshop"."""

from __future__ import annotations

import re
from functools import lru_cache

_SPELLINGS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"x|cks|cc(?=[eiy])"), "ks"),
    (re.compile(r"ck|qu|q|c(?![eiyh])"), "k"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"y"), "i"),
    (re.compile(r"(.)\1"), r"\1"),
)


@lru_cache(maxsize=4096)
def sound_of(word: str) -> str:
    """One spelling for the folded words that sound alike in both languages, letter by letter."""
    for spelling, sound in _SPELLINGS:
        word = spelling.sub(sound, word)
    return word
