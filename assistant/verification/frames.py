"""Takes off what announces a statement: "According to the page, X" states X."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

import yaml

from ingest.lexical import fold
from ingest.records import Language

_LIGATURES = str.maketrans({"œ": "o", "Œ": "O", "æ": "a", "Æ": "A"})  # folded they would be two letters


@cache
def _patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    table = yaml.safe_load(Path(__file__).with_name("frames.yml").read_text("utf-8"))[language]
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
