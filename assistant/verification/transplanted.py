"""Finds a claim that sets the end of one told sentence behind the beginning of another.

"In a public contract, no participant is bound to deliver a result" takes its end from "In a coalition, ... no
participant is bound to deliver a result", and its beginning from the sentence behind it: every word is told, and
nothing of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from assistant.verification.names import read_names
from assistant.verification.words import Text, content_words
from ingest.lexical import fold
from ingest.records import Language

LEAST = 4
"""Words in a row that a claim ends with."""
SHARE = 0.5
"""Part of the claim's words that they are."""
_WORD = re.compile(r"[^\W_]+")
_POINTS = re.compile(
    r"^\W*(?:it|this|these|that|those|such|they|he|she|the (?:former|latter)|ce|c|cet|cette|ces|il|elle|ils|elles|on"
    r"|celui|celle|ceux|celles|cela|ceci|de tels?|de telles?)\b"
)
"""How a sentence begins that goes on about what the one before it named."""


def is_transplanted(claim: Text, nearest: Sequence[Text]) -> bool:
    """Whether a claim ends as one of the ``nearest`` told sentences, and begins with what only another of them names.

    Not where the sentence points to the one before it, or names what that one names as well: "the programme".
    """
    same = [sentence for sentence in nearest if sentence[1] == claim[1]]
    return any(
        _begins_elsewhere(claim, sentence, [other for other in same if other is not sentence]) for sentence in same
    )


def _begins_elsewhere(claim: Text, sentence: Text, others: Sequence[Text]) -> bool:
    mine, theirs = _words(claim[0]), _words(sentence[0])
    run = SequenceMatcher(None, theirs, mine, autojunk=False).find_longest_match()
    if run.size < max(LEAST, SHARE * len(mine)) or run.b + run.size < len(mine):
        return False
    before, told = _stems(mine[: run.b], claim[1]), _stems(theirs[: run.a], claim[1])
    names = [_names(text, sentence[1]) for text in (_before(claim[0], run.b), _before(sentence[0], run.a))]
    share = not names[0].isdisjoint(names[1]) if all(names) else before & told
    if not before or not told or share or _POINTS.match(fold(sentence[0])):
        return False
    held = [_stems(_words(text), language) for text, language in others]
    return any(before <= stems and not told <= stems for stems in held)


def _before(text: str, count: int) -> str:
    """The beginning of a text, of so many words."""
    return text[: [*_WORD.finditer(text)][count].start()]


def _names(text: str, language: Language) -> frozenset[str]:
    return frozenset(name.folded for name in read_names(text, language))


@lru_cache(maxsize=20_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text)))


@lru_cache(maxsize=50_000)
def _stems(words: tuple[str, ...], language: Language) -> frozenset[str]:
    return frozenset(word.stem for word in content_words(" ".join(words), language))
