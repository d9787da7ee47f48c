"""Whether a claim joins what stands in two parts of a sentence: "two towns" of "two cities and four towns"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.verification.words import Text, Word, content_words
from ingest.records import Language

_JOINS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"[\s,;]+(?:and|but|while|whereas|or)\s+|;\s+"),
    "fr": re.compile(r"[\s,;]+(?:et|mais|tandis que?|alors que?|ou)\s+|;\s+"),
}
_RELATIVE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\s*,\s+(?:which|that|whom)\s+"),
    "fr": re.compile(r"\s*,\s+(?:que\s+|qu['’])"),
}
"""What begins a part of a sentence that says something of the word before it."""
_AND_NOT = re.compile(r",\s+(?:not|(?:et\s+)?non)\s")
"""What joins as an "and not" does."""
_ASIDE = re.compile(r"\([^()]*\)|,[^,;]*(?=,)")
_NEW_SUBJECT: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"(?:an?|the|some|most|many|few|no|each|every|its|their|our) |[A-Z]"),
    "fr": re.compile(
        r"(?:une?|l[ea]s?|des|certaine?s|plusieurs|chaque|aucune?|ses|sa|son|leurs?|nos|notre) |l['’]|[A-Z]"
    ),
}
_POINTS_BACK: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:it|its|them|they|their|these|those)\b"),
    "fr": re.compile(r"\b(?:(?:les?|la|lui|leur) |l['’])\w+(?:er|ir|re)\b|\b(?:celles?|ceux|celui)-ci\b"),
}
_PREPOSITION: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:of|for|in|on|at|from|with|to|by)\b"),
    "fr": re.compile(r"\b(?:de|du|des|pour|dans|en|sur|à|au|aux|avec|par)\b|\bd['’]"),
}
_SHORTER = 0.9
"""Content words of a claim for each of the sentence: one that leaves nothing out takes no piece of it."""
_DELIMITER = re.compile(r"[,;(]")

Places = Mapping[int, int]
"""Where the words of a sentence that a claim says stand: the start of each, and the place of its like in the claim."""


def crosses_parts(claim: Text, sentence: Text) -> bool:
    """``are_parts_crossed`` within a language: words are found by their stems."""
    stems = [word.stem for word in content_words(*claim)]
    places = {word.start: stems.index(word.stem) for word in content_words(*sentence) if word.stem in stems}
    return are_parts_crossed(claim, sentence, places)


def are_parts_crossed(claim: Text, sentence: Text, places: Places) -> bool:
    """Whether a shorter claim takes a piece of one part of the sentence for one of another, on either side of an "and".

    What it says of both parts may stand in the order of the sentence, or turned round.  A claim that joins parts itself
    is left to other checks, and so is a part that points back to the other ("and test them").
    """
    shorter = len(content_words(*claim)) < _SHORTER * len(content_words(*sentence))
    if not shorter or _JOINS[claim[1]].search(claim[0]) or _AND_NOT.search(claim[0]):
        return False
    language = sentence[1]
    text = _ASIDE.sub(lambda match: _unless_said(match, places, language), sentence[0])
    return any(
        _Parts(places, text, language, join, relative=pattern is _RELATIVE[language]).are_crossed()
        for pattern in (_JOINS[language], _RELATIVE[language])
        for join in pattern.finditer(text)
    )


def _unless_said(aside: re.Match[str], places: Places, language: Language) -> str:
    """A part between brackets or commas that the claim says; spaces in the place of another."""
    said = all(aside.start() + word.start in places for word in content_words(aside[0], language))
    return aside[0] if said else " " * len(aside[0])


class _Parts:
    """A sentence parted at one "and": the words of each side that the other side has not, and which a claim says."""

    def __init__(self, places: Places, text: str, language: Language, join: re.Match[str], *, relative: bool) -> None:
        self._places, self._text, self._language, self._join = places, text, language, join
        words = content_words(text, language)
        sides = [[word for word in words if (word.start >= join.end()) == after] for after in (False, True)]
        both = {word.stem for word in sides[0]} & {word.stem for word in sides[1]}
        both |= {word.stem for word in sides[0][-1:] if relative}
        said = [{places[word.start] for word in side if word.start in places} for side in sides]
        both |= {word.stem for word in words if places.get(word.start) in said[0] & said[1]}
        self._left, self._right = ([word for word in side if word.stem not in both] for side in sides)

    def are_crossed(self) -> bool:
        left, right = ([self._places[w.start] for w in side if self._keeps(w)] for side in (self._left, self._right))
        if not left or not right or len(left) == len(self._left) or len(right) == len(self._right):
            return False
        return self._cuts_across() if max(left) < min(right) else self._turns_round()

    def _keeps(self, word: Word) -> bool:
        return word.start in self._places

    def _cuts_across(self) -> bool:
        """In the order of the sentence: what is kept of the left goes on with what belongs to something left out.

        Of a list one thing may stand for all: "A is free" of "A, B and C are free".
        """
        last = max(at for at, word in enumerate(self._left) if self._keeps(word))
        if self._keeps(self._right[0]):
            return last < len(self._left) - 1 and self._begins_a_clause()
        starts = [found.end() for found in _DELIMITER.finditer(self._text, 0, self._left[last].start)]
        item = [word for word in self._left[: last + 1] if word.start >= (starts[-1] if starts else 0)]
        return not all(map(self._keeps, item)) or not self._is_followed_by_delimiter(self._left[last])

    def _is_followed_by_delimiter(self, word: Word) -> bool:
        behind = self._text[word.end :]
        place = word.end + len(behind) - len(behind.lstrip())
        return place >= self._join.start() or _DELIMITER.match(self._text, place) is not None

    def _begins_a_clause(self) -> bool:
        """Whether the right side has a subject of its own: ", and a French cooperative offers support"."""
        listed = _DELIMITER.search(self._text, 0, self._join.start())
        return (
            "," in self._join[0]
            and not listed
            and _NEW_SUBJECT[self._language].match(self._text, self._join.end()) is not None
        )

    def _turns_round(self) -> bool:
        """Turned round: what is kept of a side is not its beginning, and does not go on with the end of the other."""
        if _POINTS_BACK[self._language].search(self._text, self._join.end()):
            return False
        if self._keeps(self._left[-1]) and not self._keeps(self._right[0]) and self._goes_on_with_both():
            return False
        return not self._begins(self._left) or not self._begins(self._right)

    def _goes_on_with_both(self) -> bool:
        """Whether what is kept of the right belongs to both sides: "of a move" of "the cost and the risk of a move"."""
        first = next(at for at, word in enumerate(self._right) if self._keeps(word))
        between = self._text[self._right[first - 1].end : self._right[first].start]
        return _PREPOSITION[self._language].search(between) is not None

    def _begins(self, side: Sequence[Word]) -> bool:
        """Whether what is kept of a side is its beginning."""
        kept = [self._keeps(word) for word in side]
        return kept == sorted(kept, reverse=True)
