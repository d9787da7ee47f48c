"""Questions that want their answer as a file: « exporte le comparatif », "as a spreadsheet"."""

from __future__ import annotations

from functools import cache

from assistant.catalogue.reading import Reading
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import Match, folded_words

_ASKED_WITHIN = 5
_WHO_EXPORTS = ("tu", "vous", "on", "you", "i", "we", "please", "to")


def exports(reading: Reading) -> bool:
    """Whether the question opens with a word that asks for a file, or says in which format it wants the answer."""
    return opens_with_export(reading) or bool(_formats(reading))


def opens_with_export(reading: Reading) -> bool:
    """« exporte la liste », "can you export that": the verb is among the first words, and its object no code."""
    if "repository" in reading.values("field"):  # "where can I download the code?"
        return False
    opening = {token.folded for token in reading.tokens[:_ASKED_WITHIN]}
    return bool(opening & {*vocabulary()["exporting"]})


def orders_a_file(match: Match, reading: Reading) -> bool:
    """« exporte le catalogue », "can you export ...": what the assistant is to do, and no function that is sought."""
    words = [token.folded for token in reading.tokens[: match.first + 1]]
    first = match.first == 0 or words[match.first - 1] in _WHO_EXPORTS
    return match.kind == "feature" and first and words[match.first] in vocabulary()["exporting"]


def tells_the_format(match: Match, reading: Reading) -> bool:
    """« en tableur », "as a PDF", "export it to Excel": the form of the answer, and nothing of what is sought."""
    inside = any(match.first in span and match.last in span for span in _formats(reading))
    return match.kind in ("topic", "feature", "standard", "product") and inside


def _formats(reading: Reading) -> list[range]:
    """Where a phrase that names a format ends a question that compares, seeks or exports."""
    if not any(map(reading.cue, ("compare", "alternatives"))) and not opens_with_export(reading):
        return []
    words = tuple(token.folded for token in reading.tokens)
    named = max((match.last for match in reading.of("entry", "product")), default=-1)
    starts = [len(words) - len(phrase) for phrase in _phrases() if words[-len(phrase) :] == phrase]
    return [range(start, len(words)) for start in starts if start > named or opens_with_export(reading)]


@cache
def _phrases() -> tuple[tuple[str, ...], ...]:
    table = vocabulary()["formats"]
    return tuple(folded_words(f"{before} {name}") for before in table["before"] for name in table["names"])
