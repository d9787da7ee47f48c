"""The clauses of a sentence that says several things side by side: it is supported where each of them is.

"Ceph provides block storage, while Garage provides object storage" is told by two sentences, and neither is near to it
as a whole.  Clauses that are joined by a cause ("so", « d'où ») state more than each of them, and stay together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from assistant.verification.words import Text, content_words, coverage, held
from ingest.records import Language
from ingest.sentences import split_sentences

LEAST = 3
"""Content words of each clause: the end of a list has fewer."""
_LEAST_MIXED = 2
"""The same where clauses are only compared: "the data are under the GPL" has two."""
WHOLE = 0.8
"""Part of the words of a sentence that one told sentence holds, from which it is read as a whole."""
_JOINS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"(?:,|;) (?:and|while|whereas|but) |; "),
    "fr": re.compile(r", (?:et|mais|tandis qu(?:e |['’])|alors qu(?:e |['’])|quant à) ?| ?; "),
}
_DENIES_AGAIN = re.compile(r" et (?=n(?:e |['’]))")
"""« L'article n'impose rien et ne fixe aucun quota »: one subject of two verbs."""
_SUBJECT = re.compile(r"^(.{3,60}?) (?=n(?:e |['’]))")


def clauses_of(text: str, language: Language, least: int = LEAST) -> tuple[str, ...]:
    """The clauses of a sentence, each as a sentence; none where it has but one, or one of too few words."""
    parts = _JOINS[language].split(text)
    if language == "fr" and len(parts) == 1 and (subject := _SUBJECT.match(text)):
        first, *others = _DENIES_AGAIN.split(text)
        parts = [first, *(f"{subject[1]} {other}" for other in others)]
    if len(parts) < 2 or any(len(content_words(part, language)) < least for part in parts):
        return ()
    return tuple(f"{part[:1].upper()}{part[1:].rstrip(' .')}." for part in parts)


def is_told_apart(claim: Text, told: Sequence[Text]) -> bool:
    """Whether several told sentences hold what a claim says, and none of them all; not where it mixes two of them."""
    sentences = [
        (text[span.start : span.end], language) for text, language in told for span in split_sentences(text, language)
    ]
    whole = any(coverage(*claim, [sentence]) >= WHOLE for sentence in sentences)
    return not whole and not mixes_clauses(claim, sentences)


def mixes_clauses(claim: Text, told: Sequence[Text]) -> bool:
    """Whether each of two clauses has something of one told clause or sentence and something of another.

    "The code is under the ODbL, and the data under the GPL", of data under the ODbL and code under the GPL.
    """
    clauses = clauses_of(*claim, _LEAST_MIXED)
    if len(clauses) != 2:
        return False
    within = [tuple((clause, text[1]) for clause in clauses_of(*text, _LEAST_MIXED)) for text in told]
    pairs = [*(pair for pair in within if len(pair) == 2), *combinations(told, 2)]
    return any(all(_is_of_both((clause, claim[1]), *pair) for clause in clauses) for pair in pairs)


def _is_of_both(clause: Text, one: Text, other: Text) -> bool:
    words = content_words(*clause)
    found = [held(words, clause[0], [text], clause[1]) for text in (one, other)]
    return {(True, False), (False, True)} <= set(zip(*found, strict=True))
