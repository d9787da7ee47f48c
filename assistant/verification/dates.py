"""Reads dates: "3 mars 2026", "March 3rd, 2026", "2026-03-03", "03/03/2026", "3 au 5 mars"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.verification.value_tokens import Date, Token, Value, number_words
from ingest.records import Language

_AMBIGUOUS = frozenset(("may", "mar", "march", "mars", "sept", "dec", "jan", "nov", "oct", "avr", "mai", "sep", "jun"))
"""Months that are other words too: without a day or a year they are no date."""


def read_date(tokens: Sequence[Token], at: int, language: Language) -> tuple[Value | None, int]:
    token = tokens[at]
    if date := _in_digits(token):
        return _dated(tokens, at, 1, date), 1
    window = tokens[at : at + 5]
    if _is_day(token):
        used = 2 if len(window) > 1 and window[1].text in ("of", "de") else 1
        if len(window) > used and (month := _month(window[used], language)):
            return _with_year(tokens, at, used + 1, month, int(token.text))
        return _range_of_days(tokens, at, language)
    if month := _month(token, language):
        if len(window) > 1 and _is_day(window[1]) and language == "en":
            return _with_year(tokens, at, 2, month, int(window[1].text))
        value, used = _with_year(tokens, at, 1, month, None)
        plain = value is not None and value.date is not None and value.date[0] is None
        return (None, 1) if plain and token.text in _AMBIGUOUS else (value, used)
    return None, 1


def _in_digits(token: Token) -> Date | None:
    """ "2026-03-05", "05/03/2026", and "03/25/2026", where the second number can be no month."""
    if token.kind == "iso":
        year, month, day = map(int, token.text.split("-"))
        return year, month, day
    if token.kind == "slashes":
        first, second, year = map(int, token.text.split("/"))
        return (year, second, first) if second <= 12 else (year, first, second)
    return None


def _range_of_days(tokens: Sequence[Token], at: int, language: Language) -> tuple[Value | None, int]:
    """The first day of "3 au 5 mars 2026", "3-5 March": the month stands after the last."""
    for ahead in range(at + 1, min(at + 4, len(tokens) - 1)):
        between = [token.text for token in tokens[at + 1 : ahead]]
        if _is_day(tokens[ahead]) and between in (["-"], ["–"], ["au"], ["et"], ["a"], ["to"], ["and"], ["et", "le"]):
            used = ahead + 1
            if month := _month(tokens[used], language):
                value, _ = _with_year(tokens, ahead, 2, month, int(tokens[at].text))
                return value, 1
    return None, 1


def _with_year(tokens: Sequence[Token], at: int, used: int, month: int, day: int | None) -> tuple[Value | None, int]:
    skip = 1 if len(tokens) > at + used + 1 and tokens[at + used].text in (",", ".", "of") else 0
    place = at + used + skip
    if place < len(tokens) and tokens[place].kind == "digits" and re.fullmatch(r"1\d{3}|20\d{2}", tokens[place].text):
        return _dated(tokens, at, used + skip + 1, (int(tokens[place].text), month, day)), used + skip + 1
    return _dated(tokens, at, used, (None, month, day)), used


def _dated(tokens: Sequence[Token], at: int, used: int, date: Date) -> Value:
    text = " ".join(token.text for token in tokens[at : at + used])
    return Value("date", text, tokens[at].start, tokens[at + used - 1].end, date=date)


def _is_day(token: Token) -> bool:
    return token.kind in ("digits", "ordinal") and token.text.isdigit() and 1 <= int(token.text) <= 31


def _month(token: Token, language: Language) -> int | None:
    months: dict[str, int] = number_words()["months"][language]
    return months.get(token.text) if token.kind == "word" else None
