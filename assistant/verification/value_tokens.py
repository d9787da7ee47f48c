"""Values of a text, the tokens that they are read from, and the tables of words of ``numbers.yml``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ingest.lexical import fold
from ingest.yaml_files import read_yaml

ValueKind = Literal["number", "amount", "date"]
Date = tuple[int | None, int | None, int | None]
"""Year, month and day; None where the text does not tell."""

CURRENCIES = frozenset({"euro", "dollar", "pound", "franc", "yen"})
_PARTED = re.compile(r"\d+(?:[.,]\d+){2,}")
_DIGITS = (
    r"(?!\d{1,3}(?:\.\d{3})+(?!\.?\d))\d+(?:\.\d+){3,}|\d{1,3}(?:[ .,']\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+")
_TOKEN = re.compile(
    rf"(?P<iso>(?<!\d)\d{{4}}-\d{{2}}-\d{{2}}(?!\d))|(?P<slashes>(?<!\d)\d{{1,2}}/\d{{1,2}}/\d{{4}}(?!\d))"
    r"|(?P<roman>\b[ivx]+(?=e(?:me)? (?:siecle|arrondissement|republique|dynastie)))(?:eme|e)"
    rf"|(?P<digits>(?<![^\W_]v)(?<![^\W_v])(?:{_DIGITS}))(?P<ordinal>(?:er|ere|e|eme|st|nd|rd|th)\b)?"
    r"|(?P<symbol>[€$£¥%]|°[cf]\b)|(?P<word>[^\W\d_]+)|(?P<mark>[^\s\w])"
)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a text: what it may be read as, its measure, and ``text[start:end]`` of the folded text.

    ``numbers`` holds several readings where the notation is open ("1,500" in French text).  ``dimension`` is "" for a
    bare number, and ``date`` is set for dates alone.
    """

    kind: ValueKind
    text: str
    start: int
    end: int
    numbers: tuple[float, ...] = ()
    dimension: str = ""
    ordinal: bool = False
    approximate: bool = False
    required: bool = True
    date: Date | None = None
    after: str = ""

    @property
    def parted(self) -> bool:
        """Whether this is a version, the number of a section or an address ("30.0.1"), whose parts are no numbers."""
        return len(self.numbers) > 1 and bool(_PARTED.fullmatch(self.text))


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    start: int
    end: int


@cache
def number_words() -> dict[str, Any]:
    tables: dict[str, Any] = read_yaml(Path(__file__).with_name("numbers.yml"))
    return tables


@cache
def measures() -> dict[str, tuple[str, float]]:
    """Dimension and size of every word of measure."""
    return {word: (name, size) for name, words in number_words()["measures"].items() for word, size in words.items()}


def tokens_of(text: str) -> list[Token]:
    folded = fold(_ADDRESS.sub(" ", unicodedata.normalize("NFKC", text)))
    found = []
    for match in _TOKEN.finditer(folded):
        kind = match.lastgroup or "mark"
        if match["ordinal"] and match["digits"]:
            kind = "ordinal"
        found.append(Token(kind, match[kind] if kind != "ordinal" else match["digits"], match.start(), match.end()))
    return found
