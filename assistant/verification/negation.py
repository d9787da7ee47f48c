"""Reads what a text negates, and tells whether a sentence turns the polarity of its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

from assistant.verification.words import content_words
from ingest.lexical import fold
from ingest.records import Language

_CLAUSE_END = re.compile(r"[,;:.!?()«»“”]| (?:mais|but|and|et|ou|or|car|because|si|if|qui|that|which|whereas) ")
_REACH = 3
_SHARE = 0.6
_AUXILIARIES = ("is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "could", "should", "would")
_GROUP, _FRENCH_GROUP = 18, 40  # characters between two marks of one negation: "n't ... any", "ne ... pas"
_CHAINED = ("ni", "nor", "neither")


@dataclass(frozen=True, slots=True)
class Polarity:
    """What a text negates: the stems that follow each negation, and whether words deny without "not"."""

    scopes: tuple[tuple[str, ...], ...]
    implicit: int


@cache
def _patterns(language: Language) -> dict[str, re.Pattern[str]]:
    table = yaml.safe_load(Path(__file__).with_name("negation.yml").read_text("utf-8"))[language]
    return {
        name: re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})(?![^\W_])") for name, words in _bordered(table).items()
    }


def _bordered(table: dict[str, list[str]]) -> dict[str, list[str]]:
    """ "n't" and "n'" have no border where they touch their word."""
    return {
        name: [rf"{word}(?=\w)|{word}" if word.endswith("'") else word for word in words]
        for name, words in table.items()
    }


@lru_cache(maxsize=20_000)
def polarity(text: str, language: Language) -> Polarity:
    """Each negation reaches the ``_REACH`` content words behind it, within its clause."""
    folded = fold(text)
    folded = re.sub(r"n't\b", " n't", folded) if language == "en" else re.sub(r"\bn'", "n' ", folded)
    folded = " ".join(folded.split())
    folded = _patterns(language)["not"].sub(lambda match: "_" * len(match[0]), folded)
    scopes: list[tuple[str, ...]] = []
    end, last = -_FRENCH_GROUP, ""
    for match in _explicit(folded, language):
        reach = _FRENCH_GROUP if last in ("ne", "n'") else _GROUP
        goes_on = match.start() - end < reach and not _CLAUSE_END.search(folded, end, match.start())
        if not goes_on and not (scopes and match[0] in _CHAINED):
            scopes.append(_scope(folded, match.end(), language))
        end, last = match.end(), match[0]
    return Polarity(tuple(scopes), len(_patterns(language)["implicit"].findall(folded)))


def is_denied(text: str, language: Language) -> bool:
    """Whether a text holds a negation, however it is said."""
    found = polarity(text, language)
    return bool(found.scopes or found.implicit)


def denying_words(text: str, language: Language, *, told_denies: bool) -> frozenset[str]:
    """The folded words of a text that look like a negation and are none ("not only"), and those that are one.

    The latter only where what was told has a negation too (``told_denies``).
    """
    folded = fold(text)
    patterns = _patterns(language) if told_denies else {"not": _patterns(language)["not"]}
    found = {word for pattern in patterns.values() for match in pattern.finditer(folded) for word in _words(match[0])}
    contracted = {f"{word}n" for word in _AUXILIARIES if told_denies and f"{word}n't" in folded}
    return frozenset(found | contracted)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _explicit(folded: str, language: Language) -> list[re.Match[str]]:
    return list(_patterns(language)["explicit"].finditer(folded))


def _scope(folded: str, start: int, language: Language) -> tuple[str, ...]:
    stop = _CLAUSE_END.search(folded, start)
    clause = folded[start : stop.start() if stop else len(folded)]
    words = [word for word in content_words(clause, language) if not _explicit(word.folded, language)]
    return tuple(word.stem for word in words[:_REACH])


def flips(claim: Polarity, claim_stems: frozenset[str], told: Sequence[tuple[Polarity, frozenset[str]]]) -> bool:
    """Whether the claim negates what a told sentence affirms, or affirms what it negates, by the same words.

    ``told`` holds the polarity and the stems of each told sentence, those that hold the claim best.
    """
    negated = frozenset(stem for each, _ in told for scope in each.scopes for stem in scope)
    affirmed = frozenset[str]().union(*(stems for _, stems in told)) - negated
    for scope in claim.scopes:
        holders = [each for each, stems in told if len(stems.intersection(scope)) >= _SHARE * max(len(scope), 1)]
        if holders and not negated.intersection(scope) and not any(each.implicit for each in holders):
            return True
    if claim.implicit:
        return False
    said = claim_stems - frozenset(stem for scope in claim.scopes for stem in scope)
    return any(
        scope and scope[0] in said - affirmed and claim_stems.issuperset(scope)
        for each, _ in told
        for scope in each.scopes
    )
