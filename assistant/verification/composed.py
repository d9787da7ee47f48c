"""What a sentence composed from the catalogue's facts states: the values that fill its template.

The templates are the assistant's own words (``assistant/catalogue/sentences.*.yml``).  Those of ``_FACTS`` state facts
of an entry, and what fills them has to be in the quotes.  All others speak of the selection itself (how many entries
answer, by which criteria, in what order, what is not documented): the assistant counted that over the whole catalogue,
no quote could say it, and the citations only show the entries.  Of those, the names of entries are checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.catalogue.tables import sentences
from ingest.records import Language

_FACTS = ("item", "item_no_licence", "item_no_steward", "item_bare", "describe", "facts", "description_to_verify")
_PREFIXES = ("yes", "no", "not_listed")
_NAMING = ("name", "names")
_BRACES = re.compile(r"\\\{(\w+)\\\}")
_SPACES = re.compile(r"(?:\\?\s)+")
_OWN = re.compile(
    r"\s*\((?:[^()]*; )?(?:licence |license )?(?:à vérifier|to be verified)\)"
    r"|\((?:[^()]*non documentés?|[^()]*not documented)\)"
)
_SMALL_CHANGES = str.maketrans({"\u00a0": " ", "\u202f": " ", "’": "'"})


@dataclass(frozen=True, slots=True)
class _Frame:
    pattern: re.Pattern[str]
    checked: tuple[str, ...]


def stated(text: str, language: Language) -> str | None:
    """What a composed sentence states beyond the assistant's words; None where it is no composed sentence.

    It is "" where nothing has to be in a quote.
    """
    plain = text.translate(_SMALL_CHANGES)
    for prefix in _prefixes(language):
        if match := prefix.fullmatch(plain):
            plain = match["sentence"]
    for frame in _frames(language):
        if match := frame.pattern.fullmatch(plain):
            return _OWN.sub("", " ".join(match[name] for name in frame.checked)).strip(" .")
    return None


@cache
def _prefixes(language: Language) -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(sentences(language)[name]) for name in _PREFIXES)


@cache
def _frames(language: Language) -> tuple[_Frame, ...]:
    """The frames of facts first, the longest own words first: a selection's template may be read into a fact's."""
    table = sentences(language)
    frames = [_frame(template, all_of=True) for name in _FACTS for template in _strings(table[name])]
    rest = [name for name in table if name not in (*_FACTS, *_PREFIXES)]
    frames += [_frame(template, all_of=False) for name in rest for template in _strings(table[name])]
    long = [frame for frame in frames if len(_own_words(frame)) > 4 or frame.checked == ("name", "summary")]
    return tuple(sorted(long, key=lambda frame: -len(_own_words(frame))))


def _own_words(frame: _Frame) -> str:
    return re.sub(r"\(\?P<\w+>\.\+\??\)|\\s\+|\W", "", frame.pattern.pattern)


def _strings(value: Any) -> Iterator[str]:
    """Every template below a key."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)


def _frame(template: str, *, all_of: bool) -> _Frame:
    pattern = _compiled(template)
    groups = tuple(dict.fromkeys(pattern.groupindex))
    return _Frame(pattern, groups if all_of else tuple(name for name in groups if name in _NAMING))


def _compiled(template: str) -> re.Pattern[str]:
    """A template as a pattern: its braces hold anything, and a full stop that they end with is not doubled."""
    body = template.translate(_SMALL_CHANGES).removesuffix(".")
    seen: set[str] = set()

    def group(match: re.Match[str]) -> str:
        name = match[1]
        if name in seen:
            return ".+"
        seen.add(name)
        return f"(?P<{name}>.*)" if name in ("what", "with") else f"(?P<{name}>.+)"

    escaped = _BRACES.sub(group, re.escape(body))
    return re.compile(_SPACES.sub(r"\\s+", escaped) + r"\.?\s*(?:\(.*\))?\.?", re.DOTALL | re.IGNORECASE)
