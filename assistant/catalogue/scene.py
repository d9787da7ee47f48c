"""Names that set the scene of a question and are not asked for: who asks, what a solution runs on, who sold."""

from __future__ import annotations

from functools import cache

from assistant.catalogue.reading import Reading
from assistant.catalogue.tables import aliases, vocabulary
from assistant.catalogue.words import Match, folded_words

_JOINS = ("et", "ou", "and", "or")
_SEEKING = ("need", "alternatives", "destination")


def sets_the_scene(match: Match, reading: Reading) -> bool:
    """Whether a match tells of who asks, or of what there is already, in a question that seeks something else."""
    if match.kind in ("country", "governance") and not match.negated:
        return _tells_who_asks(match, reading)
    if match.kind == "product":
        return _is_a_platform(match, reading) or _is_the_maker_of_another(match, reading)
    return False


def does_without(reading: Reading) -> bool:
    """« nos visios sans Zoom », "without relying on Zoom": what is done without a product is done with another."""
    words = [token.folded for token in reading.tokens]
    connectors = set(vocabulary()["connectors"]) | set(vocabulary()["relying"])
    for product in reading.of("product"):
        place = product.first - 1
        while place >= 0 and words[place] in connectors:
            place -= 1
        if place >= 0 and words[place] in ("sans", "without"):
            return True
    return False


def _tells_who_asks(match: Match, reading: Reading) -> bool:
    """« Nous sommes un organisme public allemand », "our hospital in France", « pour un organisme public »."""
    words = [token.folded for token in reading.tokens]
    if match.kind == "governance" and _serves(match, words):
        return True
    start = _clause_of(match, reading)
    clause = words[start : match.first]
    parted = {place for one in reading.of("cue") if one.value in _SEEKING for place in range(one.first, one.last + 1)}
    if parted & set(range(start, match.first)) or {"et", "and", "qui", "who", "which", "that"} & set(clause):
        return False
    return any(_opens(clause, phrase) for phrase in _askers())


def _opens(clause: list[str], phrase: tuple[str, ...]) -> bool:
    """« nous sommes une régie … », "we are based in …"; not "we are looking for …", which says nothing of who asks."""
    after = clause[len(phrase) :]
    return tuple(clause[: len(phrase)]) == phrase and (not after or after[0] in vocabulary()["askers_are"])


def _serves(match: Match, words: list[str]) -> bool:
    """« une messagerie pour un organisme public »: whom it is for, not who makes it."""
    before = words[max(0, match.first - 2) : match.first]
    return before[:1] in (["pour"], ["for"], ["dans"]) and before[1:] in (["un"], ["une"], ["a"], ["notre"], ["our"])


def _clause_of(match: Match, reading: Reading) -> int:
    """The place of the first word of the clause."""
    return max((at for at in range(match.first + 1) if reading.tokens[at].opens), default=0)


def _is_a_platform(match: Match, reading: Reading) -> bool:
    """« un MDM pour smartphones Android », "replace AD in a Windows environment": what it runs on.

    A system that is itself to be replaced stands just after a word that says so, or is joined to one that does.
    """
    if match.value not in aliases()["platforms"]:
        return False
    others = [m for m in reading.of("product") if m.value not in aliases()["platforms"]]
    if not others and not any(topic.value not in aliases()["platform_needs"] for topic in reading.of("topic")):
        return False
    words = [token.folded for token in reading.tokens]
    near = {words[at] for at in (match.first - 1, match.last + 1) if 0 <= at < len(words)}
    return not near & set(_JOINS) and not _is_to_be_replaced(match, reading)


def _is_to_be_replaced(match: Match, reading: Reading) -> bool:
    connectors = set(vocabulary()["connectors"]) - {"pour", "pr", "for", "on", "sur", "with", "avec"}
    place = match.first - 1
    while place >= 0 and reading.tokens[place].folded in connectors:
        place -= 1
    return any(m.value == "alternatives" and m.first <= place <= m.last for m in reading.of("cue"))


def _is_the_maker_of_another(match: Match, reading: Reading) -> bool:
    """ "our contract with Microsoft ends: what replaces Teams?": the product says which of the maker's is meant."""
    name = tuple(token.folded for token in reading.tokens[match.first : match.last + 1])
    if name not in {folded_words(maker) for maker in aliases()["makers"]}:
        return False
    return any(
        folded_words(other.value)[: len(name)] == name
        for other in reading.of("product")
        if (other.first, other.last) != (match.first, match.last) and other.value != match.value
    )


@cache
def _askers() -> tuple[tuple[str, ...], ...]:
    return tuple(folded_words(text) for text in vocabulary()["askers"])
