"""Which of the things that a question names are ruled out: « pas américain », "AGPL is not an option"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import IntEnum
from functools import cache
from itertools import product

from assistant.catalogue.preferring import less_wanted
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import Match, Token, fold

_KINDS = ("licence", "country", "governance", "deployment", "standard", "steward", "entry", "support")
_PARTING = (*_KINDS, "product", "topic", "domain", "feature")
_OR = frozenset({"ou", "or", "ni", "nor"})
_AND = frozenset({"et", "and"})
_FURTHEST = 5
_ASKED_NOT = frozenset({"pas", "aucun", "aucune", "not", "isn", "aren", "doesn", "don", "hasn", "haven"})
_THERE_IS_NOT = re.compile(
    r"\b(?:n y a t il|n existe t il|n (?:a t (?:il|elle|on)|avez vous|as tu)|(?:vous|tu|on) n (?:avez|as|a)) (?:donc )?"
    r"(?:pas|aucune?)\b(?! (?:besoin|envie|le droit|acces))"
)
"""« N'y a-t-il pas … ? », « vous n'avez pas … ? »: asks whether there is, and rules nothing out."""
_ANOTHER = frozenset({"another", "other", "autre", "autres"})
_BUT = ("mais", "but")
_WITH = ("avec", "with")
_HAVING = re.compile(
    r"any|have|has|offers?|supports?|provides?|includes?|need|require|ont|aient|ait|offre(?:nt)?|propose(?:nt)?|gere(?:nt)?"
    r"|sont|are|est|domaine|domain|in|dans|pas|not"
    r"|fai?t|font|permet(?:tent)?|pren(?:d|nent)|charge|function|feature|fonction|possibilite"
)
"""Between what denies and the feature that is missing."""
_LACKED = ("feature", "topic", "domain")
_MINE = re.compile(r"pourquoi|why|j|je|nous|on|i|we|notre|nos|our|my|mon|can|could|peut|peux")
_SUPPORT = "commercial_support_in_europe"
_CHOSEN = frozenset({"want", "mention", "include", "list", "suggest", "propose", "recommend", "de", "d", "par", "by"})
"""Between « pas », "not" and the name of an entry."""


class Denial(IntEnum):
    """How far a word that denies reaches: « pas » over "or", « hors » over "and" too, « exclure » over other kinds."""

    NONE = 0
    PLAIN = 1
    PREPOSITION = 2
    VERB = 3


def with_negations(words: Sequence[Token], found: Sequence[Match]) -> list[Match]:
    """Mark the matches that the question rules out; ``found`` is in the order of the question."""
    told: list[Match] = []
    denials: list[Denial] = []
    lesser = less_wanted(words, found)
    for place, match in enumerate(found):
        missing = match.kind in _LACKED and _is_missing(match, words)
        denial = Denial.PLAIN if missing else Denial.NONE
        if match.kind in _KINDS or match.value == _SUPPORT:
            denial = _denied_before(match, words, found) or _denied_after(match, words, found)
            denial = denial or _goes_on(match, words, found[:place], denials)
            denial = denial or (Denial.PREPOSITION if match in lesser else Denial.NONE)
        told.append(replace(match, negated=denial > Denial.NONE))
        denials.append(denial)
    return list(_of_no_such_company(told))


def _of_no_such_company(told: Sequence[Match]) -> Iterator[Match]:
    """« pas édité par une société américaine »: its country is ruled out, and companies are not."""
    qualified = {
        company: country
        for company, country in product(told, told)
        if (company.kind, company.value, country.kind) == ("governance", "company", "country")
        and company.negated
        and company.last + 1 == country.first
    }
    for match in told:
        if match not in qualified:
            yield replace(match, negated=True) if match in qualified.values() else match


def _is_missing(match: Match, words: Sequence[Token]) -> bool:
    """« sans enregistrement », "tools that do not offer recording"; not « nous n'avons pas de … », which is wanted."""
    for place in range(match.first - 1, max(-1, match.first - 1 - _FURTHEST), -1):
        if words[place + 1].opens:
            return False
        if _denial_at(place, words, of_entry=False):
            return not any(map(_MINE.fullmatch, _clause_before(place, words)))
        if not _HAVING.fullmatch(words[place].folded) and words[place].folded not in vocabulary()["connectors"]:
            return False
    return False


def _clause_before(place: int, words: Sequence[Token]) -> list[str]:
    """The words of the clause up to a place."""
    start = next((at for at in range(place, 0, -1) if words[at].opens), 0)
    return [word.folded for word in words[start:place]]


def _goes_on(match: Match, words: Sequence[Token], before: Sequence[Match], denials: Sequence[Denial]) -> Denial:
    """« pas de licence MPL ou AGPL », "excluding US vendors and AGPL": what is joined to something ruled out is too."""
    at = max((place for place, one in enumerate(before) if one.kind in _KINDS and one.last < match.first), default=-1)
    if at < 0 or not denials[at]:
        return Denial.NONE
    passed = {place for one in before if one.kind in ("cue", "field") for place in range(one.first, one.last + 1)}
    between = {words[place].folded for place in range(before[at].last + 1, match.first) if place not in passed}
    links = between & (_OR | _AND)
    alike = before[at].kind == match.kind or {before[at].kind, match.kind} == {"steward", "country"}
    if not between <= _OR | _AND | _ANOTHER | set(vocabulary()["connectors"]):
        return Denial.NONE
    if match.kind == "entry":
        named = alike or before[at].kind == "steward"  # « sauf Red Hat et Ubuntu »
        joined = named and (bool(links) or not between)
    elif links & _AND:
        reach = Denial.PREPOSITION if alike else Denial.VERB
        joined = denials[at] >= reach and match.value not in vocabulary()["areas"]
    else:
        joined = bool(links) and (alike or denials[at] == Denial.VERB)
    return denials[at] if joined else Denial.NONE


