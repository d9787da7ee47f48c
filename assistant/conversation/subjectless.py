"""Questions on the documents that leave out what they are about: « faut-il s'inscrire ? », "is there a fee?"."""

from __future__ import annotations

from assistant.catalogue.reading import Reading
from assistant.catalogue.words import Token
from assistant.conversation.pointing import ARTICLES, names_something, pointing_words
from assistant.conversation.standing import names_the_unknown
from assistant.conversation.words import Said, phrases
from ingest.lexical import surface_terms

MAX_SUBJECTLESS_WORDS = 9
MAX_WORDS_OF_A_PART = 5
_NAMED = ("entry", "product", "topic", "domain", "standard", "steward", "country")


def lacks_a_subject(said: Said, reading: Reading) -> bool:
    """A short question without a noun that it would be about, or whose noun is a part of what it is about."""
    if len(said.words) > MAX_SUBJECTLESS_WORDS or reading.cue("definition") or reading.of(*_NAMED):
        return False
    if names_something(said, reading) or names_the_unknown(said, reading):
        return False
    if _asks_of_a_part(said, reading):
        return True
    return (reading.cue("wh") or _asks(said)) and _has_no_noun(said, reading)


def asks_for_a_part(said: Said) -> bool:
    """« où est le siège ? », "who is the director?": of what was spoken of, and of nothing else."""
    return bool(said.closes("parts")) and _asks(said) and len(said.words) <= MAX_WORDS_OF_A_PART


def _asks_of_a_part(said: Said, reading: Reading) -> bool:
    """« y a-t-il un tarif ? », « quel article exactement ? », "does that make it free?", « en rejoindre une ? »"""
    length = said.opens("existing")
    rest = [word for word in said.words[length:] if surface_terms(word)]
    if length and said.asks and 0 < len(rest) <= 2:
        return True
    opening = said.words[said.opens("openers") :]
    if opening[:1] in (("ca",), ("cela",)):  # « et ça concerne aussi les petites communes ? »
        return True
    if asks_for_a_part(said):
        return True
    precise = (said.closes("precisely") or said.closes("covered")) and bool(reading.cue("wh"))
    one_of_them = said.words[-1] in ("un", "une") and "en" in said.words[:-1]
    return precise or one_of_them or bool(said.opens("that_does"))


def _has_no_noun(said: Said, reading: Reading) -> bool:
    words = _without_askers(reading.tokens)
    if any(token.raw.lower() in ARTICLES for token in words) and not said.has("whether"):  # « à » is none
        return False
    known = {word for name in ("predicates", "questions") for phrase in phrases(name) for word in phrase}
    known |= pointing_words()
    read = {place for match in reading.matches for place in range(match.first, match.last + 1)}
    strange = [
        token.folded
        for place, token in enumerate(reading.tokens)
        if token in words
        and (place in reading.unread or place in read)
        and surface_terms(token.folded)
        and token.folded not in known
    ]
    return len(strange) <= (3 if said.has("that") else 1)


def _without_askers(words: tuple[Token, ...]) -> list[Token]:
    """The words without « ma commune », "our users": those who ask are no subject."""
    asking = {at for at, token in enumerate(words) if (token.folded,) in phrases("askers")}
    return [token for at, token in enumerate(words) if at not in asking and at - 1 not in asking]


def _asks(said: Said) -> bool:
    return any((word,) in phrases("questions") for word in said.words)
