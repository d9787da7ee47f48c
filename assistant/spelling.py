"""Puts right what is written in a hurry: shorthand, then words that neither the documents nor the language know."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ingest.lexical import fold
from ingest.records import Language
from ingest.word_lists import common_words, is_word
from ingest.yaml_files import read_yaml

MIN_LETTERS = 5
IN_A_HURRY = 1000
"""Characters of a text that may be a message typed in a hurry."""
LONG = 7
"""From this many letters on, two may be wrong; below, one."""

_WORD = re.compile(rf"[^\W\d_]{{{MIN_LETTERS},}}(?![\w'’])")

_BEHIND = re.compile(r"[.!?]\s+$")

# Letters that sound alike, so that "numerik" is as near to "numerique" as one letter.
_SOUNDS = (("ique", "ik"), ("qu", "k"), ("ck", "k"), ("ph", "f"), ("eau", "o"), ("au", "o"), ("y", "i"))


def expand_shorthand(text: str, language: Language) -> str:
    """The text with the usual abbreviations of messages written out: "c koi" is "c'est quoi".

    A longer text than ``IN_A_HURRY`` stays as it is: nobody types that in a hurry, and some of the expressions take a
    time that grows with the square of its length.
    """
    if len(text) > IN_A_HURRY:
        return " ".join(text.split())
    for written, meant in _shorthand()[language]:
        text = written.sub(partial(_written_out, meant), text)
    return " ".join(text.split())


def _written_out(meant: str, match: re.Match[str]) -> str:
    """What is meant, with a capital where it begins a sentence behind another."""
    full = match.expand(meant)
    return full[:1].upper() + full[1:] if _BEHIND.search(match.string[: match.start()]) else full


def respell(text: str, language: Language, knows: Callable[[str], bool], near: Callable[[str], Sequence[str]]) -> str:
    """Replace each word that nobody knows by the nearest that somebody does, if one is near enough.

    ``knows`` takes a folded word and says whether the documents hold it, ``near`` gives their words that begin with
    its letter.  A capital makes a name, which stays.
    """
    shouted = text.isupper()

    def respelt(match: re.Match[str]) -> str:
        word = fold(match[0])
        named = match[0][0].isupper() and not shouted
        if named or knows(word) or is_word(word):
            return match[0]
        return _nearest(word, [*near(word[0]), *common_words(language)]) or match[0]

    return _WORD.sub(respelt, text)


def _nearest(word: str, words: Sequence[str]) -> str | None:
    """The likeliest word: heard the same, or with a letter or two wrong; None beyond what a slip explains.

    Of two that are as near, the one with a letter more: people leave letters out.
    """
    # What differs in its last letter alone is another form of the word, not a slip: « candidater », « candidats ».
    words = [other for other in words if len(word) <= LONG or other[: len(word) - 1] != word[:-1]]
    alike = [other for other in words if other[:2] == word[:2] and abs(len(other) - len(word)) <= 2]
    if same := [other for other in alike if _sound(other) == _sound(word)]:
        return same[0]
    wrong = 1 if len(word) < LONG else 2
    found = process.extract(word, alike, scorer=OSA.distance, processor=_singular, score_cutoff=wrong, limit=None)
    near = [(distance, len(other) < len(word), at, other) for other, distance, at in found]
    near = [one for one in near if abs(len(_singular(one[3])) - len(_singular(word))) < 2]
    return min(near)[3] if near else None


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _sound(word: str) -> str:
    """The word as it is heard, doubled letters once."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return re.sub(r"(.)\1", r"\1", word)


@cache
def _shorthand() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    rows = read_yaml(Path(__file__).with_name("shorthand.yml"))
    return {
        language: [(re.compile(rf"(?<![\w'’-])(?:{row['written']})(?![\w'’-])", re.I), row["meant"]) for row in listed]
        for language, listed in rows.items()
    }
