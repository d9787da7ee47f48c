"""Questions worth a case: the same one asked again is one candidate, with how often."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from assistant.records import Answer
from evals.catalogue.facts import plain
from ingest.records import Language

Why = Literal["disliked", "abstained", "partial"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One time that a question was asked and not answered well.  ``answer`` is None where it was not kept.

    ``before`` is the question that a follow-up goes on from, in words that stand alone; empty elsewhere.
    """

    question: str
    language: Language
    why: tuple[Why, ...]
    at: datetime
    before: str = ""
    answer: Answer | None = None
    snapshot: str = ""
    reasons: tuple[str, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may become a case.  It says what was asked, never by whom.

    ``count`` is how often it was asked; ``why`` says each thing that was wrong, ``reasons`` and ``comments`` what
    readers said of it.  ``answer`` and ``snapshot`` are those of the last time that the answer was kept.
    """

    id: str
    question: str
    language: Language
    count: int
    why: tuple[Why, ...]
    last_asked: datetime
    before: str = ""
    answer: Answer | None = None
    snapshot: str = ""
    reasons: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


def candidate_id(question: str, language: Language, before: str = "") -> str:
    """The same for a question whatever its capitals, accents and punctuation."""
    words = "\n".join((language, " ".join(plain(before)), " ".join(plain(question))))
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def merged(asked: Iterable[Asked]) -> list[Candidate]:
    """One candidate for each question, the most asked first, then the last asked."""
    groups: dict[str, list[Asked]] = {}
    for one in asked:
        if plain(one.question):
            groups.setdefault(candidate_id(one.question, one.language, one.before), []).append(one)
    found = [_candidate(name, group) for name, group in groups.items()]
    return sorted(found, key=lambda one: (one.count, one.last_asked), reverse=True)


def _candidate(name: str, group: list[Asked]) -> Candidate:
    newest_first = sorted(group, key=lambda one: one.at, reverse=True)
    last = newest_first[0]
    kept = next((one for one in newest_first if one.answer), last)
    return Candidate(
        id=name,
        question=last.question,
        language=last.language,
        count=len(group),
        why=tuple(dict.fromkeys(why for one in newest_first for why in one.why)),
        last_asked=last.at,
        before=last.before,
        answer=replace(kept.answer, session_id="") if kept.answer else None,
        snapshot=kept.snapshot,
        reasons=tuple(dict.fromkeys(reason for one in newest_first for reason in one.reasons)),
        comments=tuple(dict.fromkeys(one.comment for one in newest_first if one.comment)),
    )
