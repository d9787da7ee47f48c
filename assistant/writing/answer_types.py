"""What a question asks for and what a sentence tells, by patterns kept as data in ``answer_types.json``."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import Any

from ingest.lexical import fold, surface_terms
from ingest.records import LANGUAGES, Language

_PATTERNS: dict[str, Any] = json.loads(Path(__file__).with_name("answer_types.json").read_text("utf-8"))
_ASKS = {kind["name"]: re.compile("|".join(kind["asks"])) for kind in _PATTERNS["types"]}
_NAMES_TYPE = {kind["name"]: re.compile(kind["words"]) for kind in _PATTERNS["types"] if "words" in kind}
_TELLS = {kind["name"]: [re.compile(tell) for tell in kind["tells"]] for kind in _PATTERNS["types"]}
_OPENS = {language: re.compile(rf"(?i)(?:{_PATTERNS['opens'][language]})(?!\w|-)") for language in LANGUAGES}
_STUBS = re.compile(rf"(?i)\W*(?:{_PATTERNS['stubs']['fr']}|{_PATTERNS['stubs']['en']})\b[^.!?]{{0,40}}:?\s*$")
_ASKS_UNKNOWN = re.compile("|".join(_PATTERNS["unknown"]["asks"]))
_TELLS_UNKNOWN = {
    language: re.compile(rf"(?i)(?:{_PATTERNS['unknown']['tells'][language]})\b") for language in LANGUAGES
}
_POLAR = {language: re.compile(rf"(?i){_PATTERNS['unknown']['polar'][language]}") for language in LANGUAGES}
_COUNTS = {language: re.compile(rf"(?i){_PATTERNS['unknown']['counts'][language]}") for language in LANGUAGES}
_NAMES_UNKNOWN = {name: re.compile(names) for name, names in _PATTERNS["unknown"]["names"].items()}
_COMPARES = re.compile(_PATTERNS["compares"]["asks"])
_TELLS_DIFFERENCE = re.compile(_PATTERNS["compares"]["tells"])
_ASKS_WHY = re.compile(_PATTERNS["causes"]["asks"])
_TELLS_CAUSE = re.compile(_PATTERNS["causes"]["tells"])
_ASKS_IF_ONE = re.compile(_PATTERNS["same"]["asks"])
_TELLS_APART = re.compile(_PATTERNS["same"]["tells"])
_ASKS_SEVERAL = re.compile(_PATTERNS["several"]["asks"])
_TELLS_SEVERAL = re.compile(_PATTERNS["several"]["tells"])
_COUNTED = ("deux", "two", "trois", "three", "quatre", "four", "cinq", "five", "six", "six", "sept", "seven")
_ANNOUNCES = re.compile(
    rf"\b({'|'.join(_COUNTED)}) (?:\w+ ){{0,2}}(?:{'|'.join(_PATTERNS['announces'])})\b[^:]{{0,60}}$"
)
_COUNTED_THING = re.compile(_PATTERNS["counted"]["asks"])
_NOUN_ENDS = frozenset(_PATTERNS["counted"]["ends"].split())
_ALIKE = [re.compile(nouns) for nouns in _PATTERNS["counted"]["alike"]]
_MARKS = re.compile(r"^\W+")
_POINTS_ELSEWHERE = re.compile(r":(?:\s*https?://\S+)?$|^(?i:(?:cette|la présente|this|the present) page)\b[^:]*$")
_SUBJECT_WORDS = 8
_STUB_WORDS = 4

ANSWER_TYPES = tuple(_ASKS)
_KIN = {"count": "number", "share": "number", "deadline": "time", "date": "time", "country": "place"}
BROADER = {"amount": "number", "duration": "number", "hour": "time", **_KIN}
"""Types whose tellings are so few that a passage without one does not answer, and the type that each is a kind of."""
_FRAME_WORDS = frozenset(_PATTERNS["frame"]["words"].split())
_FRAME_PHRASES = re.compile("|".join(_PATTERNS["frame"]["phrases"]))
_SAID = [(re.compile(said["phrase"]), said["means"]) for said in _PATTERNS["frame"]["said"]]
_ASKS_POLAR = re.compile(_PATTERNS["polar"]["asks"])
_ASKS_BODY = re.compile(_PATTERNS["bodies"]["asks"])
_ASKS_FUTURE = re.compile(_PATTERNS["future"]["asks"])
_TELLS_FUTURE = re.compile(_PATTERNS["future"]["tells"])
_ASKS_NEWEST = re.compile(_PATTERNS["newest"]["asks"])
_TELLS_NEWEST = re.compile(_PATTERNS["newest"]["tells"])
_ASKS_INSTRUCTIONS = re.compile(_PATTERNS["instructions"]["asks"])
_ASKS_HOW = re.compile(_PATTERNS["frame"]["how"]["asks"])
_OF_A_THING = re.compile(_PATTERNS["attribute"]["asks"])
_SOURCE = re.compile(_PATTERNS["sources"]["tells"])
_ASKS_SOURCE = re.compile(_PATTERNS["sources"]["asks"])
_RELATIVE = re.compile(_PATTERNS["relative"]["relative"])
_ASKS_BESIDE = re.compile(_PATTERNS["relative"]["asks"])
_HOW_WORDS = frozenset(_PATTERNS["frame"]["how"]["words"].split())


def expected_types(question: str) -> list[str]:
    """The types of answer expected, of ``ANSWER_TYPES``, the main one first; none when the question does not tell."""
    folded = fold(question)
    if _ASKS_BESIDE.search(folded):  # « L'éditeur qui le vend fait faillite : que faire ? » asks for nobody
        folded = _RELATIVE.sub(" ", folded)
    found = [name for name, asks in _ASKS.items() if asks.search(folded)]
    broader = {BROADER[name] for name in found if name in BROADER}
    return [name for name in found if name not in broader]


def is_of_type(word: str, name: str) -> bool:
    """Whether a folded word only names the type asked for: "countries", "deadline"."""
    return bool(_NAMES_TYPE[name].fullmatch(word)) if name in _NAMES_TYPE else False


def expected_type(question: str) -> str:
    """The main type of answer expected, or "" when the question does not tell."""
    return next(iter(expected_types(question)), "")


def kin_of(name: str) -> str:
    """The type that asks for the same in other words: "which date?" asks when."""
    return _KIN.get(name, name)


def kind_asked(question: str) -> str:
    """What a question asks for, in whatever words; "" where it does not tell, or asks what something is."""
    kind = kin_of(expected_type(question))
    return "" if kind == "definition" else kind


def content_words(question: str) -> list[str]:
    """The folded words that carry the question's subject: greetings go, and phrases mean a word of the documents."""
    folded = fold(question)
    framing = _FRAME_WORDS | _HOW_WORDS if _ASKS_HOW.search(folded) else _FRAME_WORDS
    for phrase, means in _SAID:
        folded = phrase.sub(f" {means} ", folded)
    return [word for word in surface_terms(_FRAME_PHRASES.sub(" ", folded)) if word not in framing]


