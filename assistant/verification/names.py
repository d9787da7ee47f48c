"""Reads the names of a text, and tells which of them the evidence does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from rapidfuzz import fuzz

from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import Token, fold, singular, tokens
from assistant.translations.table import read_terms
from assistant.verification.value_tokens import measures
from assistant.verification.values import calendar_words
from assistant.verification.words import glossary_terms
from ingest.lexical import surface_terms
from ingest.records import Language
from ingest.reference import reference
from ingest.word_lists import word_list
from ingest.yaml_files import read_yaml

_ADDRESS = re.compile(r"https?://[^\s)\]>»”]+|[\w.+-]+@[\w-]+\.\w+")
_ALIKE = 84.0
_SHORT = 3
_ENDINGS = frozenset(["s", "e", "es", "n", "ne", "ns", "nes", "en", "ens", "an", "ans", "al", "ale"])
"""What a name may take at its end and stay the same: "Européen", "Européenne"; "LinuxFr" is not "Linux"."""
_NOT = ("'t", "’t")
_ELIDED = frozenset(["lorsqu", "puisqu", "quoiqu", "jusqu", "presqu", "quelqu"])
_SMALL = frozenset(
    ["la", "le", "les", "the", "du", "de", "of", "editeur", "editeurs", "solution", "vendor", "republique", "republic"]
)


@dataclass(frozen=True, slots=True)
class Name:
    """One word of a name: as written and folded, at ``start``; a ``sure`` one cannot be an ordinary word."""

    raw: str
    folded: str
    start: int
    end: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Surface:
    """The words of the evidence, as names are looked up in it; ``texts`` are what its acronyms are made of."""

    texts: tuple[str, ...]
    words: frozenset[str]
    terms: frozenset[str]
    addresses: frozenset[str]


@lru_cache(maxsize=20_000)
def read_names(text: str, language: Language, lexicon: frozenset[str] = frozenset()) -> tuple[Name, ...]:
    """The words of names, in order: capitals inside a sentence, acronyms, mixed case, and words of the lexicon."""
    text = _ADDRESS.sub(" ", text)
    found = list(tokens(text))
    return tuple(
        Name(token.raw, token.folded, token.start, token.end, _is_sure(token) or token.folded in lexicon)
        for at, token in enumerate(found)
        if _is_name(text, found, at, language, lexicon)
    )


@lru_cache(maxsize=20_000)
def read_peoples(text: str) -> tuple[Name, ...]:
    """The countries and peoples that a text has without a capital, as French adjectives are."""
    return tuple(
        Name(token.raw, token.folded, token.start, token.end, True)
        for token in tokens(text)
        if token.raw.islower() and token.folded in _country_words()
    )


@cache
def _country_words() -> frozenset[str]:
    """Names of countries and peoples of one word."""
    return frozenset(fold(name) for names in vocabulary()["countries"].values() for name in names if " " not in name)


def addresses(text: str) -> frozenset[str]:
    """The web and mail addresses of a text, without what punctuation follows them."""
    return frozenset(match.rstrip(".,;:!?/").lower() for match in _ADDRESS.findall(text))


def _is_name(text: str, found: Sequence[Token], at: int, language: Language, lexicon: frozenset[str]) -> bool:
    token = found[at]
    if token.raw[-1] == "n" and text[token.end : token.end + 2] in _NOT:
        return False
    if not token.raw[0].isupper():
        mixed = any(letter.isupper() for letter in token.raw) and len(token.raw) > 1
        return mixed and not token.raw[0].isdigit()
    if len(token.raw) == 1 or token.folded in calendar_words() or _is_measure(found, at):
        return False
    if not _means(token.raw):
        return at > 0 and at + 1 == len(found)  # no text ends with a function word in capitals: "la ville d’Eu"
    if _is_sure(token) or not token.opens or _follows_comma(found, at, text):
        return True
    if token.folded in lexicon:
        return True
    # A first word is a name where it is no word of the language, nor a form of one: "Ciblez".
    return not _is_word(token.folded, language) and not read_terms(token.raw, language)


def _is_measure(found: Sequence[Token], at: int) -> bool:
    """Whether a word is the unit of a number: "12 GB"."""
    return at > 0 and found[at - 1].folded[-1].isdigit() and found[at].folded in measures()


def _follows_comma(found: Sequence[Token], at: int, text: str) -> bool:
    return at > 0 and text[found[at - 1].end : found[at].start].strip() == ","


@lru_cache(maxsize=50_000)
def _means(raw: str) -> bool:
    """Whether a word is none of the function words, elided ones included."""
    return bool(surface_terms(raw)) and fold(raw) not in _ELIDED


def _is_sure(token: Token) -> bool:
    return len(token.raw) > 1 and any(letter.isupper() for letter in token.raw[1:])


@lru_cache(maxsize=50_000)
def _is_word(folded: str, language: Language) -> bool:
    words = _folded_words(language)
    return any(form in words for form in _spellings(folded))


def _spellings(folded: str) -> tuple[str, ...]:
    """A word, its singular, and its American spelling: the English list is American."""
    return folded, singular(folded), folded.replace("our", "or"), folded.replace("is", "iz"), folded.replace("ll", "l")


@cache
def _folded_words(language: Language) -> frozenset[str]:
    return frozenset(map(fold, word_list(language)))


def surface_of(texts: Iterable[str]) -> Surface:
    """The evidence as names are looked up: the words, glossary terms and addresses of all its texts."""
    pieces = tuple(texts)
    read = [_surface(text) for text in pieces]
    words, terms, found = (frozenset[str]().union(*(each[part] for each in read)) for part in range(3))
    return Surface(pieces, words, terms, found)


@lru_cache(maxsize=20_000)
def _surface(text: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words, glossary terms and addresses of one text."""
    found, spelt = tokens(text), surface_terms(text)
    words = {token.folded for token in found} | set(spelt)
    words |= {word for term in spelt for word in re.split(r"[.'+#]", term)}
    words |= {a.folded + b.folded for a, b in pairwise(found)}
    return frozenset(words), frozenset(term for *_, term in glossary_terms(text)), addresses(text)


