"""What an answer says that its documents do not: numbers, dates and names, looked up letter by letter.

It shares nothing with ``assistant/verification``, so that a fault there does not hide here.  It is coarser: it looks in
the whole text of the cited documents, and knows no paraphrase.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
_MONTHS = (
    "janvier january", "fevrier february", "mars march", "avril april", "mai may", "juin june", "juillet july",
    "aout august", "septembre september", "octobre october", "novembre november", "decembre december",
)  # fmt: skip
_NUMERALS = (
    "deux two 2", "trois three 3", "quatre four 4", "cinq five 5", "six 6", "sept seven 7", "huit eight 8",
    "neuf nine 9", "dix ten 10", "onze eleven 11", "douze twelve 12", "treize thirteen 13", "quinze fifteen 15",
    "vingt twenty 20", "trente thirty 30", "cent hundred 100", "mille thousand 1000", "million millions 1000000",
    "milliard milliards billion billions 1000000000",
)  # fmt: skip
_SAME = {word: frozenset(group.split()) for group in (*_MONTHS, *_NUMERALS) for word in group.split()}
_FRENCH = "le la les un une des du de et est sont dans pour par que qui sur avec ou au aux"
_ENGLISH = "the a an of and is are in for by that which on with or to at it this"


def invented(sentence: str, documents: str) -> list[str]:
    """The numbers, months, numerals and names of ``sentence`` that ``documents`` do not hold."""
    digits = {_digits(number) for number in _NUMBER.findall(documents)}
    words = {part for word in _WORD.findall(documents) for part in _parts(word)} | digits
    wrong = [number for number in _NUMBER.findall(sentence) if not _ways(_digits(number)) & words]
    wrong += [word for word in _WORD.findall(sentence) if fold(word) in _SAME and not _ways(fold(word)) & words]
    return wrong + [name for name in _names(sentence) if fold(name) not in _SAME and not _parts(name) <= words]


def is_copied(sentence: str, documents: str) -> bool:
    """Whether the words of a sentence stand in the documents in a row; marks and spaces do not count."""
    said, told = (" ".join(re.findall(r"\w+", fold(text))) for text in (sentence, documents))
    return f" {said} " in f" {told} "


def language_of(sentence: str) -> str:
    """ "fr" or "en" by its small words, "" where they do not tell."""
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", sentence)]
    french_words, english_words = _FRENCH.split(), _ENGLISH.split()
    french, english = sum(word in french_words for word in words), sum(word in english_words for word in words)
    return "" if french == english else "fr" if french > english else "en"


def fold(text: str) -> str:
    """Without accents and capitals."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number).lstrip("0") or "0"


def _parts(word: str) -> set[str]:
    return {part for part in re.split(r"[-'’.]", fold(word)) if len(part) > 1}


def _ways(word: str) -> frozenset[str]:
    """A month or a numeral in both languages and in digits; another word alone."""
    return _SAME.get(word, frozenset([word]))


def _names(sentence: str) -> Iterator[str]:
    """Words with a capital, but the first, which any sentence gives one; it counts where it has two."""
    for at, match in enumerate(_WORD.finditer(sentence)):
        word = match[0]
        capitals = sum(char.isupper() for char in word)
        if capitals > 1 or (capitals and at and not re.search(r"[.!?:«“]\s*$", sentence[: match.start()])):
            yield word
