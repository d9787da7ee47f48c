"""Reads what a text negates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from assistant.verification.joined_negations import Joined, read_joined
from assistant.verification.words import content_words
from ingest.lexical import fold
from ingest.records import Language
from ingest.yaml_files import read_yaml

_CLAUSE_END = re.compile(
    r"[,;:.!?()«»“”]| (?:mais|but|and|et|ou|or|car|because|si|if|quand|when|qui|that|which|whereas) "
)
_REACH = 3
_AUXILIARIES = ("is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "could", "should", "would")
_GROUP, _FRENCH_GROUP = 18, 40  # characters between two marks of one French negation: "pas ... aucun", "ne ... pas"
_WITHOUT = ("sans", "without")
_ANNOUNCES = ("ne", "n'", "aucun", "aucune", "nul", "nulle", "personne")
_CHAINED = ("ni", "nor", "neither")
_DENIES_ANEW = re.compile(rf" (?:{'|'.join(_AUXILIARIES)}|can|will|may|must) ")
"""After "nor", a verb of its own: "is not free, nor does it run"."""
_VERBAL = ("not", "n't", "cannot", "never", "pas", "jamais")
_PARTICLES = ("ne", "n'")
_SINCE = ("since", "depuis")
"""What stands before a time and is nothing that is negated."""
_TIME = re.compile(
    r" (?:by|in|on|since|until|before|after|en|depuis|avant|apres|jusqu'en|debut|fin|mi|le|au)"
    r"[ -](?:\w+[ -])?\d{1,4}\b.*"
)
"""When something is not so, to the end of its clause: "not adopted by mid-2026"."""
_COMPLETING = ("aucun", "aucune", "jamais", "nul", "nulle", "nullement")
"""Words that go on with the "ne" of their clause, however far it is: « ne modifiez pas ... en aucune façon »."""
_AUXILIARY = re.compile(
    rf"\b(?:{'|'.join(_AUXILIARIES)}|am|be|been|being|can|will|shall|may|might|must|need)(?: (?:\w+ly|also|still))? $"
)
_HAS_NONE: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(r"n' (?:y )?(?:ai?|ont|avai(?:t|ent)|aur\w+) pas(?= d(?:e\b|'))"),
    "en": re.compile(r"(?:do|does|did) (?:not|n't)(?= have\b)"),
}
"""What denies a noun by the verb "have": « il n'y a pas de module », "a module is missing"."""
_NO_OTHER = ("no", "without", "none", "sans", "aucun", "aucune")
_GO_ON = (*_NO_OTHER, "ne", "n'")
_JOINED = re.compile(r"(?:and|or|nor|et|ou) $|[,(] ?$")
_COMPLETES = re.compile(r"[^.,;:!?]{0,60}?\b(?:pas|plus|jamais|rien|aucune?|nul(?:le)?|ni|guere|personne|nullement)\b")
_LEAVES_BARE = re.compile(
    r"\b(?:(?:aucune?|nul(?:le)?|jamais|ni)\b|(?:avant|moins|plus|mieux|sans|evit\w*|empech\w*|crain\w*|peur)\b[^.;:!?]*"
    r"\bqu(?:e\b|'))[^.;:!?]*$"
)
"""What a "ne" without "pas" belongs to, or is only there for: "aucun ... ne", "avant que ... ne"."""


