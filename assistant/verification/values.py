"""Reads numbers, dates, amounts and percentages, in digits and in words, from French and English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from ingest.lexical import fold
from ingest.records import Language

ValueKind = Literal["number", "amount", "date"]
Date = tuple[int | None, int | None, int | None]
"""Year, month and day; None where the text does not tell."""

_CURRENCIES = frozenset({"euro", "dollar", "pound", "franc", "yen"})
_ROUND = 0.05
_DIGITS = r"\d{1,3}(?:[ .,']\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+")
_TOKEN = re.compile(
    rf"(?P<iso>(?<!\d)\d{{4}}-\d{{2}}-\d{{2}}(?!\d))|(?P<slashes>(?<!\d)\d{{1,2}}/\d{{1,2}}/\d{{4}}(?!\d))"
    r"|(?P<roman>\b[ivx]+(?=e(?:me)? (?:siecle|arrondissement|republique|dynastie)))(?:eme|e)"
    rf"|(?P<digits>(?<![^\W_]v)(?<![^\W_v])(?:{_DIGITS}))(?P<ordinal>(?:er|ere|e|eme|st|nd|rd|th)\b)?"
    r"|(?P<symbol>[€$£¥%]|°[cf]\b)|(?P<word>[^\W\d_]+)|(?P<mark>[^\s\w])"
)
_ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a text: what it may be read as, its measure, and ``text[start:end]`` of the folded text.

    ``numbers`` holds several readings where the notation is open ("1,500" in French text).  ``dimension`` is "" for a
    bare number, and ``date`` is set for dates alone.
    """

    kind: ValueKind
    text: str
    start: int
    end: int
    numbers: tuple[float, ...] = ()
    dimension: str = ""
    ordinal: bool = False
    approximate: bool = False
    required: bool = True
    date: Date | None = None
    after: str = ""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


@cache
def _tables() -> dict[str, Any]:
    tables: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("numbers.yml").read_text("utf-8"))
    return tables


@cache
def _measures() -> dict[str, tuple[str, float]]:
    """Dimension and size of every word of measure."""
    return {word: (name, size) for name, words in _tables()["measures"].items() for word, size in words.items()}


def read_values(text: str, language: Language) -> list[Value]:
    """The values of a text, in order; addresses are left out."""
    tokens = _tokens(text)
    found, at = [], 0
    while at < len(tokens):
        value, used = _value(tokens, at, language)
        if value is not None:
            found.append(value)
        at += max(used, 1)
    return found


def missing_values(claimed: Sequence[Value], told: Sequence[Value]) -> list[Value]:
    """The claimed values that no told value holds or gives."""
    return [value for value in claimed if value.required and not any(gives(other, value, told) for other in told)]


def gives(other: Value, value: Value, told: Sequence[Value]) -> bool:
    """Whether ``other`` gives ``value``: the same number and measure, or a date that holds it."""
    if value.date is not None:
        return _gives_date(other, value.date, told)
    if other.date is not None:
        return not value.ordinal and not value.dimension and any(number in other.date for number in value.numbers)
    if value.ordinal != other.ordinal and (value.ordinal or min(value.numbers) > 1):
        return False
    if value.dimension and other.dimension and value.dimension != other.dimension:
        return False
    return any(_same(number, theirs, value.approximate) for number in value.numbers for theirs in other.numbers)


def _same(number: float, other: float, approximate: bool) -> bool:
    """Whether two numbers are equal, or near where the one is said to be approximate and is round."""
    near = _ROUND if approximate and number >= 10 and number % 10 == 0 else 1e-6
    return abs(number - other) <= near * max(abs(number), abs(other), 1e-9)


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


def _tokens(text: str) -> list[_Token]:
    folded = fold(_ADDRESS.sub(" ", unicodedata.normalize("NFKC", text)))
    found = []
    for match in _TOKEN.finditer(folded):
        kind = match.lastgroup or "mark"
        if match["ordinal"] and match["digits"]:
            kind = "ordinal"
        found.append(_Token(kind, match[kind] if kind != "ordinal" else match["digits"], match.start(), match.end()))
    return found


def _value(tokens: Sequence[_Token], at: int, language: Language) -> tuple[Value | None, int]:
    """The value that starts at a token, and how many tokens it takes."""
    for reader in (_date, _number):
        value, used = reader(tokens, at, language)
        if value is not None:
            return value, used
    return None, 1


