"""What is no statement: what announces one ("According to the page, X" states X), what speaks of the question."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ingest.lexical import fold
from ingest.records import Language
from ingest.yaml_files import read_yaml

_LIGATURES = str.maketrans({"œ": "o", "Œ": "O", "æ": "a", "Æ": "A"})  # folded they would be two letters


@cache
def _table(language: Language) -> dict[str, Any]:
    table: dict[str, Any] = read_yaml(Path(__file__).with_name("frames.yml"))[language]
    return table


@cache
def _patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    table = _table(language)
    return tuple(
        re.compile(opening.replace("{source}", table["source"]).replace("{tells}", table["tells"]))
        for opening in table["openings"]
    )


@lru_cache(maxsize=20_000)
def without_frame(text: str, language: Language) -> str:
    """The text from where its statement begins, with a capital there; the whole text where nothing announces it."""
    folded = fold(text.translate(_LIGATURES))
    if len(folded) != len(text):
        return text
    start = 0
    while match := next((found for each in _patterns(language) if (found := each.match(folded, start))), None):
        start = match.end()
    return text[start : start + 1].upper() + text[start + 1 :]


def speaks_of_question(text: str, language: Language) -> bool:
    """Whether a text begins to speak of a question, an answer or a passage: "The passage is about ..."."""
    return re.match(rf"\W*{_table(language)['exchange']}\b", fold(text)) is not None
