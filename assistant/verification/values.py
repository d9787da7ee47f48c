"""Reads numbers, dates, amounts and percentages from French and English, and compares them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from assistant.verification.dates import read_date
from assistant.verification.numerals import read_number
from assistant.verification.value_tokens import Date, Token, Value, number_words, tokens_of
from assistant.verification.words import content_words
from ingest.lexical import fold
from ingest.records import Language

_ROUND = 0.05
_LINKING: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"(?i)\b(?:is|are|was|were|be|been|ha[sd]|have|do|does|did|can|could|may|might|must|will|would|should|lets?)\b|['’](?:s|re)\b"
    ),
    "fr": re.compile(
        r"(?i)\b(?:est|sont|étai(?:t|ent)|a|ont|avai(?:t|ent)|ser(?:a|ont)|fu(?:t|rent)|peu(?:t|vent)|doi(?:t|vent)|fait|font|va|vont)\b"
    ),
}
"""Verbs that are no content words: "OW2 is French" states something, all of whose content words are names."""
_LISTED = re.compile(r"[^.,:;!?()]{0,40}: ?([^.:;!?()]+)")
_BETWEEN = re.compile(r", (?:et |and |ou |or )?| (?:et|and|ou|or) ")


@lru_cache(maxsize=20_000)
def read_values(text: str, language: Language) -> tuple[Value, ...]:
    """The values of a text, in order; addresses are left out."""
    tokens = tokens_of(text)
    found: list[Value] = []
    at = 0
    while at < len(tokens):
        value, used = _value(tokens, at, language)
        if value is not None:
            found.append(value)
        at += max(used, 1)
    return tuple(found)


def is_bare(text: str, language: Language) -> bool:
    """Whether a text says a value or a name, and nothing of it: "about ten years", "the Court of Justice"."""
    values = read_values(text, language)
    spans = [(value.start, value.end) for value in values]
    measured = {word for value in values for word in value.text.split()}
    roughly = {value.start - 1 for value in values if value.approximate}
    words = [
        word
        for word in content_words(text, language)
        if not (
            word.folded in measured or word.end in roughly or any(start <= word.start < end for start, end in spans)
        )
    ]
    if not words:
        return bool(values)
    return all(text[word.start].isupper() for word in words) and not _LINKING[language].search(text)


def missing_values(claimed: Sequence[Value], told: Sequence[Value]) -> list[Value]:
    """The claimed values that no told value holds or gives."""
    return [value for value in claimed if value.required and not any(gives(other, value, told) for other in told)]


def _listed(value: Value, told: Sequence[Value]) -> set[float]:
    """The single numbers that were told, where a value is a list without spaces: "2,3,4"."""
    return {each for other in told if not other.parted for each in other.numbers} if "," in value.text else set()


def is_counted(value: Value, text: str) -> bool:
    """Whether a text lists as many things as a number of it says: "three levels: simple, advanced and qualified"."""
    match = _LISTED.match(fold(unicodedata.normalize("NFKC", text)), value.end)
    return match is not None and float(len(_BETWEEN.split(match[1]))) in value.numbers


def gives(other: Value, value: Value, told: Sequence[Value]) -> bool:
    """Whether ``other`` gives ``value``: the same number and measure, or a date that holds it."""
    if value.parted:
        return other.text == value.text or {*value.numbers} <= ({*other.date} if other.date else _listed(value, told))
    if other.parted:  # "30" of "30.0.1"
        return other.text.startswith(f"{value.text}.")
    if value.date is not None:
        return _gives_date(other, value.date, told)
    if other.date is not None:
        return not value.ordinal and not value.dimension and any(number in other.date for number in value.numbers)
    if value.ordinal != other.ordinal and not _is_one(value, other):
        return False
    if value.dimension and other.dimension and value.dimension != other.dimension:
        return False
    near = value.approximate and value.dimension == other.dimension
    return any(_same(number, theirs, near) for number in value.numbers for theirs in other.numbers)


def _same(number: float, other: float, approximate: bool) -> bool:
    """Whether two numbers are equal, or near where the one is said to be approximate and is the rounder one."""
    rounds = approximate and number >= 10 and number % 10 == 0 and _figures(number) < _figures(other)
    near = _ROUND if rounds else 1e-6
    return abs(number - other) <= near * max(abs(number), abs(other), 1e-9)


def _is_one(value: Value, other: Value) -> bool:
    """Whether an ordinal and a number are the one: « article 1er », "Article 1"."""
    return min(value.numbers) <= 1 and (not value.ordinal or other.text == "1")


def _figures(number: float) -> int:
    """How many figures a number has that are not there for its size alone: 2 in 1 500, 3 in 58.3."""
    return len(f"{number:f}".strip("0").replace(".", "").strip("0"))


def _gives_date(other: Value, date: Date, told: Sequence[Value]) -> bool:
    year, month, day = date
    if other.date is None:
        return month is None and day is None and float(year or 0) in other.numbers
    if any(
        mine is not None and theirs is not None and mine != theirs
        for mine, theirs in zip(date, other.date, strict=True)
    ):
        return False
    if (month is not None and other.date[1] is None) or (day is not None and other.date[2] is None):
        return False
    return year is None or other.date[0] is not None or _tells_year(told, year)


def _tells_year(told: Sequence[Value], year: int) -> bool:
    return any((value.date and value.date[0] == year) or float(year) in value.numbers for value in told)


def _value(tokens: Sequence[Token], at: int, language: Language) -> tuple[Value | None, int]:
    """The value that starts at a token, and how many tokens it takes."""
    for reader in (read_date, read_number):
        value, used = reader(tokens, at, language)
        if value is not None:
            return value, used
    return None, 1


@cache
def calendar_words() -> frozenset[str]:
    """The names of months and days in both languages, folded: their capitals do not make them names."""
    return weekdays() | {word for words in number_words()["months"].values() for word in words}


@cache
def weekdays() -> frozenset[str]:
    """The names of the days of the week in both languages, folded."""
    return frozenset(day for days in number_words()["weekdays"].values() for day in days)