def _date(tokens: Sequence[_Token], at: int, language: Language) -> tuple[Value | None, int]:
    token = tokens[at]
    if token.kind == "iso":
        year, month, day = map(int, token.text.split("-"))
        return _dated(tokens, at, 1, (year, month, day)), 1
    if token.kind == "slashes":
        first, second, year = map(int, token.text.split("/"))
        day, month = (first, second) if second <= 12 else (second, first)
        return _dated(tokens, at, 1, (year, month, day)), 1
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
        ambiguous = token.text in (
            "may",
            "mar",
            "march",
            "mars",
            "sept",
            "dec",
            "jan",
            "nov",
            "oct",
            "avr",
            "mai",
            "sep",
            "jun",
        )
        return (None, 1) if plain and ambiguous else (value, used)
    return None, 1


def _range_of_days(tokens: Sequence[_Token], at: int, language: Language) -> tuple[Value | None, int]:
    """The first day of "3 au 5 mars 2026", "3-5 March": the month stands after the last."""
    for ahead in range(at + 1, min(at + 4, len(tokens) - 1)):
        between = [token.text for token in tokens[at + 1 : ahead]]
        if _is_day(tokens[ahead]) and between in (["-"], ["–"], ["au"], ["et"], ["a"], ["to"], ["and"], ["et", "le"]):
            used = ahead + 1
            if month := _month(tokens[used], language):
                value, _ = _with_year(tokens, ahead, 2, month, int(tokens[at].text))
                return value, 1
    return None, 1


def _with_year(tokens: Sequence[_Token], at: int, used: int, month: int, day: int | None) -> tuple[Value | None, int]:
    skip = 1 if len(tokens) > at + used + 1 and tokens[at + used].text in (",", ".", "of") else 0
    place = at + used + skip
    if place < len(tokens) and tokens[place].kind == "digits" and re.fullmatch(r"1\d{3}|20\d{2}", tokens[place].text):
        return _dated(tokens, at, used + skip + 1, (int(tokens[place].text), month, day)), used + skip + 1
    return _dated(tokens, at, used, (None, month, day)), used


def _dated(tokens: Sequence[_Token], at: int, used: int, date: Date) -> Value:
    text = " ".join(token.text for token in tokens[at : at + used])
    return Value("date", text, tokens[at].start, tokens[at + used - 1].end, date=date)


def _is_day(token: _Token) -> bool:
    return token.kind in ("digits", "ordinal") and token.text.isdigit() and 1 <= int(token.text) <= 31


def _month(token: _Token, language: Language) -> int | None:
    months: dict[str, int] = _tables()["months"][language]
    return months.get(token.text) if token.kind == "word" else None


def _number(tokens: Sequence[_Token], at: int, language: Language) -> tuple[Value | None, int]:
    token = tokens[at]
    if token.kind == "roman":
        return _made(tokens, at, 1, (float(_roman(token.text)),), language, ordinal=True)
    if token.kind == "ordinal":
        return _made(tokens, at, 1, _readings(token.text, language), language, ordinal=True)
    if token.kind == "digits":
        return _scaled(tokens, at, 1, _readings(token.text, language), language)
    if token.kind == "word":
        return _in_words(tokens, at, language)
    return None, 1


def _in_words(tokens: Sequence[_Token], at: int, language: Language) -> tuple[Value | None, int]:
    tables, word = _tables(), tokens[at].text
    if word in tables["ordinals"][language]:
        return _made(tokens, at, 1, (float(tables["ordinals"][language][word]),), language, ordinal=True)
    number, used = _spelt(tokens, at, language)
    if used:
        return _scaled(tokens, at, used, (number,), language)
    single = tables["single"][language].get(word)
    if single is None:
        return None, 1
    readings = (single, single * 100) if single < 1 else (float(single),)
    return _made(tokens, at, 1, readings, language)


def _spelt(tokens: Sequence[_Token], at: int, language: Language) -> tuple[float, int]:
    """A number in words and how many tokens it takes, 0 where there is none."""
    tables = _tables()
    units, hundreds, joins = tables["units"][language], tables["hundreds"][language], tables["joins"][language]
    total, current, used, last = 0.0, 0.0, 0, 1e12
    place = at
    while place < len(tokens) and tokens[place].kind in ("word", "mark"):
        word = tokens[place].text
        if word in units:
            four_score = language == "fr" and word in ("vingt", "vingts") and current % 100 == 4
            unit = 76.0 if four_score else float(units[word])
            tens = language == "fr" and 10 <= unit < 20 and current % 100 in (60, 80)
            teens = language == "fr" and last == 10 and 7 <= unit < 10
            if not four_score and not tens and not teens and not _fits(unit, last, used):
                break
            current, last = current + unit, unit if not four_score else 80.0
        elif word in hundreds and (used or language == "fr") and current % 1000 < 100:
            current, last = max(current, 1) * 100, 100.0
        elif word == ("mille" if language == "fr" else "thousand") and (used or language == "fr"):
            total, current, last = total + max(current, 1) * 1000, 0.0, 1000.0
        elif used and (word in joins or word == "-") and place + 1 < len(tokens) and tokens[place + 1].text in units:
            place += 1
            continue
        else:
            break
        place += 1
        used = place - at
    return total + current, used


