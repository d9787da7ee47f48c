"""Reads numbers in digits and in words, with the measure beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.verification.value_tokens import CURRENCIES, Token, Value, measures, number_words
from ingest.records import Language

_ROMAN = {"i": 1, "v": 5, "x": 10}
_BEFORE_A_MEASURE = ("derniers", "dernieres", "premiers", "premieres", "prochains", "prochaines", "more")
"""Between a number and its measure: « les quatre dernières années », "two more years"."""


def read_number(tokens: Sequence[Token], at: int, language: Language) -> tuple[Value | None, int]:
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


def _in_words(tokens: Sequence[Token], at: int, language: Language) -> tuple[Value | None, int]:
    tables, word = number_words(), tokens[at].text
    if word in tables["ordinals"][language]:
        return _made(tokens, at, 1, (float(tables["ordinals"][language][word]),), language, ordinal=True)
    if word == "other" and _before(tokens, at) == "every":  # "every other week"
        return _made(tokens, at, 1, (2.0,), language)
    if word in tables["scales"][language] and _before(tokens, at) == "a":  # "a million"
        return _scaled(tokens, at, 0, (1.0,), language)
    number, used = _spelt(tokens, at, language)
    if used:
        return _scaled(tokens, at, used, (number,), language)
    single = tables["single"][language].get(word)
    if single is None:
        return None, 1
    readings = (single, single * 100) if single < 1 else (float(single),)
    return _made(tokens, at, 1, readings, language)


def _spelt(tokens: Sequence[Token], at: int, language: Language) -> tuple[float, int]:
    """A number in words and how many tokens it takes, 0 where there is none."""
    tables = number_words()
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
        elif word in hundreds and (used or language == "fr" or _before(tokens, at) == "a") and current % 1000 < 100:
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


def _before(tokens: Sequence[Token], at: int) -> str:
    return tokens[at - 1].text if at else ""


def _fits(unit: float, last: float, used: int) -> bool:
    """Whether a unit can follow the last one: "twenty" then "one", "hundred" then anything below."""
    return not used or (last >= 100 and unit < 100) or (20 <= last < 100 and unit < 10)


def _scaled(
    tokens: Sequence[Token], at: int, used: int, numbers: tuple[float, ...], language: Language
) -> tuple[Value | None, int]:
    scales: dict[str, int] = number_words()["scales"][language]
    place = at + used
    if place + 1 < len(tokens) and tokens[place].text == "-" and tokens[place + 1].text in scales:  # "18-billion-euro"
        place, used = place + 1, used + 1
    if place < len(tokens) and tokens[place].text in scales and not _is_metre(tokens, place):
        numbers = tuple(number * scales[tokens[place].text] for number in numbers)
        used += 1
    return _made(tokens, at, used, numbers, language)


def _is_metre(tokens: Sequence[Token], place: int) -> bool:
    """Whether a bare "m" is metres: millions are followed by a currency."""
    following = tokens[place + 1].text if place + 1 < len(tokens) else ""
    return tokens[place].text == "m" and measures().get(following, ("", 0))[0] not in CURRENCIES


def _made(
    tokens: Sequence[Token],
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
        dimension, size = measures()[before]
    words = [token.text for token in tokens[at : at + used]]
    text = " ".join(words)
    tables = number_words()
    earlier = {token.text for token in tokens[max(at - 2, 0) : at]}
    value = Value(
        kind="amount" if dimension in CURRENCIES else "number",
        text=" ".join(token.text for token in tokens[at : at + used + taken]),
        start=tokens[at].start,
        end=tokens[at + used - 1].end,
        numbers=tuple(round(number * size, 6) for number in numbers),
        dimension=dimension,
        ordinal=ordinal,
        approximate=not earlier.isdisjoint(tables["approximately"][language]),
        required=text not in tables["never_required"][language] and not (text in tables["vague"] and _is_some(earlier)),
        after=_word_after(tokens, at + used + taken),
    )
    return value, used + taken


def _is_some(earlier: set[str]) -> bool:
    """Whether a word before a number says that there are some of it: "a few dozen", « quelques dizaines »."""
    return not earlier.isdisjoint(("few", "some", "several", "quelques", "plusieurs"))


def _measure(tokens: Sequence[Token], at: int) -> tuple[str, float, int]:
    """Dimension, size and the tokens taken by the measure at ``at``: "euros", "de dollars", "pour cent"."""
    texts = [token.text for token in tokens[at : at + 3]]
    if texts[:2] in (["pour", "cent"], ["per", "cent"]):
        return "part", 1.0, 2
    for taken, text in enumerate(texts, start=1):
        if text in measures():
            dimension, size = measures()[text]
            return dimension, float(size), taken
        if text not in ("de", "d", "'", "of", "us", "-", *_BEFORE_A_MEASURE):
            break
    return "", 1.0, 0


def _word_after(tokens: Sequence[Token], at: int) -> str:
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
