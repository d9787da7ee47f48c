"""The words of a claim that strict checks answer for: its values, names, cues and negations.

They are in the evidence in whatever form: "ninety-seven" as 97, "isn't" as "is not".  Likeness has nothing to add.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.verification import cues, negation
from assistant.verification.names import Name, read_names
from assistant.verification.value_tokens import number_words
from assistant.verification.values import read_values
from assistant.verification.words import content_words
from ingest.records import LANGUAGES, Language

Told = Sequence[tuple[str, Language]]


def answered(text: str, language: Language, told: Told, unheld: Sequence[Name]) -> list[bool]:
    """For each content word of a claim that no strict check refused, whether these checks found it in ``told``.

    ``unheld`` are the names that they left open.
    """
    words = content_words(text, language)
    ours = _value_words(text, language) | _roundings() | _cue_words(text, language, told)
    ours |= negation.denying_words(text, language, told_denies=any(negation.is_denied(*each) for each in told))
    left = {name.start for name in unheld}
    names = {name.start for name in read_names(text, language)} - left
    return [word.start not in left and (word.folded in ours or word.start in names) for word in words]


def _value_words(text: str, language: Language) -> frozenset[str]:
    said = [value.text for value in read_values(text, language)]
    joined = [each.replace(" ", "") for each in said]  # "1.5 k" is written "1.5k"
    return frozenset(word for each in (*said, *joined) for word in re.findall(r"[^\W_]+", each))


def _cue_words(text: str, language: Language, told: Told) -> frozenset[str]:
    return cues.cue_words(text, language, frozenset[str]().union(*(cues.read_cues(*each) for each in told)))


@cache
def _roundings() -> frozenset[str]:
    """ "About", "environ": whether a number may be rounded is checked with it."""
    return frozenset(word for language in LANGUAGES for word in number_words()["approximately"][language])