def _fits(unit: float, last: float, used: int) -> bool:
    """Whether a unit can follow the last one: "twenty" then "one", "hundred" then anything below."""
    return not used or (last >= 100 and unit < 100) or (20 <= last < 100 and unit < 10)


def _scaled(
    tokens: Sequence[_Token], at: int, used: int, numbers: tuple[float, ...], language: Language
) -> tuple[Value | None, int]:
    scales: dict[str, int] = _tables()["scales"][language]
    place = at + used
    if place < len(tokens) and tokens[place].text in scales and not _is_metre(tokens, place):
        numbers = tuple(number * scales[tokens[place].text] for number in numbers)
        used += 1
    return _made(tokens, at, used, numbers, language)


def _is_metre(tokens: Sequence[_Token], place: int) -> bool:
    """Whether a bare "m" is metres: millions are followed by a currency."""
    following = tokens[place + 1].text if place + 1 < len(tokens) else ""
    return tokens[place].text == "m" and _measures().get(following, ("", 0))[0] not in _CURRENCIES


def _made(
    tokens: Sequence[_Token],
    at: int,
    used: int,
    numbers: tuple[float, ...],
    language: Language,
    ordinal: bool = False,
) -> tuple[Value | None, int]:
    """The value with the measure that stands before it ("$5") or after it ("5 million de dollars")."""
    dimension, size, taken = _measure(tokens, at + used)
    before = tokens[at - 1].text if at else ""
    if not dimension and before in "€$£¥" and before:
        dimension, size = _measures()[before]
    words = [token.text for token in tokens[at : at + used]]
    text = " ".join(words)
    tables = _tables()
    earlier = {token.text for token in tokens[max(at - 2, 0) : at]}
    value = Value(
        kind="amount" if dimension in _CURRENCIES else "number",
        text=" ".join(token.text for token in tokens[at : at + used + taken]),
        start=tokens[at].start,
        end=tokens[at + used - 1].end,
        numbers=tuple(round(number * size, 6) for number in numbers),
        dimension=dimension,
        ordinal=ordinal,
        approximate=not earlier.isdisjoint(tables["approximately"][language]),
        required=text not in tables["never_required"][language],
        after=_word_after(tokens, at + used + taken),
    )
    return value, used + taken


def _measure(tokens: Sequence[_Token], at: int) -> tuple[str, float, int]:
    """Dimension, size and the tokens taken by the measure at ``at``: "euros", "de dollars", "pour cent"."""
    texts = [token.text for token in tokens[at : at + 3]]
    if texts[:2] in (["pour", "cent"], ["per", "cent"]):
        return "part", 1.0, 2
    for taken, text in enumerate(texts, start=1):
        if text in _measures():
            dimension, size = _measures()[text]
            return dimension, float(size), taken
        if text not in ("de", "d", "'", "of", "us", "-"):
            break
    return "", 1.0, 0


def _word_after(tokens: Sequence[_Token], at: int) -> str:
    return next((token.text for token in tokens[at : at + 2] if token.kind == "word" and len(token.text) > 2), "")


def _readings(digits: str, language: Language) -> tuple[float, ...]:
    """What a number in digits may mean: "1,500" is 1500 in English, and in French text either."""
    plain = re.sub(r"[ ']", "", digits)
    marks = re.sub(r"\d", "", plain)
    if not marks:
        return (float(plain),)
    if len(marks) == 1:
        decimal = float(plain.replace(",", "."))
        if not re.search(r"[.,]\d{3}$", plain):
            return (decimal,)
        grouped = float(re.sub(r"[.,]", "", plain))
        usual = {"en": ",", "fr": "."}[language]
        return (grouped,) if marks == "," and usual == "," else (grouped, decimal)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain) and len(set(marks)) == 1:
        return (float(re.sub(r"[.,]", "", plain)),)
    if len(set(marks)) == 2:
        whole, _, fraction = plain.rpartition(marks[-1])
        return (float(re.sub(r"[.,]", "", whole) + "." + fraction),)
    return tuple(float(part) for part in re.split(r"[.,]", plain))  # a version, or a list without spaces


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-mine if mine < following else mine for mine, following in zip(values, [*values[1:], 0], strict=True))


@cache
def calendar_words() -> frozenset[str]:
    """The names of months and days in both languages, folded: their capitals do not make them names."""
    tables = _tables()
    return frozenset(word for name in ("months", "weekdays") for words in tables[name].values() for word in words)
