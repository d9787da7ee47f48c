"""Countries that are no maker's: where a service runs, where support is given."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalogue.predicates import area
from assistant.catalogue.reading import Reading
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import Match

_IN = ("en", "au", "aux", "in", "within", "dans")
_FROM = ("from", "depuis")
_SUPPORTED = frozenset({"supported", "supporte", "supportee", "supportes", "supportees"})
_THEM = frozenset({"it", "them", "this", "these"})
_BETWEEN = frozenset({"la", "le", "les", "l", "the", "un", "une", "a", "an"})
_REGIONS = ("EUROPE", "EU")


def place_of(match: Match, reading: Reading) -> Match:
    """« hébergé en France », « avec du support en France »: the country of a service or of support, not of a maker."""
    if match.kind != "country":
        return match
    if match.negated:
        return replace(match, kind="hosting") if _hosted_outside(match, reading) else match
    if match.value in area("EUROPE") and _qualifies_support(match, reading):
        return replace(match, kind="supporting")
    said = _before_the_place(match, reading)
    whole = reading.tokens[match.first].folded in _IN  # « en Europe », which is one match
    if said and said[-1] in vocabulary()["hosted"] and not whole:
        return replace(match, kind="hosting")
    if said is None or not _supports(said, reading):
        return match
    if match.value in _REGIONS:  # « un prestataire en Europe »: the very fact that the catalogue has
        return replace(match, kind="support", value="yes")
    return replace(match, kind="supporting") if match.value in area("EUROPE") else match


def _hosted_outside(match: Match, reading: Reading) -> bool:
    """« hébergé hors des États-Unis », "hosted outside the US"."""
    words = [token.folded for token in reading.tokens[: match.first] if token.folded not in _BETWEEN]
    return words[-1:] in (["outside"], ["hors"]) and len(words) > 1 and words[-2] in vocabulary()["hosted"]


def _qualifies_support(match: Match, reading: Reading) -> bool:
    """« un prestataire français », "German integrators": the adjective is that of support."""
    before = reading.tokens[: match.first][-1:]
    after = [token for token in reading.tokens[match.last + 1 : match.last + 2] if not token.opens]
    beside = {token.folded for token in (*([] if reading.tokens[match.first].opens else before), *after)}
    return bool(beside & {*vocabulary()["support_nouns"]})


def _before_the_place(match: Match, reading: Reading) -> list[str] | None:
    """The words before « en », "in", that announces the country, articles apart; None where no such word does."""
    words = [token.folded for token in reading.tokens[: _first_named(match, reading)]]
    if reading.tokens[match.first].folded in _IN:
        return words
    while words and words[-1] in _BETWEEN:
        words.pop()
    if words[-1:] and words[-1] in _FROM:  # « supporté depuis l'Allemagne », not « auto-hébergé, from Germany »
        return words[:-1] if words[-2:-1] and words[-2] in _SUPPORTED else None
    return words[:-1] if words and words[-1] in _IN else None


def _first_named(match: Match, reading: Reading) -> int:
    """Where the first of the countries is that « ou » joins to this one: « en France ou en Allemagne »."""
    first = match.first
    while True:
        place = first - 1
        while place >= 0 and reading.tokens[place].folded in (*_IN, *_BETWEEN):
            place -= 1
        if place < 1 or reading.tokens[place].folded not in ("ou", "et", "or", "and"):
            return first
        joined = [one.first for one in reading.of("country", "supporting") if one.last == place - 1]
        if not joined:
            return first
        first = joined[0]


def _supports(said: list[str], reading: Reading) -> bool:
    """Whether support is what is wanted there; of a named entry, whose maker is known, nothing else can be."""
    nouns = vocabulary()["support_nouns"]
    asked = "commercial_support_in_europe" in reading.values("field") or reading.of("support")
    sought = reading.cue("alternatives") or reading.of("topic", "product", "domain")  # whose maker may be anywhere
    of_them = said[-2:-1] == ["supports"] and said[-1] in _THEM  # "and who supports them in Europe?"
    return bool(asked and not sought) or bool({*said[-2:]} & {*nouns, *_SUPPORTED}) or of_them
