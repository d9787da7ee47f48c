"""Whether a value of a claim takes the place of another in the told sentence nearest to it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.verification.value_tokens import Value
from assistant.verification.values import gives, missing_values, read_values
from assistant.verification.words import Text


def is_revalued(claim: Text, sentence: Text, titles: Sequence[Text]) -> bool:
    """Whether a claim has a value that neither the sentence nor a title has, and lacks one of the sentence's.

    A value that comes more often counts as well: "three dice three times", « cinq dés trois fois ».
    """
    mine, theirs = read_values(*claim), read_values(*sentence)
    new = _new(mine, theirs, titles) or _comes_more(mine, theirs)
    return bool(new and (missing_values(theirs, mine) or _comes_more(theirs, mine)))


def exchanged(claim: Text, sentence: Text, titles: Sequence[Text]) -> list[Value]:
    """The values of a claim that stand for another of their kind and measure: a date for a date, euros for euros."""
    mine, theirs = read_values(*claim), read_values(*sentence)
    lacking = {(value.kind, value.dimension) for value in missing_values(theirs, mine)}
    return [value for value in _new(mine, theirs, titles) if (value.kind, value.dimension) in lacking]


def _new(mine: Sequence[Value], theirs: Sequence[Value], titles: Sequence[Text]) -> list[Value]:
    return missing_values(mine, (*theirs, *(value for title in titles for value in read_values(*title))))


def _comes_more(values: Sequence[Value], others: Sequence[Value]) -> bool:
    """Whether one of some values comes more often among them than among others that have it too."""
    for value in (value for value in values if value.required):
        times = sum(gives(other, value, others) for other in others)
        if 0 < times < sum(gives(other, value, values) for other in values if other.required):
            return True
    return False
