"""Whether a question on named entries puts a value to the test, or asks for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.catalogue.asked_facts import CRITERIA, asked_field
from assistant.catalogue.audience import audience_of
from assistant.catalogue.reading import Reading
from assistant.catalogue.tables import vocabulary

_BEFORE_A_SUBJECT = ("t", "est", "sont", "fait", "font", "peut", "peuvent", "sait", "permet")
_WH = frozenset(
    ("quel", "quelle", "quels", "quelles", "que", "qu", "comment", "which", "what", "who", "where", "how", "qui", "ou")
)
_EXCLUSIVE = re.compile(
    r"\b(?:uniquement|seulement|exclusivement|entierement|only|solely|exclusively|entirely)\b"
    r"|\b(?:fait|developpe|edite|maintenu|concu|produit)e? qu (?:en|au|aux|par)\b"
)
_OR = frozenset({"ou", "or"})
_MAKERS_KINDS = ("country", "licence", "governance")
_BEFORE_A_CHOICE = frozenset(
    ("par", "by", "une", "un", "a", "an", "la", "le", "l", "the", "c", "est", "ce", "bien", "is", "it")
)


def is_yes_no(reading: Reading) -> bool:
    """Whether the question puts a value to the test ("Nextcloud est-il européen ?") rather than asks for it."""
    opening = reading.tokens[0].folded if reading.tokens else ""
    if opening in _WH:
        return False
    if reading.cue("why") or asked_field(reading) == "limits" or _leaves_a_choice(reading) or _is_exclusive(reading):
        return False
    return bool(reading.of(*CRITERIA, "product")) or _tests_a_need(reading) or _tests_an_audience(reading)


def _leaves_a_choice(reading: Reading) -> bool:
    """« Proxmox, c'est allemand ou autrichien ? »: one of two values, which no yes tells apart."""
    words = [token.folded for token in reading.tokens]
    two = any(
        one.kind == other.kind and one.value != other.value and not _OR.isdisjoint(words[one.last + 1 : other.first])
        for one, other in pairwise(reading.of(*_MAKERS_KINDS))
    )
    return two or any(_names_a_maker(at + 1, words, reading) for at, word in enumerate(words) if word in _OR)


def _names_a_maker(start: int, words: Sequence[str], reading: Reading) -> bool:
    """Whether a country, a licence or who governs is named from a place on: "or by an association"."""
    place = next((at for at in range(start, len(words)) if words[at] not in _BEFORE_A_CHOICE), None)
    if place is None:
        return False
    agents = (agent for agents in vocabulary()["governance_agents"].values() for agent in agents)
    named = any(match.first - 1 <= place <= match.last for match in reading.of(*_MAKERS_KINDS))
    return named or any(words[place] in agent.split() for agent in agents)


def _is_exclusive(reading: Reading) -> bool:
    """« fait qu'en France », "made only in France": where a maker is established does not tell that no other works."""
    said = " ".join(token.folded for token in reading.tokens)
    return bool(reading.of("country", "steward") and _EXCLUSIVE.search(said))


def _tests_a_need(reading: Reading) -> bool:
    """« Nextcloud gère-t-il le SSO ? », « nextcloud gère le SSO »; not « le helpdesk de GLPI »."""
    if asked_field(reading) != "features" or not reading.of("topic"):
        return False
    told = reading.of("entry")[:1] and reading.of("entry")[0].first == 0 and reading.unread
    return reading.cue("yes_no") or _inverts(reading) or bool(told and not reading.cue("wh"))


def _tests_an_audience(reading: Reading) -> bool:
    """« XWiki convient-il à une collectivité ? », "is QGIS suitable for local authorities?"."""
    return asked_field(reading) == "organisations" and bool(audience_of(reading))


def _inverts(reading: Reading) -> bool:
    """« est-il », « gère-t-elle »: a verb before its pronoun."""
    words = [token.folded for token in reading.tokens]
    return any(
        words[at] in ("il", "elle", "ils", "elles") and words[at - 1] in _BEFORE_A_SUBJECT
        for at in range(1, len(words))
    )
