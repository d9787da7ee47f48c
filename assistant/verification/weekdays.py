"""The days of the week that a text names and its evidence does not."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from assistant.catalogue.words import tokens
from assistant.verification.value_tokens import Value, number_words
from assistant.verification.values import read_values
from ingest.records import Language


def missing_weekdays(text: str, language: Language, told: Sequence[tuple[str, Language]]) -> list[str]:
    """The days as written that no told text names, nor a date of the text or of the evidence falls on."""
    mine = list(_weekdays(text, language))
    if not mine:
        return []
    known = {day for each in told for _, day in _weekdays(*each)}
    known |= {day for each in (*told, (text, language)) for value in read_values(*each) for day in _falls_on(value)}
    return [word for word, day in mine if day not in known]


def _weekdays(text: str, language: Language) -> Iterator[tuple[str, int]]:
    """Each day of the week as written, with its number: Monday is 1."""
    days: dict[str, int] = number_words()["weekdays"][language]
    for token in tokens(text):
        if day := days.get(token.folded) or days.get(token.folded.removesuffix("s")):
            yield token.raw, day


def _falls_on(value: Value) -> Iterator[int]:
    if value.date and all(value.date):
        year, month, day = (part or 0 for part in value.date)
        try:
            yield datetime.date(year, month, day).isoweekday()
        except ValueError:  # "31 February": no day, so none of the week
            return