_DENIES_ALONE = re.compile(r" ?(?:peu(?:t|vent|x|ve)|pourr\w+|pouv\w+|saur\w+|cess\w+|os(?:e|ent|er|ait))\b")
"""The verbs that a "ne" denies without "pas": « ne peut être »."""
_PREDICATE = re.compile(
    r"(?:^|\b(?:is|are|was|were|be|been|being|if|est|sont|etai(?:t|ent)|etre|soi(?:t|ent)|sera|seront|si)(?: \w+)? )$"
)
"""What stands before a predicate: "is unknown", "Unknown format"."""
_BORN = re.compile(r"\bné\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Polarity:
    """What a text negates: the stems that follow each negation.

    ``denied`` holds each word that denies without "not", folded, and the stems of its clause.  ``surplus`` counts the
    scopes that add no negation of their own: "no vendor and no fee", "avant qu'il ne vienne".  ``soft`` counts those of
    the others that deny no verb: "without", "aucun", « ne ... plus ».  ``strong`` counts the words of ``denied`` that
    may stand for such a one in the other language: "unanswered", « sans réponse »; ``firm`` those that may stand for
    one that denies a verb: "fails to find", "is unknown".  ``idioms`` counts what denies no verb and has its like in
    the other language: "not only", « n'hésitez pas ».  ``optional`` counts what the other language may say without a
    negation: « tant que ... pas », "until".  ``joined`` is what goes on with one of them: "neither ... nor".
    """

    scopes: tuple[tuple[str, ...], ...]
    denied: tuple[tuple[str, frozenset[str]], ...]
    surplus: int = 0
    soft: int = 0
    strong: int = 0
    firm: int = 0
    idioms: int = 0
    optional: int = 0
    joined: tuple[Joined, ...] = ()
    denied_clauses: tuple[frozenset[str], ...] = ()

    @property
    def count(self) -> int:
        """How many negations a text has, those that go on with another counted with it."""
        return len(self.scopes) - self.surplus + self.idioms

    @property
    def implicit(self) -> int:
        """How many words deny without "not"."""
        return len(self.denied)

    def denies(self, stems: Iterable[str], other: Polarity) -> bool:
        """Whether a word denies one of some stems without "not", which another text does not have as well."""
        common = {word for word, _ in other.denied}
        return any(word not in common and not clause.isdisjoint(stems) for word, clause in self.denied)


@cache
def _patterns(language: Language) -> dict[str, re.Pattern[str]]:
    table = read_yaml(Path(__file__).with_name("negation.yml"))[language]
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
    """Each negation reaches the ``_REACH`` content words behind it, within its clause; "without" the next one."""
    folded = fold(unambiguous(text))
    folded = re.sub(r"n't\b", " n't", folded) if language == "en" else re.sub(r"\bn'", "n' ", folded)
    folded = " ".join(folded.split())
    folded, idioms = _patterns(language)["idiom"].subn(_blank, folded)
    folded, optional = _patterns(language)["optional"].subn(_blank, folded)
    folded = _patterns(language)["not"].sub(_blank, folded)
    scopes: list[tuple[str, ...]] = []
    surplus, soft = 0, list[bool]()
    end, last = -_FRENCH_GROUP, ""
    for match in _explicit(folded, language):
        group = _FRENCH_GROUP if last in _ANNOUNCES else _GROUP
        if last and match[0] in _COMPLETING:
            group = len(folded)
        goes_on = (
            language == "fr"
            and match[0] not in _WITHOUT
            and not (last in ("pas", "sans") and match[0] in _PARTICLES)
            and match.start() - end < group
            and not _CLAUSE_END.search(folded, end, match.start())
        )
        chained = match[0] in _CHAINED and not _denies_anew(folded, match)
        adds_none = _adds_none(folded, match, last)
        if not goes_on and not (scopes and chained):
            reach = 1 if match[0] in _WITHOUT else _REACH
            scopes.append(_scope(folded, match.end(), language)[:reach])
            again = adds_none or (bool(scopes[-1]) and scopes[-1] in scopes[:-1])
            surplus += again
            soft.append(not again)
        if soft and match[0] in _VERBAL and _denies_verb(folded, match, language):
            soft[-1] = False
        end, last = match.end(), "" if adds_none and match[0] in _PARTICLES else match[0]
    implicit = list(_patterns(language)["implicit"].finditer(folded))
    denied = tuple((match[0], _clause_around(folded, match.start(), language)) for match in implicit)
    counted = {match.start() for match in _explicit(folded, language)}
    loose = _patterns(language)["loose"]
    alone = [match for match in implicit if match.start() not in counted]
    strong = sum(not loose.fullmatch(match[0]) for match in alone)
    firm = sum(_is_firm(folded, match, language) for match in alone)
    joined = read_joined(
        folded, [mark for mark in _explicit(folded, language) if not _denies_anew(folded, mark)], language
    )
    clauses = tuple(
        _clause_around(folded, match.start(), language) - {word.stem for word in content_words(match[0], language)}
        for match in alone
        if not loose.fullmatch(match[0])
    )
    return Polarity(tuple(scopes), denied, surplus, sum(soft), strong, firm, idioms, optional, joined, clauses)


def _denies_anew(folded: str, match: re.Match[str]) -> bool:
    """Whether "nor" begins a clause of its own: "nor does it run"."""
    return match[0] in _CHAINED and _DENIES_ANEW.match(folded, match.end()) is not None


def _is_firm(folded: str, match: re.Match[str], language: Language) -> bool:
    """Whether a word denies what a verb says: it is one, or a predicate ("is unknown")."""
    patterns = _patterns(language)
    if patterns["firm"].fullmatch(match[0]):
        return True
    return not patterns["loose"].fullmatch(match[0]) and bool(_PREDICATE.search(folded[: match.start()]))


def _denies_verb(folded: str, match: re.Match[str], language: Language) -> bool:
    """Whether a "not" denies a verb: not where it stands beside an adjective, nor « ne pas lire »."""
    before = folded[: match.start()]
    if any(found.end() == match.end() for found in _HAS_NONE[language].finditer(folded)):
        return False
    if match[0] == "pas":
        return not before.endswith("ne ") and bool(re.search(r"\bn(?:e|') [^.,;:!?]*$", before))
    return match[0] != "not" or bool(_AUXILIARY.search(before))


def _blank(match: re.Match[str]) -> str:
    return "_" * len(match[0])


def _adds_none(folded: str, match: re.Match[str], last: str) -> bool:
    """Whether a negation goes on with the ``last`` one, or a "ne" negates nothing by itself."""
    before = folded[: match.start()]
    if match[0] in _PARTICLES:
        return (
            not _DENIES_ALONE.match(folded, match.end())
            and not _COMPLETES.match(folded, match.end())
            and bool(_LEAVES_BARE.search(before))
        )
    return match[0] in _NO_OTHER and last in _GO_ON and bool(_JOINED.search(before))


def unambiguous(text: str) -> str:
    """A text whose « né » is no « ne » when it is folded."""
    return _BORN.sub("née", unicodedata.normalize("NFC", text))


def _clause_around(folded: str, place: int, language: Language) -> frozenset[str]:
    """The stems of the clause in which a place is."""
    starts = [match.end() for match in _CLAUSE_END.finditer(folded, 0, place)]
    stop = _CLAUSE_END.search(folded, place)
    clause = folded[starts[-1] if starts else 0 : stop.start() if stop else len(folded)]
    return frozenset(word.stem for word in content_words(clause, language))


def is_denied(text: str, language: Language) -> bool:
    """Whether a text holds a negation, however it is said."""
    found = polarity(text, language)
    return bool(found.scopes or found.implicit)


def denying_words(text: str, language: Language, *, told_denies: bool) -> frozenset[str]:
    """The folded words of a text that look like a negation and are none ("not only"), and those that are one.

    The latter only where what was told has a negation too (``told_denies``).
    """
    folded = fold(unambiguous(text))
    names = _patterns(language) if told_denies else ("not", "optional", "idiom")
    patterns = {name: _patterns(language)[name] for name in names}
    found = {word for pattern in patterns.values() for match in pattern.finditer(folded) for word in _words(match[0])}
    contracted = {f"{word}n" for word in _AUXILIARIES if told_denies and f"{word}n't" in folded}
    return frozenset(found | contracted)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _explicit(folded: str, language: Language) -> list[re.Match[str]]:
    return list(_patterns(language)["explicit"].finditer(folded))


def _scope(folded: str, start: int, language: Language) -> tuple[str, ...]:
    stop = _CLAUSE_END.search(folded, start)
    clause = _TIME.sub(" ", folded[start : stop.start() if stop else len(folded)])
    words = [
        word
        for word in content_words(clause, language)
        if word.folded not in _SINCE and not _explicit(word.folded, language)
    ]
    return tuple(word.stem for word in words[:_REACH])
