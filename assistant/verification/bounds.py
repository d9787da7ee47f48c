"""Whether a value of a claim is another bound than in the sentence: "over 9" of "up to 9", "to 9" of "from 9 to 8"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from assistant.verification.words import Text
from ingest.lexical import fold
from ingest.records import Language

_VALUE = r"\d+(?:[., ]\d+)*"
_LEAST: dict[Language, str] = {
    "en": r"(?<!no )(?<!not )more than|over|at least|above|no less than|no fewer than|a minimum of|exceed\w*",
    "fr": r"(?<!pas )plus d(?:e |')|au moins|au-dela de|depass\w+|superieure?s? a|un minimum de",
}
_MOST: dict[Language, str] = {
    "en": r"up to|at most|(?<!no )less than|(?<!no )fewer than|under|below|no more than|not more than|a maximum of",
    "fr": r"jusqu'a|au plus|(?<!pas )moins d(?:e |')|pas plus d(?:e |')|au maximum|inferieure?s? a|un maximum de",
}
_ENDPOINT = rf"(?:[^\W\d]+ ){{0,2}}({_VALUE})"
_UNIT = r"(?:\W(?!and |et )[^\W\d]+){0,2}"
_RANGE = {
    language: [re.compile(rf"\b{first} ?{_ENDPOINT}{_UNIT} {last} ?{_ENDPOINT}") for first, last in ways]
    for language, ways in {
        "en": (("from", "(?:to|until)"), ("between", "and")),
        "fr": (("d(?:e|')", "(?:a|jusqu'(?:en|a|au))"), ("entre", "et")),
    }.items()
}
_BEGINS: dict[Language, str] = {"en": r"from|since", "fr": r"de|depuis|des|a partir de"}
_ENDS: dict[Language, str] = {"en": r"to|until|till", "fr": r"a|jusqu'en|jusqu'a|jusqu'au"}


def is_misplaced(claim: Text, sentence: Text) -> bool:
    """Whether a value is the least of something in the one and the most of it in the other, or the one end of what
    goes from one value to another for the other end.
    """
    (least, most), (told_least, told_most) = (
        [_behind(words[language], fold(text)) for words in (_LEAST, _MOST)] for text, language in (claim, sentence)
    )
    turned = (least - most) & (told_most - told_least) or (most - least) & (told_least - told_most)
    return bool(turned) or _turns_range(claim, sentence)


def _turns_range(claim: Text, sentence: Text) -> bool:
    mine, language = fold(claim[0]), claim[1]
    values, theirs = set(_values(mine)), fold(sentence[0])
    for match in chain.from_iterable(pattern.finditer(theirs) for pattern in _RANGE[sentence[1]]):
        first, last = (_plain(each) for each in match.groups())
        if first in values and last not in values and first in _behind(_ENDS[language], mine):
            return True
        if last in values and first not in values and last in _behind(_BEGINS[language], mine):
            return True
    return False


def _behind(words: str, folded: str) -> set[str]:
    """The values that stand behind one of some words."""
    return {_plain(match[1]) for match in re.finditer(rf"(?<![^\W_])(?:{words}) ?(?:[^\W\d]+ )?({_VALUE})", folded)}


def _values(folded: str) -> Iterator[str]:
    return (_plain(match[0]) for match in re.finditer(_VALUE, folded))


def _plain(value: str) -> str:
    return re.sub(r"[ ,.](?=\d{3}\b)", "", value)
