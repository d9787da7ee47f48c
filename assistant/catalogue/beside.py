"""Questions that the documents answer and no list of solutions does: about the programme, or about a notion."""

from __future__ import annotations

from itertools import pairwise

from assistant.catalogue.asked_facts import CRITERIA
from assistant.catalogue.reading import Reading
from assistant.catalogue.words import Match

BEFORE_A_SUBJECT = frozenset(("sont", "est", "are", "is", "les", "le", "la", "l", "the", "main", "principaux"))
_BEFORE_A_HEAD = BEFORE_A_SUBJECT | {"premier", "premiere", "premieres", "first", "grand", "grands", "ouvert", "open"}


def asks_a_notion(reading: Reading) -> bool:
    """« Quels protocoles … », "What is the first decision …": the head of the question is nothing that is listed."""
    words = [token.folded for token in reading.tokens]
    asking = [match.last for match in reading.of("cue") if match.value == "which"]
    heads = [match for match in reading.of("cue") if match.value == "notion"]
    return any(
        head.first > at and set(words[at + 1 : head.first]) <= _BEFORE_A_HEAD for at in asking[:1] for head in heads[:1]
    )


def asks_a_contact(reading: Reading) -> bool:
    """« L'adresse mail de la DINUM », "the passwords of their servers": how to reach or enter, not what to use."""
    if not reading.cue("contact"):
        return False
    return bool(reading.of("steward")) or not (reading.cue("noun") or reading.of("topic", "product"))


def asks_the_programmes_choice(reading: Reading) -> bool:
    """« Quelles solutions EuroCommons a-t-il retenues ? »: not known, and the catalogue must not be taken for it."""
    words = [token.folded for token in reading.tokens]
    named = reading.cue("programme") or any(
        pair in (("le", "programme"), ("the", "programme")) for pair in pairwise(words)
    )
    return named and any(match.value == "chosen" and not _is_a_thing(match, words) for match in reading.of("cue"))


def _is_a_thing(match: Match, words: list[str]) -> bool:
    """« la même chose » is no choice, "EuroCommons chose" is."""
    before = words[match.first - 1] if match.first else ""
    return words[match.first] == "chose" and before in ("meme", "autre", "quelque", "une", "la", "cette", "grand")


def is_about_the_programme(reading: Reading) -> bool:
    """« EuroCommons est-il un logiciel ? »: the programme itself is put to the test."""
    words = [token.folded for token in reading.tokens]
    return any(
        words[place] == "eurocommon"  # tokens are in the singular
        and {"est", "is"} & {*words[max(place - 1, 0) : place], *words[place + 1 : place + 3]}
        for place in range(len(words))
    )


def asks_who_uses(reading: Reading) -> bool:
    """« Quelle visio est utilisée par l'État ? »: the documents may tell, no fact does; criteria ask for a list."""
    return reading.cue("users") and not reading.of("product", *(kind for kind in CRITERIA if kind != "deployment"))
