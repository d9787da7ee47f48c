"""Questions on a part of a thing, or on how to go about it: « quelles règles de pare-feu … », "which must be moved?"

No list of solutions answers them; the pages on the domains may.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.catalogue.beside import BEFORE_A_HEAD
from assistant.catalogue.reading import Reading
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import singular

_NAMED = ("topic", "product", "domain", "feature", "standard", "deployment")
"""What stands before its head in English: "which firewall rules"."""
_RELATIVE = frozenset({"qui", "que", "who", "that", "dont"})


def asks_of_a_practice(reading: Reading) -> bool:
    """Whether a question that names a need or a product is on what goes with it or is done with it."""
    return bool(reading.of(*_NAMED)) and any(
        asks(reading) for asks in (_asks_of_a_part, _asks_what_to_do, _seeks_nothing)
    )


def _asks_of_a_part(reading: Reading) -> bool:
    """Whether the head of what is asked is no solution: « quelles archives de messagerie », "which GIS formats".

    Not in "which data platform", « quel format d'outil », where a solution follows at once.
    """
    words = [singular(token.folded) for token in reading.tokens]
    spans = [range(match.first, match.last + 1) for match in reading.of(*_NAMED)]
    named = {place for span in spans for place in span}
    within = {place for span in spans if len(span) > 1 for place in span}  # « partage de fichiers », "databases"
    solutions = {match.first for match in reading.of("cue") if match.value == "noun"}
    for asking in [match for match in reading.of("cue") if match.value == "which"][:1]:
        head = asking.last + 1
        if words[head : head + 1] and words[head] in _table()["objects"]:  # « quels tickets … »
            return head + 1 not in named | solutions
        for place in range(head, len(words)):
            if words[place] in _table()["parts"] and place not in within:
                return not solutions & {place + 1, place + 2}  # "which log management software"
            if place not in named and words[place] not in BEFORE_A_HEAD:
                return False
    return False


def asks_what_to_choose(reading: Reading) -> bool:
    """ "What should a small town use for mail?" seeks as much as "which mail server?" does."""
    return _asks_by_duty(reading) and bool(_pattern("choosing").search(_said(reading)))


def _asks_what_to_do(reading: Reading) -> bool:
    """Whether it is asked what has to be done with things named, and not which of them to choose."""
    return _asks_by_duty(reading) and not _pattern("choosing").search(_said(reading))


def _asks_by_duty(reading: Reading) -> bool:
    """« Quels postes faut-il … », "which … should"; not « un outil qui doit … », a criterion."""
    words = [token.folded for token in reading.tokens]
    duty = next((place for place, word in enumerate(words) if word in _table()["duties"]), 0)
    return duty > 0 and words[0] in _table()["openings"] and not _RELATIVE & {*words[1:duty]}


def _seeks_nothing(reading: Reading) -> bool:
    return bool(_pattern("seeks_nothing").match(_said(reading)))


def _said(reading: Reading) -> str:
    return " ".join(token.folded for token in reading.tokens)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_table()[name])})\b")


def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = vocabulary()["practice"]
    return table
