"""Reads a wish to have a thing explained as the question what it is: « Fais-moi un topo sur le SILL », "the EUPL 101".

Such words say nothing of the thing, and searched with its name they would hide it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from ingest.records import Language
from ingest.yaml_files import read_yaml

_MOST_CHARS = 60
"""The longest name of a thing: what is longer asks something of its own."""


def without_explaining(text: str, language: Language) -> str:
    """The question what a thing is, in place of a wish to have it explained; any other text as it is."""
    words = _table()[language]
    for pattern in _patterns(language):
        found = pattern.fullmatch(text.strip())
        if found:
            asks = "asks_which" if re.match(rf"(?i)(?:{words['relations']})\b", found["thing"]) else "asks"
            return str(words[asks]).format(found["thing"])
    return without_manner(text, language)


def without_manner(text: str, language: Language) -> str:
    """The question without how it is to be told, before or after: « en clair », "like I'm five", "for a non-lawyer"."""
    opening, closing = _manner(language)
    bare = closing.sub(r"\1", opening.sub("", text))
    return bare if any(character.isalpha() for character in bare) else text


@cache
def _patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    words = _table()[language]
    opening = rf"(?:(?:{'|'.join(words['opening'])})\s*)*"
    wish = rf"(?:{words['pronoun']})?(?:{words['verbs']}|{words['nouns']})"
    own = words["subjects_of_its_own"]
    between = rf"{words['links']}|{words['manner']}|{words['tail']}"  # « en deux mots » may stand before the thing, too
    thing = rf"(?P<thing>(?!\W*(?:{own}|{between})\b)[^\W_][^?!.,;:]{{1,{_MOST_CHARS}}}?)"
    tail = rf"(?:,?\s+(?:{words['manner']}|{words['tail']}))*\s*[?!.]*"
    links = rf"(?:\s*(?:{between})(?<=['’])|\s*(?:{between})(?=\s))*\s*"
    title = rf"{thing}(?:,?\s+(?:{words['titles']}|{words['manner']}))+"
    told = (
        rf"{opening}{wish}{links}\b{thing}{tail}",  # « tu peux m'expliquer le SILL en deux mots ? »
        rf"{thing},\s+{opening}{wish}\s*(?:{words['object']})?{tail}",  # « le SILL, tu peux m'expliquer ? »
        rf"{words['retains']}\s*\b{thing}{tail}",
        rf"{title}\s*[?!.]*",
    )
    return tuple(re.compile(rf"(?i){pattern}") for pattern in told)


@cache
def _manner(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How it is to be told, at the beginning of a question, and at its end with what closes it."""
    manner = _table()[language]["manner"]
    return re.compile(rf"(?i)^\W*(?:{manner})\b[\s,:]*"), re.compile(rf"(?i)(?:[\s,]+(?:{manner}))+(\s*[?!.]*)$")


@cache
def _table() -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = read_yaml(Path(__file__).with_name("explaining.yml"))
    return table