def tells(text: str, expected: str, question: str, subject: Collection[str]) -> bool:
    """Whether ``text`` holds something of the expected type, beyond what the question itself says.

    A definition starts with what it defines, one of the folded words of ``subject``: "X is ..." counts, "... where
    X is ..." does not.
    """
    if expected == "definition":
        found = next((match for tell in _TELLS[expected] for match in tell.finditer(text)), None)
        words = surface_terms(text[: found.start()]) if found else []
        return bool(found) and len(words) <= _SUBJECT_WORDS and not set(words).isdisjoint(subject)
    return next(tellings(text, expected, question), None) is not None


def tellings(text: str, expected: str, question: str) -> Iterator[re.Match[str]]:
    """Where ``text`` holds something of the expected type that the question does not say itself.

    "According to the article of 23 June" dates the article alone.
    """
    asked = _folded(question)
    dated = kin_of(expected) == "time" and not _ASKS_SOURCE.search(asked)
    of_sources = [range(*source.span()) for source in _SOURCE.finditer(text)] if dated else []
    for tell in _TELLS.get(expected, ()):
        for found in tell.finditer(text):
            of_a_source = any(found.start() in places for places in of_sources)
            if found[0].strip() and fold(found[0]) not in asked and not of_a_source:
                yield found


def counted(question: str) -> tuple[str, ...]:
    """The folded words for what a question counts or takes a part of: "ministries" of "what share of ministries ...".

    In French the noun comes first; in English it is the first plural, or any word before the verb, after an owner.
    """
    if not (found := _COUNTED_THING.search(_folded(question))):
        return ()
    words = found[found.lastgroup or 0].split()
    if found.lastgroup in ("fr", "of"):
        return tuple(surface_terms(" ".join(words))[:1])
    owned = max((at + 1 for at, word in enumerate(words) if word.endswith(("'s", "s'"))), default=0)
    noun = list(takewhile(lambda word: word not in _NOUN_ENDS, words[owned:]))
    plural = [word for word in noun if word.endswith("s") and not word.endswith(("ss", "'s"))]
    return tuple(surface_terms(" ".join(plural[:1] or noun)))


def counted_alike(words: Collection[str], others: Collection[str]) -> bool:
    """Whether a folded word of each is a noun under which the same things are counted: "users" are people."""
    return any(any(map(nouns.fullmatch, words)) and any(map(nouns.fullmatch, others)) for nouns in _ALIKE)


