"""Reads a wish to have a thing explained as the question what it is: « Fais-moi un topo sur le SILL », "the EUPL 101".

Such words say nothing of the thing, and searched with its name they would hide it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.records import Language

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
    return text


@cache
def _patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    words = _table()[language]
    opening = rf"(?:(?:{'|'.join(words['opening'])})\s*)*"
    wish = rf"(?:{words['pronoun']})?(?:{words['verbs']}|{words['nouns']})"
    own = words["subjects_of_its_own"]
    between = rf"{words['links']}|{words['tail']}"  # « en deux mots » may stand before the thing, too
    thing = rf"(?P<thing>(?!\W*(?:{own}|{between})\b)[^\W_][^?!.,;:]{{1,{_MOST_CHARS}}}?)"
    tail = rf"(?:,?\s+(?:{words['tail']}))*\s*[?!.]*"
    links = rf"(?:\s*(?:{between})(?<=['’])|\s*(?:{between})(?=\s))*\s*"
    title = rf"{thing}\s+(?:{words['titles']})"
    told = (
        rf"{opening}{wish}{links}\b{thing}{tail}",  # « tu peux m'expliquer le SILL en deux mots ? »
        rf"{thing},\s+{opening}{wish}\s*(?:{words['object']})?{tail}",  # « le SILL, tu peux m'expliquer ? »
        rf"{words['retains']}\s*\b{thing}{tail}",
        rf"{title}\s*[?!.]*",
    )
    return tuple(re.compile(rf"(?i){pattern}") for pattern in told)


@cache
def _table() -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = yaml.safe_load(
        files("assistant").joinpath("explaining.yml").read_text(encoding="utf-8")
    )
    return table
