"""Questions on a part of a thing, or on how to go about it: « quelles règles de pare-feu … », "which must be moved?"

No list of solutions answers them; the pages on the domains may.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from assistant.catalogue.beside import BEFORE_A_HEAD
from assistant.catalogue.reading import Reading
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import singular

_NAMED = ("topic", "product", "domain", "feature", "standard", "deployment")
"""What stands before its head in English: "which firewall rules"."""


def asks_of_a_practice(reading: Reading) -> bool:
    """Whether a question that names a need or a product is on what goes with it or is done with it."""
    return bool(reading.of(*_NAMED)) and any(
        asks(reading) for asks in (_asks_of_a_part, _asks_what_to_do, seeks_nothing)
    )


def seeks_nothing(reading: Reading) -> bool:
    """Whether a clause asks who, where, how it goes or how much of it is needed: « combien de serveurs faut-il … »."""
    return any(map(_pattern("seeks_nothing").match, _clauses(reading)))


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
    return any(map(_chooses, _duties(reading)))


def _asks_what_to_do(reading: Reading) -> bool:
    """Whether it is asked what has to be done with things named, and not which of them to choose."""
    return not all(map(_chooses, _duties(reading)))


def _chooses(clause: str) -> bool:
    return bool(_pattern("choosing").search(clause))


def _duties(reading: Reading) -> list[str]:
    """The clauses that ask by a duty: « quels postes faut-il … », not « un outil qui doit … », a criterion."""
    return [clause for clause in _clauses(reading) if _pattern("duties").match(clause)]


def _clauses(reading: Reading) -> list[str]:
    """The folded words of each clause, but those on a thing named before: « un wiki, qui offre … ».

    « Nous quittons VMware : que faut-il prévoir ? » has two.
    """
    starts = [place for place, token in enumerate(reading.tokens) if token.opens]
    spans = (reading.tokens[start:end] for start, end in pairwise([*starts, len(reading.tokens)]))
    said = [" ".join(token.folded for token in span) for span in spans]
    return said[:1] + [clause for clause in said[1:] if not clause.startswith(("qui ", "who "))]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_table()[name])})\b")


def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = vocabulary()["practice"]
    return table
