"""What a sentence sets apart from what it tells: a claim may not tell it of that thing, nor leave out the contrast."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from assistant.verification.negation import polarity
from assistant.verification.words import Text, content_words, held
from ingest.lexical import fold
from ingest.records import Language
from ingest.yaml_files import read_yaml

_REACH = 2
"""Words behind "rather than", « hormis » that name what is set apart."""
_TELLS = re.compile(r",? (?:qui|which|who|whose|dont)\b")
"""What tells something of the thing that is set apart: "unlike X, which ..."."""
_STOPS = re.compile(r"[,;:.!?()«»“”\n]| (?:is|are|was|were|has|have|est|sont|a|ont|qui|that|which|because|car) ")


@cache
def _pattern(language: Language, name: str) -> re.Pattern[str]:
    """A pattern of ``contrasts.yml``, between word borders."""
    table = read_yaml(Path(__file__).with_name("contrasts.yml"))
    return re.compile(rf"(?<![^\W_])(?:{table[language][name]})(?:(?<=')|(?![^\W_]))")


def tells_of_what_is_apart(claim: Text, sentence: Text) -> bool:
    """Whether a claim says something of what the sentence sets apart, or of everything, and sets nothing apart.

    One that sets a thing apart as well has to set the same one.
    """
    apart, mine = _apart(sentence), _apart(claim)
    if not apart or _has("prefers", claim):
        return False
    rest, told = _rest(sentence), (" ".join(part for part, _ in apart), sentence[1])
    if mine:
        exchanged = any(_says(one, rest) and not _says(one, told) for one in mine)
        return exchanged and all(_says(one, claim) for one in apart)
    if _has("whole", claim) and _has("whole", sentence):
        return True
    if bool(polarity(*claim).count) != bool(polarity(*sentence).count):
        return False  # "no state but Estonia has" says that Estonia has
    return any(_says(one, claim) and not _says(one, rest) for one in apart)


def _has(name: str, text: Text) -> bool:
    return _pattern(text[1], name).search(fold(text[0])) is not None


def _apart(text: Text) -> list[Text]:
    """What is set apart in a text: the first words of it, folded."""
    found, folded = list[Text](), fold(text[0])
    for match in _pattern(text[1], "apart").finditer(folded):
        stop = _STOPS.search(folded, match.end())
        part = folded[match.end() : stop.start() if stop else len(folded)]
        words = content_words(part, text[1])[:_REACH]
        if words and not (stop and _TELLS.match(folded, stop.start())):
            found.append((part[: words[-1].end], text[1]))
    return found


def _rest(text: Text) -> Text:
    """A folded text without what it sets apart."""
    folded = fold(text[0])
    for part, _ in _apart(text):
        folded = folded.replace(part, " ")
    return folded, text[1]


def _says(part: Text, other: Text) -> bool:
    """Whether a text says all the words of a part."""
    return all(held(content_words(*part), part[0], [other], other[1]))
