"""How many entries a question wants: « les trois principales », "top 5"."""

from __future__ import annotations

from itertools import takewhile

from assistant.catalogue.reading import Reading
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import singular

_MOST = 20


def limit_of(reading: Reading) -> int | None:
    """Return the number wanted, None where none is said; « 1 alternative » asks for alternatives."""
    numbers: dict[str, int] = vocabulary()["number_words"]
    nouns = {singular(word) for word in vocabulary()["number_nouns"]}
    for place, token in enumerate(reading.tokens):
        number = int(token.folded) if token.folded.isdecimal() and len(token.folded) < 3 else numbers.get(token.folded)
        if number is None or not 1 <= number <= _MOST or _within_name(place, reading):
            continue
        if place and reading.tokens[place - 1].folded == "top":
            return number
        following = takewhile(lambda token: not token.opens, reading.tokens[place + 1 : place + 3])
        after = [singular(token.folded) for token in following]
        if number > 1 and (_before_a_subject(place, reading) or any(word in nouns for word in after)):
            return number
    return None


def _before_a_subject(place: int, reading: Reading) -> bool:
    """« 3 gestionnaires de mots de passe », "two open source wikis"; three servers of a product are what there is."""
    named = [match for match in reading.of("topic") if place < match.first <= place + 3]
    if not named:
        return False
    return {token.folded for token in reading.tokens[place + 1 : named[0].first]} <= {"open", "source"}


def _within_name(place: int, reading: Reading) -> bool:
    """« 2FA », "two-factor": a number that is a part of what is named."""
    return any(match.first <= place <= match.last for match in reading.matches if match.kind not in ("cue", "field"))