def attribute_asked(question: str) -> frozenset[str]:
    """The folded words that say what is asked of a thing: "turnover" of "What is the turnover of OW2?"; often none."""
    found = _OF_A_THING.match(fold(question))
    return frozenset(surface_terms(found["attribute"])) if found else frozenset()


def compares(question: str) -> bool:
    """Whether the question is after a difference."""
    return bool(_COMPARES.search(_folded(question)))


def tells_difference(text: str) -> bool:
    """Whether the sentence sets things against each other."""
    return bool(_TELLS_DIFFERENCE.search(text))


def tells_cause(text: str) -> bool:
    """Whether the sentence tells a cause outright."""
    return bool(_TELLS_CAUSE.search(text))


def asks_why(question: str) -> bool:
    """Whether the question is after a cause, and not after what something is for."""
    return bool(_ASKS_WHY.search(_folded(question)))


def asks_whether(question: str) -> bool:
    """Whether the question is after a yes or no."""
    return bool(_ASKS_POLAR.search(_folded(question)))


def asks_of_the_future(question: str) -> bool:
    """Whether the question is when something is still to happen."""
    return bool(_ASKS_FUTURE.search(_folded(question)))


def tells_the_future(text: str) -> bool:
    """Whether the sentence speaks of something planned, due or still to come."""
    return bool(_TELLS_FUTURE.search(text))


def asks_the_newest(question: str) -> bool:
    """Whether the question is which version is the one of today."""
    return bool(_ASKS_NEWEST.search(_folded(question)))


def tells_the_newest(text: str) -> bool:
    """Whether the sentence says of something that it is the one of today."""
    return bool(_TELLS_NEWEST.search(text))


def asks_for_instructions(question: str) -> bool:
    """Whether someone asks how to do a thing: "how do I ...?", « comment je ... ? »"""
    return bool(_ASKS_INSTRUCTIONS.search(_folded(question)))


def body_asked(question: str) -> str:
    """The folded words for the kind of person or body that is asked for: "court" of "which court ...?"; or ""."""
    found = _ASKS_BODY.search(_folded(question))
    return found["kind"] if found else ""


def asks_if_one(question: str) -> bool:
    """Whether the question is whether two things are the same."""
    return bool(_ASKS_IF_ONE.search(_folded(question)))


def tells_apart(text: str) -> bool:
    """Whether the sentence says that one thing is not another."""
    return bool(_TELLS_APART.search(text))


def asks_for_several(question: str) -> bool:
    """Whether the question is after a list: "which are ...", « liste les ... »."""
    return bool(_ASKS_SEVERAL.search(_folded(question)))


def announced(text: str) -> int:
    """How many things a sentence says that the next ones list: 3 of "can begin with three steps"; 0 of most."""
    found = _ANNOUNCES.search(_folded(text))
    return _COUNTED.index(found[1]) // 2 + 2 if found else 0


def tells_several(text: str) -> bool:
    """Whether the sentence lists at least three things."""
    return bool(_TELLS_SEVERAL.search(text))


@lru_cache(maxsize=256)
def _folded(question: str) -> str:
    return fold(question)


def asks_what_is_unknown(question: str) -> bool:
    """Whether the question is about what the documents do not know, rather than about what they do."""
    return bool(_ASKS_UNKNOWN.search(fold(question)))


def says_unknown(text: str, language: Language) -> bool:
    """Whether the sentence begins by saying that something is not known."""
    return bool(_TELLS_UNKNOWN[language].match(text))


def leaves_open_whether(text: str, language: Language) -> bool:
    """Whether the sentence says that a yes or no is not known."""
    return bool(_POLAR[language].search(text))


def leaves_open_how_many(text: str, language: Language) -> bool:
    """Whether the sentence says that a number is not known."""
    return bool(_COUNTS[language].search(text))


def leaves_open_another(text: str, expected: str) -> bool:
    """Whether a sentence that states a gap speaks of something else than the place or the time that is asked."""
    names = _NAMES_UNKNOWN.get(kin_of(expected))
    return names is not None and not names.search(text)


def leans_on_previous(text: str, language: Language) -> bool:
    """Whether the sentence starts with a word that points back to the sentence before."""
    return bool(_OPENS[language].match(_MARKS.sub("", text)))


def is_stub(text: str) -> bool:
    """Whether the line only announces a list, points elsewhere, presents its page, is a heading or a table's row."""
    stripped = text.strip()
    bare = len(stripped.split()) < _STUB_WORDS and not re.search(r"[.!?]$|\w\s*:\s*\w", stripped)  # "Licence: MIT"
    return bare or " | " in stripped or bool(_POINTS_ELSEWHERE.search(stripped)) or bool(_STUBS.match(stripped))
