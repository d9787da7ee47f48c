"""Facts that no entry has, told by how a question is made: « comment on crée un compte sur Mattermost ? »"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from assistant.catalogue.reading import Reading
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import Match

_NAME = "X"
_PRONOUN = re.compile(r"\b(?:it|its|they|them|their|il|elle|ils|elles|ca|cela|son|sa|ses|leur|leurs)\b")
_OF_IT = (
    "security",
    "packages",
    "translations",
    "language",
    "roadmap",
    "training",
    "contact",
    "data_place",
    "age",
    "requirements",
)
"""Kinds whose forms say enough of what is asked without a name."""
_OF_PRODUCTS = ("packages", "requirements")
_TENDERS = frozenset({"tender", "tenders", "procurement", "marche", "marches", "offres"})
_PAID = frozenset(["gratuit", "gratuite", "gratuits", "gratuites", "payant", "payante", "payants", "payantes", "paid"])
_FREE_AS_IN_SPEECH = frozenset({"software", "and", "licence", "license", "tool", "tools", "solution"})
_ASKS_ELSE = ("programme", "why", "alternatives", "compare", "destination")
"""Cues of questions that ask for something else whatever their form."""


def with_untold_forms(reading: Reading) -> Reading:
    """The reading of a question whose form asks an entry for what no entry has, with nothing else in it.

    Its other words are no criteria: « mot de passe » is no feature sought in « comment changer mon mot de passe ... ? »
    """
    named = reading.of("entry")
    if not named or any(match.negated for match in named):
        return reading
    if reading.of("product"):  # « une image Docker de GLPI »: only the product is part of what is asked
        found = kinds_by_form(reading, _OF_PRODUCTS)
    elif _asks_if_paid(reading):
        found = ("paid",)
    elif reading.of("untold") or any(map(reading.cue, _ASKS_ELSE)):
        found = ()
    else:
        found = kinds_by_form(reading, tuple(_forms()))
    if not found:
        return reading
    asked = tuple(Match("untold", kind, 0, 0) for kind in found)
    return Reading(reading.tokens, (*asked, *named), ())


def kinds_by_form(reading: Reading, among: Sequence[str], *, pronouns: bool = False) -> tuple[str, ...]:
    """The kinds of facts that the form of a question asks for; with ``pronouns``, of what one stands for too."""
    said = _said(reading)
    if pronouns:
        said = _PRONOUN.sub(_NAME, said)
    return tuple(kind for kind in among if any(form.search(said) for form in _forms()[kind]))


def asked_of_it(reading: Reading) -> tuple[str, ...]:
    """ "How old is it?", « quelle est sa feuille de route ? »: the kinds asked of what was spoken of before."""
    return kinds_by_form(reading, _OF_IT, pronouns=True)


def tests_a_language(reading: Reading) -> bool:
    """ "Which of them are written in PHP?", « lesquels sont en allemand ? »: one language, of several solutions."""
    words = {token.folded for token in reading.tokens}
    named = words.intersection(vocabulary()["languages"] + vocabulary()["programming_languages"])
    return bool(named) and bool(kinds_by_form(reading, ("language", "translations"), pronouns=True))


def _asks_if_paid(reading: Reading) -> bool:
    """ "Is SAML free in Metabase?", « le SSO est-il payant ? »: of a function that is there, whether it costs; not
    "free software" and "free and open source".
    """
    words = [token.folded for token in reading.tokens]
    costs = any(
        word in _PAID or (word == "free" and {*words[at + 1 : at + 2]}.isdisjoint(_FREE_AS_IN_SPEECH))
        for at, word in enumerate(words)
    )
    return costs and bool(reading.of("feature", "topic", "standard")) and not any(map(reading.cue, _ASKS_ELSE))


def asks_the_law(reading: Reading) -> bool:
    """Whether a question that names an entry or a product is one of law: "is it legal to ...?", « la loi oblige »."""
    words = {token.folded for token in reading.tokens}
    if reading.of("entry") and words & {*vocabulary()["law"]}:
        return True
    obliged = words & {*vocabulary()["obliging"]}
    if words & {*vocabulary()["law_names"]} and obliged:
        return True
    named = bool(reading.of("entry", "product"))
    return named and bool((words & {*vocabulary()["laws"]} and obliged) or (words & _TENDERS and reading.cue("duty")))


def _said(reading: Reading) -> str:
    """The folded words, with one letter for each entry."""
    starts = {match.first for match in reading.of("entry")}
    named = {place for match in reading.of("entry") for place in range(match.first, match.last + 1)}
    words = enumerate(token.folded for token in reading.tokens)
    return " ".join(_NAME if at in starts else word for at, word in words if at in starts or at not in named)


@cache
def _forms() -> dict[str, list[re.Pattern[str]]]:
    named = {"LANGUAGE": "languages", "PROGRAMMING": "programming_languages", "PLATFORM": "platforms"}
    lists = {name: vocabulary()[words] for name, words in named.items()}
    return {kind: [_compiled(row, lists) for row in rows] for kind, rows in vocabulary()["untold_forms"].items()}


def _compiled(row: str, lists: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    for name, words in lists.items():
        row = row.replace(name, f"(?:{'|'.join(words)})")
    return re.compile(row)
