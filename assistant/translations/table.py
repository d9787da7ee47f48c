"""Words of French and English that translate each other, by the tables ``translations.txt`` and ``inflections.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from assistant.catalogue.words import Token, tokens
from ingest.lexical import surface_terms, tokenise
from ingest.records import LANGUAGES, Language
from ingest.yaml_files import read_yaml

_SIDES: tuple[Language, Language] = ("fr", "en")
TABLE = Path(__file__).with_name("translations.txt")
INFLECTIONS = Path(__file__).with_name("inflections.yml")
_AMERICAN = (
    (re.compile(r"(?<=\w\w)iz(?=(?:e|ed|es|ing|ations?|ers?)$)"), "is"),
    (re.compile(r"(?<=\w\w\w)or(?=(?:s|al|able)?$)"), "our"),
)
_ENDINGS: dict[Language, tuple[tuple[re.Pattern[str], str], ...]] = {
    "fr": (
        (re.compile(r"(?<=eu)x$|(?<=\w\w)s$"), ""),  # "lieux", "lois"
        (re.compile(r"(?<=\w\w\w)es?$"), ""),  # "légères"
        (re.compile(r"(?<=\w\w\w)(?:e|es|ee|ees|ent|ez|ons)$"), "er"),  # "dédiée", "fixent"
        (re.compile(r"ives?$"), "if"),
        (re.compile(r"ques?$"), "c"),
    ),
    "en": (
        (re.compile(r"(?<=\w\w\w)(?:er|est)$"), ""),  # "slower"
        (re.compile(r"i(?:er|est)$"), "y"),
    ),
}
"""What a word that ends so may also be a form of: the stemmer knows French endings by their accents, or not at all."""

_SAID_FOR: dict[Language, Mapping[str, str]] = {
    "fr": {
        **dict.fromkeys(("d", "du", "des"), "de"),
        **dict.fromkeys(("au", "aux"), "a"),
        **dict.fromkeys(("s", "me", "m", "te", "t", "nous", "vous"), "se"),
        **dict.fromkeys(("l", "la", "les"), "le"),
        **dict.fromkeys(("sa", "ses", "mon", "ma", "mes", "notre", "nos", "votre", "vos", "leur", "leurs"), "son"),
        "qu": "que",
    },
    "en": {
        **dict.fromkeys(("my", "his", "her", "its", "our", "their"), "your"),
        **dict.fromkeys(
            ("myself", "himself", "herself", "itself", "ourselves", "themselves", "yourselves"), "yourself"
        ),
    },
}
"""The form in which the table has a small word: « se rendre compte » is said of « nous nous rendons compte »."""

Key = tuple[str, ...]
"""The stems of a term, in order."""


@dataclass(frozen=True, slots=True)
class Term:
    """A place ``text[start:end]`` that the table knows, and the numbers of its lines that hold it."""

    start: int
    end: int
    concepts: frozenset[int]


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of the table by the terms that they hold, for each language, and what a longer term begins with."""

    terms: Mapping[Language, Mapping[Key, frozenset[int]]]
    beginnings: Mapping[Language, frozenset[Key]]


def rows() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The French and the English terms of each line of the table."""
    for line in TABLE.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            french, english = line.split(" | ")
            yield tuple(french.split(", ")), tuple(english.split(", "))


@dataclass(frozen=True, slots=True)
class Across:
    """A term of a text as it is written, and the terms of the other language that translate it; none where unknown."""

    text: str
    translations: frozenset[str]


@lru_cache(maxsize=2048)
def across(text: str, language: Language) -> tuple[Across, ...]:
    """The terms of a text, the longest where they overlap, then the words that the table does not know."""
    chosen: list[Term] = []
    for term in sorted(read_terms(text, language), key=lambda term: (term.start - term.end, term.start)):
        if all(term.end <= other.start or other.end <= term.start for other in chosen):
            chosen.append(term)
    rest = text
    for term in chosen:
        rest = rest[: term.start] + " " * (term.end - term.start) + rest[term.end :]
    known = [Across(text[term.start : term.end], _translations(term, language)) for term in chosen]
    return (*known, *(Across(word, frozenset()) for word in dict.fromkeys(surface_terms(rest))))


def _translations(term: Term, language: Language) -> frozenset[str]:
    other = 1 - _SIDES.index(language)
    return frozenset(word for line in term.concepts for word in _lines()[line][other])


@cache
def _lines() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    return tuple(rows())


@lru_cache(maxsize=20_000)
def read_terms(text: str, language: Language) -> tuple[Term, ...]:
    """The terms of the table that a text holds, in order; they may lie within each other."""
    found = tokens(text)
    stems = [_stems(token.folded, language) for token in found]
    return tuple(_terms(found, stems, language))


def _terms(found: Sequence[Token], stems: Sequence[tuple[str, ...]], language: Language) -> Iterator[Term]:
    table = _table()
    known, beginnings = table.terms[language], table.beginnings[language]
    for at in range(len(found)):
        keys: list[Key] = [()]
        for end in range(at, len(found)):
            keys = [(*key, stem) for key in keys for stem in stems[end]]
            held = [known[key] for key in keys if key in known]
            if held:
                yield Term(found[at].start, found[end].end, frozenset[int]().union(*held))
            keys = [key for key in keys if key in beginnings]
            if not keys:
                break


def concepts_in(text: str, language: Language) -> frozenset[int]:
    """The numbers of the lines that a text holds a term of."""
    return frozenset[int]().union(*(term.concepts for term in read_terms(text, language)))


@cache
def _table() -> Table:
    terms: dict[Language, dict[Key, set[int]]] = {language: {} for language in LANGUAGES}
    for number, sides in enumerate(rows()):
        for language, words in zip(_SIDES, sides, strict=True):
            for word in words:
                key = _key([token.folded for token in tokens(word)], language)
                terms[language].setdefault(key, set()).add(number)
    frozen = {language: {key: frozenset(lines) for key, lines in known.items()} for language, known in terms.items()}
    beginnings = {
        language: frozenset(key[:end] for key in known for end in range(1, len(key)))
        for language, known in terms.items()
    }
    return Table(frozen, beginnings)


def _key(folded: Sequence[str], language: Language) -> Key:
    longer = len(folded) > 1
    return tuple(_stem(_said_for(word, language) if longer else word, language) for word in folded)


def _said_for(folded: str, language: Language) -> str:
    return _SAID_FOR[language].get(folded, folded)


@lru_cache(maxsize=100_000)
def _stems(folded: str, language: Language) -> tuple[str, ...]:
    """The stems of a word: its own, and those of what it may be an inflected form of."""
    forms = [folded, _said_for(folded, language)]
    forms += [pattern.sub(new, folded) for pattern, new in _ENDINGS[language]]
    known = _dictionary_forms(language)
    forms += [word for form in tuple(forms) for word in known.get(form, ())]
    return tuple(dict.fromkeys(_stem(form, language) for form in forms))


def _stem(folded: str, language: Language) -> str:
    if language == "en":
        for pattern, new in _AMERICAN:
            folded = pattern.sub(new, folded)
    return next(iter(tokenise(folded, language)), folded)


@cache
def _dictionary_forms(language: Language) -> Mapping[str, tuple[str, ...]]:
    """The dictionary forms of each inflected form, folded."""
    table: dict[Language, dict[str, str]] = read_yaml(INFLECTIONS)
    found: dict[str, tuple[str, ...]] = {}
    for word, forms in table[language].items():
        (lemma,) = (token.folded for token in tokens(word))
        for form in tokens(forms):
            found[form.folded] = (*found.get(form.folded, ()), lemma)
    return found
