"""Countries that are no maker's: where a service runs, where support is given."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalogue.predicates import area
from assistant.catalogue.reading import Reading
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import Match

_IN = ("en", "au", "aux", "in", "within", "dans")
_FURTHEST = 3


def place_of(match: Match, reading: Reading) -> Match:
    """« hébergé en France », « avec du support en France »: the country of a service or of support, not of a maker."""
    if match.kind != "country" or match.negated:
        return match
    said = _before_the_place(match, reading)
    if said and said[-1] in vocabulary()["hosted"]:
        return replace(match, kind="hosting")
    if said is not None and match.value in area("EUROPE") and _supports(said, reading):
        return replace(match, kind="supporting")
    return match


def _before_the_place(match: Match, reading: Reading) -> list[str] | None:
    """The words before « en », "in", that announces the country; None where no such word does."""
    words = [token.folded for token in reading.tokens]
    near = range(max(0, match.first - _FURTHEST), match.first)
    announced = [at for at in near if words[at] in _IN]
    return words[: announced[-1]] if announced else None


def _supports(said: list[str], reading: Reading) -> bool:
    """Whether support is what is wanted there; of a named entry, whose maker is known, nothing else can be."""
    nouns = vocabulary()["support_nouns"]
    of_an_entry = reading.of("entry") and "commercial_support_in_europe" in reading.values("field")
    return bool(of_an_entry) or bool({*said[-2:]} & {*nouns})
