"""What a sentence sets apart from what it tells: a claim may not tell it of that thing, nor leave out the contrast."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from assistant.verification.negation import polarity
from assistant.verification.words import Text, content_words, held
from ingest.lexical import fold
from ingest.records import Language

_REACH = 2
"""Words behind "rather than", « hormis » that name what is set apart."""
_TELLS = re.compile(r",? (?:qui|which|who|whose|dont)\b")
"""What tells something of the thing that is set apart: "unlike X, which ..."."""
_STOPS = re.compile(r"[,;:.!?()«»“”\n]| (?:is|are|was|were|has|have|est|sont|a|ont|qui|that|which|because|car) ")


@cache
def _pattern(language: Language, name: str) -> re.Pattern[str]:
    """A pattern of ``contrasts.yml``, between word borders."""
    table = yaml.safe_load(Path(__file__).with_name("contrasts.yml").read_text("utf-8"))
    return re.compile(rf"(?<![^\W_])(?:{table[language][name]})(?![^\W_])")


def tells_of_what_is_apart(claim: Text, sentence: Text) -> bool:
    """Whether a claim says something of what the sentence sets apart, or of everything, and sets nothing apart.

    One that sets a thing apart as well has to set the same one.
    """
    (text, language), told = claim, fold(sentence[0])
    apart, mine = _apart(told, language), _apart(fold(text), language)
    if not apart or _pattern(language, "prefers").search(fold(text)):
        return False
    if mine:
        others = _rest(told, language)
        return all(_says(one, claim) for one in _texts(apart, language)) and any(
            _says(one, (others, language)) and not _says(one, (" ".join(apart), language))
            for one in _texts(mine, language)
        )
    if _pattern(language, "whole").search(fold(text)) and _pattern(language, "whole").search(told):
        return True
    if bool(polarity(*claim).count) != bool(polarity(*sentence).count):
        return False  # "no state but Estonia has" says that Estonia has
    rest = _rest(told, language)
    return any(_says(one, claim) and not _says(one, (rest, language)) for one in _texts(apart, language))


def _apart(folded: str, language: Language) -> list[str]:
    """What is set apart in a folded text, as its first words."""
    found = []
    for match in _pattern(language, "apart").finditer(folded):
        stop = _STOPS.search(folded, match.end() + 1)
        part = folded[match.end() : stop.start() if stop else len(folded)]
        words = content_words(part, language)[:_REACH]
        if words and not (stop and _TELLS.match(folded, stop.start())):
            found.append(part[: words[-1].end])
    return found


def _rest(folded: str, language: Language) -> str:
    """A folded text without what it sets apart."""
    for part in _apart(folded, language):
        folded = folded.replace(part, " ")
    return folded


def _texts(parts: list[str], language: Language) -> list[Text]:
    return [(part, language) for part in parts]


def _says(part: Text, other: Text) -> bool:
    """Whether a text says all the words of a part."""
    return all(held(content_words(*part), part[0], [other], other[1]))
