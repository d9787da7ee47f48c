"""A claim and the told sentence nearest to it, with what the tables tell of the words of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.translations.table import read_terms
from assistant.verification.answered import answered
from assistant.verification.words import content_words, held
from ingest.records import Language

PLAIN, SAID, UNSAID, UNKNOWN = range(4)
"""What a token is to the other text: of no content word, of one that it says, of one whose translations are known and
missing, of one that no table knows."""
STATES = 4

Marked = tuple[tuple[int, int, int], ...]
"""The content words of a text: start, end and state of each."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two texts and their content words."""

    claim: str
    told: str
    claim_words: Marked
    told_words: Marked


def side_by_side(claim: tuple[str, Language], told: tuple[str, Language]) -> SideBySide:
    """A claim and a told sentence, each with its language, their words marked by what the other says."""
    return SideBySide(claim[0], told[0], tuple(_marked(claim, told)), tuple(_marked(told, claim)))


def _marked(text: tuple[str, Language], other: tuple[str, Language]) -> Iterator[tuple[int, int, int]]:
    words = content_words(*text)
    by_word = held(words, text[0], [other], text[1])
    by_checks = answered(*text, [other], ())
    known = [(term.start, term.end) for term in read_terms(*text)] if text[1] != other[1] else []
    for word, *said in zip(words, by_word, by_checks, strict=True):
        if any(said):
            state = SAID
        else:
            state = UNSAID if any(start <= word.start and word.end <= end for start, end in known) else UNKNOWN
        yield word.start, word.end, state
