"""The clauses of a sentence that says several things side by side: it is supported where each of them is.

"Ceph provides block storage, while Garage provides object storage" is told by two sentences, and neither is near to it
as a whole.  Clauses that are joined by a cause ("so", « d'où ») state more than each of them, and stay together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.verification.words import Text, content_words, coverage
from ingest.records import Language
from ingest.sentences import split_sentences

LEAST = 3
"""Content words of each clause: the end of a list has fewer."""
WHOLE = 0.8
"""Part of the words of a sentence that one told sentence holds, from which it is read as a whole."""
_JOINS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"(?:,|;) (?:and|while|whereas|but) |; "),
    "fr": re.compile(r", (?:et|mais|tandis qu(?:e |['’])|alors qu(?:e |['’])|quant à) ?| ?; "),
}
_DENIES_AGAIN = re.compile(r" et (?=n(?:e |['’]))")
"""« L'article n'impose rien et ne fixe aucun quota »: one subject of two verbs."""
_SUBJECT = re.compile(r"^(.{3,60}?) (?=n(?:e |['’]))")


def clauses_of(text: str, language: Language) -> tuple[str, ...]:
    """The clauses of a sentence, each as a sentence; none where it has but one, or one says too little by itself."""
    parts = _JOINS[language].split(text)
    if language == "fr" and len(parts) == 1 and (subject := _SUBJECT.match(text)):
        first, *others = _DENIES_AGAIN.split(text)
        parts = [first, *(f"{subject[1]} {other}" for other in others)]
    if len(parts) < 2 or any(len(content_words(part, language)) < LEAST for part in parts):
        return ()
    return tuple(f"{part[:1].upper()}{part[1:].rstrip(' .')}." for part in parts)


def is_told_in_one(claim: Text, told: Sequence[Text]) -> bool:
    """Whether one told sentence holds what a claim says."""
    sentences = [
        (text[span.start : span.end], language) for text, language in told for span in split_sentences(text, language)
    ]
    return any(coverage(*claim, [sentence]) >= WHOLE for sentence in sentences)
