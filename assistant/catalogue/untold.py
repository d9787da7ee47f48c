"""Facts that people ask of solutions and that no entry has: a price, a version, customers, a ranking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.catalogue.reading import Reading, is_filler
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.untold_forms import kinds_by_form
from assistant.catalogue.words import Match, fold, singular

NEAREST: dict[str, tuple[str, ...]] = {
    "price": ("licence", "commercial_support_in_europe"),
    "paid": ("limits",),
    "version": ("repository", "homepage"),
    "customers": ("organisations", "commercial_support_in_europe"),
    "popularity": ("organisations", "repository"),
    "contributors": ("governance", "repository"),
    "extensions": ("homepage", "repository"),
    "code_size": ("repository",),
    "language": ("repository",),
    "translations": ("homepage", "repository"),
    "lifecycle": ("homepage", "repository"),
    "roadmap": ("homepage", "repository"),
    "demo": ("homepage", "commercial_support_in_europe"),
    "training": ("commercial_support_in_europe", "homepage"),
    "contact": ("homepage", "steward", "commercial_support_in_europe"),
    "data_place": ("deployment", "steward"),
    "security": ("limits", "repository"),
    "packages": ("deployment", "repository"),
    "certification": ("standards", "commercial_support_in_europe"),
    "vulnerabilities": ("repository", "limits"),
    "availability": ("deployment", "commercial_support_in_europe"),
    "performance": ("features", "limits"),
    "size": ("organisations", "limits"),
    "requirements": ("deployment", "limits"),
    "compliance": ("deployment", "limits"),
    "finances": ("steward", "governance"),
    "reliability": ("organisations", "limits"),
    "age": ("repository", "homepage"),
    "upkeep": ("limits", "repository"),
    "adoption": ("limits", "notes", "commercial_support_in_europe"),
    "instructions": ("homepage", "repository", "deployment"),
    "people": ("steward", "governance"),
    "ranking": (),
}
"""The facts that come nearest to each."""

_COUNTED = frozenset(
    {"price", "version", "customers", "popularity", "contributors", "extensions", "code_size", "finances", "age"}
)
_COUNTS = re.compile(r"^(?:combien d(?:e |')?|nombre d(?:e |')?|how many |number of ) *")
"""What asks for a number, which an answer gives in its place."""
_SIZED = re.compile(
    r"\b(?:pour|for|de|of) (?:(?:environ|pres de|plus de|about|some|around|over|nos|our|les|the) )*\d+(?: \d+)* "
    r"(?:agent|utilisateur|user|personne|people|poste|salarie|employee|employe|collaborateur|seat|staff|etudiant"
    r"|student|eleve|pupil|habitant|inhabitant|resident)s?\b"
)
"""« pour 3 000 agents »: how many people a solution is able to serve."""
_PAID_EDITION = re.compile(
    r"\b(?:paid|premium) (?:editions?|versions?|plans?|tiers?|features?|functions?)\b"
    r"|\b(?:editions?|versions?|offres?|options?|fonctions?|fonctionnalites?) (?:payantes?|premium)\b"
)
"""« sans édition payante », "with no paid plan"."""
_ACCESSIBLE = re.compile(r"\b(?:rgaa|wcag|en 301 549)\b")
"""Rules of accessibility: that an entry has functions for it does not say that it follows them."""
_BEGUN = re.compile(
    r"\b(?:created|founded|launched|presented|born|began|begun|started|first released|first version|version 1"
    r"|creee?s?|fondee?s?|lancee?s?|presentee?s?|nee?s?|apparue?s?|parue?s?|premiere version)\b"
)
"""What tells since when a solution exists, with a year: « openDesk 1.0 a été présenté en octobre 2024 »."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DIGIT = re.compile(r"\d")
_ENDS = ("de", "d", "of", "possible", "en")
_SUPERLATIVES = ("plus", "moins", "most", "least")


