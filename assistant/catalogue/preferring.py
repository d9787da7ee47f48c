"""Values that a question wants less than others of their kind: « Apache plutôt qu'AGPL », "replace AGPL by MIT"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.catalogue.words import Match, Token

_KINDS = ("licence", "country", "governance", "deployment")
_LESS = re.compile(r"rather than|instead of|not|plutot que?(?: en)?|au lieu d[eu]?|et non|et pas")
"""Between the value that is wanted and the other one, or before the latter."""
_PASSED = frozenset(
    {"l", "la", "le", "les", "un", "une", "the", "an", "sous", "under", "licence", "license", "licences", "some"}
)
"""Between those words and a value."""
_RATHER, _THAN = re.compile(r"plutot|rather"), re.compile(r"que?|than")
_CHANGE = re.compile(r"remplace[rz]?|change[rz]?|passe[rz]? de|replace|swap|switch from|change(?: from)?")
_FOR = re.compile(r"par|pour|en|a|by|with|for|to")


def less_wanted(words: Sequence[Token], found: Sequence[Match]) -> list[Match]:
    """The values that stand behind another of their kind, or that are to be replaced by it."""
    lesser: list[Match] = []
    for kind in _KINDS:
        for first, second in pairwise(match for match in found if match.kind == kind):
            before, between = _said(words, first.first - 3, first.first), _said(words, first.last + 1, second.first)
            if _LESS.fullmatch(between) or (_THAN.fullmatch(between) and _ends(_RATHER, before)):
                lesser.append(second)
            elif (_FOR.fullmatch(between) and _ends(_CHANGE, before)) or (not between and _ends(_LESS, before)):
                lesser.append(first)
    return lesser


def _said(words: Sequence[Token], start: int, end: int) -> str:
    """The words from ``start`` to ``end``, without articles and the like."""
    return " ".join(word.folded for word in words[max(start, 0) : end] if word.folded not in _PASSED)


def _ends(pattern: re.Pattern[str], text: str) -> bool:
    return re.search(rf"(?:^|\b)(?:{pattern.pattern})$", text) is not None