def _denied_after(match: Match, words: Sequence[Token], found: Sequence[Match]) -> Denial:
    """« l'AGPL nous est interdite », "Passbolt aside": ruled out by what follows, within the clause."""
    after = _clause_after(match, words, found)
    if match.kind == "entry" and (after[:1] in (["aside"], ["excepte"]) or after[1:3] == ["a", "part"]):
        return Denial.PREPOSITION
    said = f" {' '.join(after)} "
    return Denial.PLAIN if any(f" {phrase} " in said for phrase in _ruled_out()) else Denial.NONE


def _clause_after(match: Match, words: Sequence[Token], found: Sequence[Match]) -> list[str]:
    others = {one.first for one in found if one.kind in _PARTING and one.first > match.last}
    clause: list[str] = []
    for place in range(match.last + 1, min(len(words), match.last + 2 + _FURTHEST)):
        if place in others or words[place].opens or words[place].folded in _BUT:
            break
        clause.append(words[place].folded)
    return clause


def _denied_before(match: Match, words: Sequence[Token], found: Sequence[Match]) -> Denial:
    """A word that denies, up to five before, in the same clause, with no other constraint between."""
    between = {one.last for one in found if one.kind in _PARTING}
    asked = {place for one in found if one.kind == "untold" for place in range(one.first, one.last + 1)}
    if match.kind == "support" and words[match.first].folded in _WITH:  # « pas cher, avec support »
        return Denial.NONE
    for place in range(match.first - 1, max(-1, match.first - 1 - _FURTHEST), -1):
        if words[place].folded in ("non", "no") and words[place + 1].opens:  # « non : un outil français »
            return Denial.NONE
        if match.kind == "entry" and words[place].folded in ("pas", "not", "non", "without", "sans", "ni", "nor"):
            return _entry_denied(match, place, words, found)
        if place in asked:  # "should we avoid MinIO?"
            return Denial.NONE
        if denial := _denial_at(place, words, match.kind == "entry"):
            joined = any(words[at].folded in _AND for at in range(place + 1, match.first))
            return Denial.NONE if joined and denial == Denial.PLAIN else denial  # « pas en Java et français »
        if place in between or words[place + 1].opens or (words[place].folded in _BUT and not _all_but(place, words)):
            return Denial.NONE
    return Denial.NONE


def _all_but(place: int, words: Sequence[Token]) -> bool:
    """« tout sauf », "anything but"."""
    return place > 0 and f"{words[place - 1].folded} {words[place].folded}" in vocabulary()["cues"]["except"]


def _entry_denied(match: Match, place: int, words: Sequence[Token], found: Sequence[Match]) -> Denial:
    """« un wiki, pas XWiki », "do not mention XWiki"; not « pourquoi pas XWiki ? »."""
    asked = any(one.kind in ("topic", "product", "domain") and one.last < place for one in found)
    between = {word.folded for word in words[place + 1 : match.first]}
    stands = asked and between <= _CHOSEN and words[place - 1].folded not in ("pourquoi", "why")
    return Denial.PREPOSITION if stands else Denial.NONE


def _denial_at(place: int, words: Sequence[Token], of_entry: bool) -> Denial:
    cues, table = vocabulary()["cues"], vocabulary()
    said = {words[place].folded, f"{words[place].folded} {words[place + 1].folded}"}
    if said & {*table["no_denials"]}:
        return Denial.NONE
    if said & _folded("exclusion_verbs"):
        return Denial.VERB
    if said & {*cues["except"], *table["exclusion_prepositions"]}:
        return Denial.PREPOSITION
    return Denial.PLAIN if said & set(cues["negation"]) and not of_entry else Denial.NONE


@cache
def _folded(section: str) -> frozenset[str]:
    return frozenset(fold(word) for word in vocabulary()[section])


@cache
def _ruled_out() -> tuple[str, ...]:
    return tuple(sorted(_folded("ruled_out")))


def as_affirmed(words: Sequence[Token], found: Sequence[Match]) -> list[Match]:
    """The matches of a yes or no without its « pas » or "not": « n'est-il pas français ? » asks whether it is.

    « Non américain », "outside the US" keep their denial: they name the opposite.
    """
    return [replace(match, negated=False) if _asked_with_not(match, words) else match for match in found]


def asks_whether_there_is(words: Sequence[Token]) -> bool:
    """Whether a question asks by a negation whether something is there: « N'y a-t-il pas de visio française ? »."""
    return _THERE_IS_NOT.search(" ".join(word.folded for word in words)) is not None


def _asked_with_not(match: Match, words: Sequence[Token]) -> bool:
    before = {word.folded for word in words[max(0, match.first - _FURTHEST) : match.first]}
    return match.negated and bool(before & _ASKED_NOT) and not before & {"non", "hors", "outside", "without", "sans"}