def untold_of(reading: Reading) -> tuple[str, ...]:
    """The kinds of facts asked that the catalogue does not have, in the order of the question."""
    found = reading.values("untold")
    ranked = tuple(dict.fromkeys(_ranked_by(at, reading) for at in ranking_places(reading)))
    said = " ".join(token.folded for token in reading.tokens)
    sized = ("size",) if _SIZED.search(said) else ()
    paid = ("paid",) if not reading.of("entry") and _PAID_EDITION.search(said) else ()
    ruled = ("compliance",) if not reading.of("entry") and _ACCESSIBLE.search(said) else ()
    used = ("customers",) if not reading.of("entry") and (reading.cue("users") or reading.of("user")) else ()
    spoken = ("translations",) if not reading.of("entry") and _asks_a_language(reading) else ()
    coded = kinds_by_form(reading, ("language",)) if not reading.of("entry") else ()
    asked = found or ranked or (("ranking",) if asks_to_choose(reading) else ())
    return asked + sized + paid + ruled + used + spoken + coded


def _asks_a_language(reading: Reading) -> bool:
    """« quels wikis en français ? », "wikis available in German": the language of what is sought."""
    words = [token.folded for token in reading.tokens]
    sought = {match.last for match in reading.of("topic", "product")}
    beside = any(
        word in ("en", "in") and words[at + 1] in vocabulary()["languages"] and at - 1 in sought
        for at, word in enumerate(words[:-1])
    )
    return beside or bool(kinds_by_form(reading, ("translations",)))


def without_the_untold(reading: Reading) -> Reading:
    """The words for facts that no entry has are asked of a named entry; elsewhere they are words like others."""
    if reading.of("entry"):
        return reading
    kept = tuple(match for match in reading.matches if match.kind != "untold")
    taken = {place for match in kept for place in range(match.first, match.last + 1)}
    words = {place for match in reading.of("untold") for place in range(match.first, match.last + 1)} - taken
    cues = tuple(_cues_at(words, reading))
    content = {place for place in words if not is_filler(reading.tokens[place])} - {cue.first for cue in cues}
    return Reading(
        reading.tokens,
        tuple(sorted(kept + cues, key=lambda match: match.first)),
        tuple(sorted({*reading.unread, *content})),
    )


def _cues_at(places: set[int], reading: Reading) -> Iterator[Match]:
    """What the words of a phrase say one by one: « quelles villes … » asks which, of a notion."""
    for place in sorted(places):
        word = reading.tokens[place].folded
        yield from (
            Match("cue", cue, place, place)
            for cue in ("which", "wh", "count", "notion")
            if {word, singular(word)} & {*vocabulary()["cues"][cue]}
        )


def asks_to_choose(reading: Reading) -> bool:
    """« lequel recommandes-tu ? », "which would you pick?": a choice that is the reader's."""
    said = " ".join(token.folded for token in reading.tokens)
    return any(re.search(rf"\b{fold(text)}\b", said) for text in vocabulary()["choosing"])


def tells(sentence: str, kinds: Sequence[str]) -> bool:
    """Whether a sentence speaks of one of the kinds of facts; an amount, a date or a count takes a figure."""
    folded = fold(sentence)
    if "age" in kinds and _BEGUN.search(folded) and _YEAR.search(folded):
        return True
    told = (kind for kind in kinds if kind in vocabulary()["untold"])  # nothing tells a ranking
    return any(_words(kind).search(folded) and (kind not in _COUNTED or _DIGIT.search(folded)) for kind in told)


def ranking_places(reading: Reading) -> list[int]:
    """Where a ranking is asked: « le meilleur wiki », "the most secure vault"; not « le plus de licences »."""
    words = [token.folded for token in reading.tokens]
    return [at for at, word in enumerate(words) if word in vocabulary()["ranking"] or _is_superlative(at, words)]


def _ranked_by(at: int, reading: Reading) -> str:
    """The fact by which a superlative ranks: « le plus ancien », "the most popular"; quality where it names none."""
    said = {token.folded for token in reading.tokens[at : at + 2]}
    return next((kind for kind, words in vocabulary()["ranked_by"].items() if said & {*words}), "ranking")


def _is_superlative(at: int, words: Sequence[str]) -> bool:
    article = at > 0 and words[at - 1] in ("le", "la", "les", "the")
    return words[at] in _SUPERLATIVES and article and at + 1 < len(words) and words[at + 1] not in _ENDS


@cache
def _words(kind: str) -> re.Pattern[str]:
    phrases = (re.escape(_COUNTS.sub("", fold(text))) for text in vocabulary()["untold"].get(kind, ()))
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b|€" if kind == "price" else rf"\b(?:{'|'.join(phrases)})\b")
