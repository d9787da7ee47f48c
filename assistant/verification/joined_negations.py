"""Reads what goes on with a negation: "neither a budget nor a team", « n'autorise pas à vendre ou à louer »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.verification.words import content_words
from ingest.records import Language

_CHAINS = frozenset({"ni", "nor", "neither"})
_OR = re.compile(r" (?:or|ou) ")
_SENTENCE_END = re.compile(r"[.;:!?]")
_LIST_END = re.compile(r"[,;:.!?()«»“”]| (?:mais|but|and|et|car|because|si|if|qui|that|which|whereas) ")
"""What ends a list that an "or" joins; a comma does: "it is not free, or ..." may go on about something else."""
_ITEM_END = re.compile(rf"{_LIST_END.pattern}| (?:or|ou|nor|ni) ")
_REACH = 3
_BEFORE = 2


@dataclass(frozen=True, slots=True)
class Joined:
    """One thing that a negation denies with others: its stems, those said before it, and those of the rest of the list.

    "Known" is of the rest in "neither the budget nor the partners are known".
    """

    stems: tuple[str, ...]
    before: frozenset[str]
    rest: frozenset[str]


def read_joined(folded: str, marks: Sequence[re.Match[str]], language: Language) -> tuple[Joined, ...]:
    """What the words of a folded text join that go on with a negation; ``marks`` are its negations, in order."""
    return tuple(one for one in _joined(folded, marks, language) if one.stems)


def _joined(folded: str, marks: Sequence[re.Match[str]], language: Language) -> Iterator[Joined]:
    chained = [mark for mark in marks if mark[0] in _CHAINS]
    places = [(mark.end(), _first_of(mark, marks, folded)) for mark in chained]
    for mark in marks:
        joining = _OR.finditer(_until(_LIST_END, folded, mark.end()))
        places += [(mark.end() + found.end() - 1, mark) for found in joining]
    for start, first in dict(places).items():
        stems = _stems(_until(_ITEM_END, folded, start), language)[:_REACH]
        rest = frozenset(_stems(_until(_SENTENCE_END, folded, start), language)) - frozenset(stems[:1])
        yield Joined(stems, frozenset(_before(folded, first, start, language)), rest)


def _until(end: re.Pattern[str], folded: str, start: int) -> str:
    stop = end.search(folded, start)
    return folded[start : stop.start() if stop else len(folded)]


def _first_of(mark: re.Match[str], marks: Sequence[re.Match[str]], folded: str) -> re.Match[str]:
    """The first negation of the sentence that a mark is in."""
    return next(
        each
        for each in marks
        if each.start() == mark.start() or not _SENTENCE_END.search(folded, each.end(), mark.start())
    )


def _before(folded: str, first: re.Match[str], start: int, language: Language) -> Sequence[str]:
    """The stems between a negation and what it joins, and the last ones before it."""
    ends = [found.end() for found in _SENTENCE_END.finditer(folded, 0, first.start())]
    before = _stems(folded[ends[-1] if ends else 0 : first.start()], language)[-_BEFORE:]
    return *before, *_stems(folded[first.end() : start], language)


def _stems(text: str, language: Language) -> tuple[str, ...]:
    return tuple(word.stem for word in content_words(text, language))
