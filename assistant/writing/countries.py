"""Countries that a question names and those that its evidence is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assistant.catalogue.tables import vocabulary
from assistant.writing.sentences import CandidateSentence
from ingest.lexical import fold

_REGIONS = frozenset({"EUROPE", "EU"})
_LEAST_LETTERS = 4
"""Shorter names ("us", "fr") are other words in a sentence."""


def countries_in(text: str) -> frozenset[str]:
    """The ISO codes of the countries that a text names, by a noun or an adjective of either language."""
    words = " ".join(re.findall(r"\w+", fold(text)))
    return frozenset(code for code, name in _names() if name.search(words))


def tells_of_another_country(
    question: str, candidates: Sequence[CandidateSentence], scores: NDArray[np.float64]
) -> bool:
    """Whether the best sentence is about one country, and the question about another that its passage never names.

    « Combien d'emplois … en Allemagne ? » is not told by those of the French market.
    """
    asked = countries_in(question)
    best = candidates[int(scores.argmax())]
    told = countries_in(best.text)
    if not asked or not told or asked & told:
        return False
    beside = " ".join(one.text for one in candidates if one.passage == best.passage)
    return not asked & countries_in(f"{best.heading} {beside}")


@cache
def _names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (code, re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})e?s?\b"))
        for code, all_names in vocabulary()["countries"].items()
        if code not in _REGIONS
        for names in [[name for name in map(fold, all_names) if len(name) >= _LEAST_LETTERS]]
        if names
    )
