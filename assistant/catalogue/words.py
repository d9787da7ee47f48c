"""A question's tokens, folded (no accents, no capitals) for matching and raw for their capitals, and what they name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

PICKING = frozenset({"lequel", "laquelle", "lesquels", "lesquelles"})
"""Words that pick out of what was named or listed."""
_WORD = re.compile(r"[^\W_]+")
_PAUSE = re.compile(r"[.?!;:,]\s")
_VOWELS = frozenset("aeiouy")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "Œ": "OE", "Æ": "AE"})


@dataclass(frozen=True, slots=True)
class Token:
    """One run of letters and digits; ``opens`` is true at the start of a sentence or clause, ``joined`` where a hyphen
    joins it to the one before.
    """

    raw: str
    folded: str
    start: int
    end: int
    opens: bool
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A term found in tokens ``first`` to ``last`` (included); ``typo`` where the spelling was forgiven."""

    kind: str
    value: str
    first: int
    last: int
    negated: bool = False
    typo: bool = False


def fold(text: str) -> str:
    """Lower case, without accents or ligatures."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


def tokens(text: str) -> tuple[Token, ...]:
    """Split a text into tokens; punctuation, hyphens and apostrophes separate them."""
    text = unicodedata.normalize("NFC", text)
    found: list[Token] = []
    for match in _WORD.finditer(text):
        between = text[found[-1].end if found else 0 : match.start()]
        opens = not found or bool(between != " " and _PAUSE.search(between))
        found.append(Token(match.group(), fold(match.group()), match.start(), match.end(), opens, between == "-"))
    return tuple(found)


def folded_words(text: str) -> tuple[str, ...]:
    """The folded words of a phrase, in order."""
    return tuple(token.folded for token in tokens(text))


def singular(word: str) -> str:
    """Drop a plural s or x, and make "bodies" "body"; a wrong cut does no harm, both sides of a comparison get it.

    Two s are one of the word's own, but in acronyms: "CMSs", "DBMSs".
    """
    plural = len(word) > 3 and word[-1] in "sx" and not (word.endswith("ss") and _VOWELS.intersection(word))
    bare = word[:-1] if plural else word
    return f"{bare[:-2]}y" if len(bare) > 4 and bare.endswith("ie") else bare