@lru_cache(maxsize=20_000)
def initials(text: str) -> frozenset[str]:
    """Acronyms that runs of two to six words give, with and without their small words, which neither open nor end one.

    « est une licence à » is no "EULA".
    """
    found = tokens(text)
    full = [(token.folded[0], len(token.folded) > _SHORT or token.raw[0].isupper()) for token in found]
    strong = [letter for letter in full if letter[1]]
    return frozenset(
        "".join(letter for letter, _ in run)
        for letters, least in ((full, 3), (strong, 2))
        for size in range(least, 7)
        for run in (letters[at : at + size] for at in range(len(letters) - size + 1))
        if run[0][1] and run[-1][1]
    )


def missing_names(text: str, names: Iterable[Name], told: Surface, crosses: bool) -> list[Name]:
    """The names of a text that the evidence does not hold, by any of their spellings, nor by a term of the glossary.

    Within a language the glossary gives acronyms alone: what one stands for has to be there to be read.  Across
    languages a text may give its own: « environnement de développement intégré (EDI) ».
    """
    known = [(start, end) for start, end, term in glossary_terms(text) if term in told.terms]
    return [
        name
        for name in names
        if not (
            (crosses or name.raw.isupper()) and any(start <= name.start and name.end <= end for start, end in known)
        )
        and not _holds(told, name, crosses)
        and not (crosses and len(name.raw) >= _SHORT and name.raw.isupper() and name.folded in initials(text))
    ]


def may_be_translated(name: Name, language: Language) -> bool:
    """Whether a name is made of an ordinary word, which another language would say otherwise: "Court of Justice"."""
    return not name.sure and name.folded not in _exonyms() and _is_word(name.folded, language)


def _holds(told: Surface, name: Name, crosses: bool) -> bool:
    folded = name.folded
    # The tables have both languages' acronyms, but « l'EU » is no French for « l'Union européenne ».
    by_initials = not crosses and len(name.raw) == 2 and name.raw.isupper()
    if any(form in told.words for form in ({folded} if by_initials else _forms(folded))):
        return True
    if any(name.raw.endswith(end) and name.raw.removesuffix(end).isupper() for end in ("es", "s")) and (
        folded[:-1] in told.words or folded[:-2] in told.words
    ):  # "PRs", "BIOSes"
        return True
    if name.raw.isupper() and any(folded in initials(text) for text in told.texts):
        return True
    return any(_is_alike(folded, word, crosses) for word in told.words)


@lru_cache(maxsize=50_000)
def _forms(folded: str) -> frozenset[str]:
    """The name, its singular, its other names in the tables, and what its acronym stands for."""
    forms = {folded, singular(folded), f"{folded}s"} | _exonyms().get(folded, frozenset())
    return frozenset(forms | _acronyms().get(folded, frozenset()))


def _is_alike(folded: str, word: str, crosses: bool) -> bool:
    """Whether two spellings are one name: inflected, or said in the other language ("Commission européenne")."""
    short, long = sorted((folded, word), key=len)
    if len(short) < 4 or short[0] != long[0]:
        return False
    if long.startswith(short) and long[len(short) :] in _ENDINGS and len(short) > 4:
        return True
    return crosses and len(short) > 4 and fuzz.ratio(short, long) >= _ALIKE


@cache
def _exonyms() -> dict[str, frozenset[str]]:
    """The words of each place and people in both languages, by any of them."""
    rows: list[list[str]] = read_yaml(Path(__file__).with_name("places.yml"))
    rows += [list(names) for names in vocabulary()["countries"].values()]
    table: dict[str, frozenset[str]] = {}
    for row in rows:
        words = frozenset(word for name in row for word in fold(name).split() if len(word) > 1 and word not in _SMALL)
        for word in words:
            table[word] = table.get(word, frozenset()) | words | frozenset(f"{word}s" for word in words)
    return table


@cache
def _acronyms() -> dict[str, frozenset[str]]:
    """The acronyms of one glossary term, in both languages, by any of them."""
    table: dict[str, frozenset[str]] = {}
    for term in reference().glossary:
        row = frozenset(fold(word) for word in (*term.acronyms_fr, *term.acronyms_en))
        for word in row:
            table[word] = table.get(word, frozenset()) | row
    return table
