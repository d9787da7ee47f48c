"""Words of a language that say the same by the table of ``synonyms.yml``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from ingest.lexical import fold
from ingest.records import LANGUAGES, Language
from ingest.yaml_files import read_yaml


@cache
def _patterns() -> dict[Language, tuple[tuple[str, re.Pattern[str]], ...]]:
    table: dict[str, dict[Language, str]] = read_yaml(Path(__file__).with_name("synonyms.yml"))
    return {
        language: tuple((name, re.compile(rf"(?<![^\W_])(?:{row[language]})(?![^\W_])")) for name, row in table.items())
        for language in LANGUAGES
    }


@lru_cache(maxsize=20_000)
def read_concepts(text: str, language: Language) -> dict[str, frozenset[str]]:
    """The concepts that a text names, each with the folded words that name it."""
    folded = fold(text)
    found = {
        name: frozenset(word for match in pattern.finditer(folded) for word in match[0].split())
        for name, pattern in _patterns()[language]
    }
    return {name: words for name, words in found.items() if words}


def said_otherwise(text: str, told: Sequence[tuple[str, Language]], language: Language) -> frozenset[str]:
    """The folded words of a text whose concept a told text of its language names too."""
    theirs = {name for other, spoken in told if spoken == language for name in read_concepts(other, spoken)}
    return frozenset(word for name, words in read_concepts(text, language).items() if name in theirs for word in words)
