"""Whether a sentence made false may be told by its evidence all the same: then it is no false sentence.

None of this asks the checker: words that stand in the evidence, lists, and two spellings of one name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from ingest.lexical import fold, surface_terms, tokenise
from ingest.records import Language


@dataclass(frozen=True, slots=True)
class Sentence:
    """A true sentence with its evidence, and names and sentences found elsewhere in its set.

    ``told`` is what the evidence says in the sentence's own language: the evidence, or what it translates.
    ``source`` is the sentence of the other language that translates this one, "" within a language.
    """

    text: str
    language: Language
    evidence: str
    names: Sequence[str]
    others: Sequence[str]
    told: str
    source: str = ""


_BEGINNING = 5
_NEAR = 25
"""Characters on each side of a word in which what denies or restricts it stands."""
_RESTRICTS = re.compile(
    r"\b(?:ne|pas|not|no|none|nothing|never|cannot|only|without|nor|sans|ni|jamais|rien|aucune?|seule?s?)\b|\bn['’]|n['’]t\b",
    re.IGNORECASE,
)
_NAMING = re.compile(r"\b(?:known as|called|named|dite?s?|appelée?s?|nommée?s?|sous le nom)\b")
_LISTS = re.compile(r",|\b(?:et|ou|and|or)\b")
_CONDITION = re.compile(
    r"\b(?:if|when|whenever|unless|until|once|otherwise)\b"
    r"|\b(?:si|quand|lorsque?|une fois|sinon|en cas|tant que?|dès que?)\b|\bs['’]il",
    re.IGNORECASE,
)
_PRESENT, _FUTURE = frozenset(["is", "are", "est", "sont"]), frozenset(["will be", "sera", "seront"])
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _modals() -> list[dict[str, list[str]]]:
    modals: list[dict[str, list[str]]] = yaml.safe_load(Path(__file__).with_name("told.yml").read_text("utf-8"))
    return modals


def may_stand(sentence: Sentence, place: re.Match[str], new: str) -> bool:
    """Whether a new word at a place stands in the evidence before the same word, or says what the source does.

    "Must" for "should" changes nothing beside « doit », nor, nearly, in what is denied or restricted; nor does a future
    for a present beside a condition: "if you press F6, the area will be moved".
    """
    following = re.match(rf"\W+(\w{{1,{_BEGINNING}}})", sentence.text[place.end() :])
    stands = following and re.search(
        rf"(?<!\w){re.escape(fold(new))}\W+{re.escape(fold(following[1]))}", fold(sentence.told)
    )
    if stands:
        return True
    if place[0].lower() in _PRESENT and new in _FUTURE and _CONDITION.search(sentence.text):
        return True
    denied = is_denied(sentence.text, place)
    return any(new in modal["words"] and (denied or _says(sentence, modal)) for modal in _modals())


def is_denied(text: str, place: re.Match[str]) -> bool:
    """Whether what stands near a word denies or restricts already: "has not no vendor", "is not only used"."""
    return bool(_RESTRICTS.search(text[max(place.start() - _NEAR, 0) : place.end() + _NEAR]))


def _says(sentence: Sentence, modal: dict[str, list[str]]) -> bool:
    said = modal["en" if sentence.language == "fr" else "fr"]
    return bool(re.search(rf"\b(?:{'|'.join(said)})\b", sentence.source, re.IGNORECASE))


def news(text: str, sentence: Sentence) -> int:
    """How many content words of a text are not told, by their stems."""
    return len(set(tokenise(text, sentence.language)) - set(tokenise(sentence.told, sentence.language)))


def tells_apart(between: str) -> bool:
    """Whether what stands between two names or nouns gives each a part of its own: no list, nor "A, known as B"."""
    if _NAMING.search(between):
        return False
    words = [word for word in _WORD.findall(between) if word.islower() and len(word) > 3]
    return any(surface_terms(word) for word in words) or bool(words and not _LISTS.search(between))


def unlike(names: Sequence[str], text: str) -> list[str]:
    """The names that share no word with a text: "Arthur Rimbaud" is no other than "Rimbaud", nor "APIs" than "API"."""
    said = _words(text)
    return [name for name in names if said.isdisjoint(_words(name))]


def _words(text: str) -> set[str]:
    return {fold(word).removesuffix("s") for word in _WORD.findall(text) if len(word) > 1}
