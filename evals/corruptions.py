"""Makes true sentences false: one change each, of a known kind, with the words of ``corruptions.yml``.

A corruptor takes the sentence, its evidence and other names of its set, and gives None where nothing can be changed, or
where what it would say may be told all the same (``told.py``).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from evals.told import Sentence, is_denied, may_stand, news, tells_apart, unlike
from ingest.lexical import surface_terms

Corruptor = Callable[[Sentence, random.Random], str | None]

_YEAR = re.compile(r"(?<![\w.,/-])(?:1[5-9]\d\d|20\d\d)(?![\w,.]\d|\w)")
_NUMBER = re.compile(r"(?<![\w.,/-])\d{1,3}(?:[.,  ]\d{3})*(?:[.,]\d+)?(?![\d\w/-])")
_NAME = re.compile(r"(?<=[a-zà-ÿ,;] )[A-ZÀ-Ý][\w’'-]+(?: (?:de |of )?[A-ZÀ-Ý][\w’'-]+)*")
_NOUN = {
    "fr": re.compile(r"(?<=\b(?:la|le|un) )[a-zà-ÿ-]{4,}(?=[ ,.])|(?<=\b(?:les|des|une) )[a-zà-ÿ-]{4,}(?=[ ,.])"),
    "en": re.compile(r"(?<=\b[Tt]he )[a-z-]{4,}(?=[ ,.])|(?<=\b[Aa] )[a-z-]{4,}(?=[ ,.])"),
}
_HEAD = {
    "fr": re.compile(
        r"\b(?:[Ll][ae]s? |[Ll]['’]|[Uu]ne? )(?!plupart|partie|part|ensemble|majorité|nombre|groupe|reste|type|sorte)"
        r"[a-zà-ÿ-]{3,} (du |des |de la |de l['’])(?=[a-zà-ÿ])"
    ),
    "en": re.compile(
        r"\b(?:[Tt]he|[Aa]n?) (?!most|part|rest|majority|number|group|set|kind|type|sort|series|lot|list)"
        r"[a-z-]{3,} of (the |its |their |these |those )(?=[a-z])"
    ),
}
_OWN_ARTICLE = {"du ": "le ", "des ": "les ", "de la ": "la ", "de l'": "l'", "de l’": "l’"}
_TAIL = re.compile(
    r",? (?:pour|avec|dans|par|afin|en|depuis|pendant|for|with|in|by|to|during|from|at) [^,;:()]{15,60}\.$"
)
_VOWEL = re.compile(r"^[aeiouyéèêâhàîô]", re.IGNORECASE)
_FRENCH_NOT = re.compile(r"\b(ne |n['’])(\w+) (?:pas|plus|jamais)\b", re.IGNORECASE)
_NEWS = 2
"""Content words that the evidence does not say, from which a sentence from elsewhere says something else."""
_ENGLISH_NOT = re.compile(r"(?:\b(do|does|did) not\b|(?<=\w) not\b|(?<=is|re|as)n['’]t\b)(?! only)")


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("corruptions.yml").read_text("utf-8"))
    return table


def _exchange(kind: str) -> Corruptor:
    """Exchange the first word of a pair for the second, at one place chosen at random."""

    def corrupt(sentence: Sentence, chance: random.Random) -> str | None:
        places = [
            (match, new)
            for old, new in _table()[kind][sentence.language]
            for match in re.finditer(rf"(?<![\w'’]){re.escape(old)}(?!\w)", sentence.text)
            if not may_stand(sentence, match, new)
        ]
        if not places:
            return None
        match, new = chance.choice(places)
        return _replaced(sentence.text, match, new)

    return corrupt


def _replaced(text: str, match: re.Match[str], new: str) -> str:
    if match[0][:1].isupper():
        new = new[:1].upper() + new[1:]
    return text[: match.start()] + new + text[match.end() :]


def change_number(sentence: Sentence, chance: random.Random) -> str | None:
    """Another number of the same size, in digits or in words, that the evidence does not hold."""
    words = _table()["numbers"][sentence.language]
    places = [match for match in _NUMBER.finditer(sentence.text) if not _YEAR.fullmatch(match[0])]
    places += [match for match in re.finditer(r"[^\W\d_]+", sentence.text) if match[0].lower() in words]
    if not places:
        return None
    match = chance.choice(places)
    for _ in range(20):
        new = chance.choice(words) if match[0][0].isalpha() else _other_digits(match[0], chance)
        if new != match[0].lower() and not re.search(rf"(?<!\w){re.escape(new)}(?!\w)", sentence.evidence.lower()):
            return _replaced(sentence.text, match, new)
    return None


def _other_digits(number: str, chance: random.Random) -> str:
    """One digit changed, the first one never to 0."""
    at = chance.choice([place for place, letter in enumerate(number) if letter.isdigit()])
    digits = [digit for digit in "123456789" if digit != number[at]]
    return number[:at] + chance.choice(digits) + number[at + 1 :]


def take_number_nearby(sentence: Sentence, chance: random.Random) -> str | None:
    """A number of the evidence that belongs to something else."""
    mine = [match for match in _NUMBER.finditer(sentence.text) if not _YEAR.fullmatch(match[0])]
    theirs = [found for found in _NUMBER.findall(sentence.evidence) if not _YEAR.fullmatch(found)]
    return _taken(sentence.text, mine, theirs, chance)


def change_date(sentence: Sentence, chance: random.Random) -> str | None:
    """Another year near it, or another month."""
    years = list(_YEAR.finditer(sentence.text))
    months = [
        match
        for month in _table()["months"][sentence.language]
        for match in re.finditer(rf"\d (?:of )?{month}\b|{month} \d", sentence.text)
    ]
    if not years and not months:
        return None
    match = chance.choice([*years, *months])
    if match in years:
        new = str(int(match[0]) + chance.choice([-11, -3, -2, -1, 1, 2, 3, 10]))
        return None if new in sentence.evidence else _replaced(sentence.text, match, new)
    old = next(month for month in _table()["months"][sentence.language] if month in match[0])
    new = chance.choice([month for month in _table()["months"][sentence.language] if month != old])
    return _replaced(sentence.text, match, match[0].replace(old, new))


def take_date_nearby(sentence: Sentence, chance: random.Random) -> str | None:
    """A year of the evidence that belongs to something else."""
    return _taken(sentence.text, list(_YEAR.finditer(sentence.text)), _YEAR.findall(sentence.evidence), chance)


def swap_name(sentence: Sentence, chance: random.Random) -> str | None:
    """A name of another text of the set."""
    others = [name for name in sentence.names if name not in sentence.evidence]
    return _taken(sentence.text, list(_NAME.finditer(sentence.text)), unlike(others, sentence.text), chance)


def take_name_nearby(sentence: Sentence, chance: random.Random) -> str | None:
    """A name of the evidence that belongs to something else, as the sentence's language writes it."""
    others = unlike(names_of(sentence.told), sentence.text)
    return _taken(sentence.text, list(_NAME.finditer(sentence.text)), others, chance)


def _taken(text: str, mine: Sequence[re.Match[str]], theirs: Sequence[str], chance: random.Random) -> str | None:
    new = [found for found in theirs if found not in text]
    return _replaced(text, chance.choice(mine), chance.choice(new)) if mine and new else None


def insert_negation(sentence: Sentence, chance: random.Random) -> str | None:
    """Deny one verb of an affirmative sentence."""
    verbs = "|".join(_table()["negation"][sentence.language])
    found = re.finditer(rf"(?<![\w'’-])(?:{verbs})(?![\w'’-])(?! not| pas)", sentence.text)
    places = [match for match in found if not is_denied(sentence.text, match)]
    if not places or _denies(sentence):
        return None
    match = chance.choice(places)
    if sentence.language == "en":
        return _replaced(sentence.text, match, f"{match[0]} not")
    particle = "n'" if _VOWEL.match(match[0]) else "ne "
    return _replaced(sentence.text, match, f"{particle}{match[0]} pas")


def _denies(sentence: Sentence) -> bool:
    pattern = _FRENCH_NOT if sentence.language == "fr" else _ENGLISH_NOT
    return bool(pattern.search(sentence.text))


def remove_negation(sentence: Sentence, chance: random.Random) -> str | None:
    """Affirm what a sentence denies."""
    if sentence.language == "fr":
        found = list(_FRENCH_NOT.finditer(sentence.text))
        return _replaced(sentence.text, chance.choice(found), chance.choice(found)[2]) if len(found) == 1 else None
    found = list(_ENGLISH_NOT.finditer(sentence.text))
    if len(found) != 1:
        return None
    text = _replaced(sentence.text, found[0], found[0][1] or "")
    return re.sub(r"  +", " ", text)


def swap_roles(sentence: Sentence, chance: random.Random) -> str | None:
    """Two names exchange their places, unless "and" joins them."""
    text = f"a {sentence.text}"  # so that a first word counts, where it is a name elsewhere too
    found = [match for match in _NAME.finditer(text) if match.start() > 2 or match[0] in sentence.names]
    pairs = [
        (first, second)
        for first in found
        for second in found
        if first.end() < second.start()
        and unlike([first[0]], second[0])
        and tells_apart(text[first.end() : second.start()])
    ]
    if not pairs:
        return None
    first, second = chance.choice(pairs)
    swapped = text[: first.start()] + second[0] + text[first.end() : second.start()] + first[0] + text[second.end() :]
    return swapped.removeprefix("a ")


def swap_nouns(sentence: Sentence, chance: random.Random) -> str | None:
    """Two nouns after an article exchange their places: who does what to whom."""
    return _moved_nouns(sentence, chance, stays=False)


def repeat_noun(sentence: Sentence, chance: random.Random) -> str | None:
    """A noun after an article takes the place of another, and keeps its own: what a model that loses its way writes."""
    return _moved_nouns(sentence, chance, stays=True)


def _moved_nouns(sentence: Sentence, chance: random.Random, *, stays: bool) -> str | None:
    text = sentence.text
    found = list(_NOUN[sentence.language].finditer(text))
    pairs = [
        (first, second)
        for first, second in pairwise(found)
        if first[0].lower() != second[0].lower() and tells_apart(text[first.end() : second.start()])
    ]
    if not pairs:
        return None
    first, second = chance.choice(pairs)
    begin = first[0] if stays else second[0]
    return text[: first.start()] + begin + text[first.end() : second.start()] + first[0] + text[second.end() :]


def drop_head(sentence: Sentence, chance: random.Random) -> str | None:
    """What belongs to something takes its place: "the order of the domains is ..." becomes "the domains is ..."."""
    places = list(_HEAD[sentence.language].finditer(sentence.text))
    if not places:
        return None
    match = chance.choice(places)
    return _replaced(sentence.text, match, _OWN_ARTICLE.get(match[1], match[1]))


def add_phrase(sentence: Sentence, chance: random.Random) -> str | None:
    """The sentence, and after a comma what a sentence elsewhere in the document ends with."""
    tails = [match[0] for text in sentence.others if (match := _TAIL.search(text)) and news(match[0], sentence)]
    return sentence.text.rstrip(" .") + chance.choice(tails) if tails else None


def other_passage(sentence: Sentence, chance: random.Random) -> str | None:
    """A sentence of the same document that stands elsewhere."""
    others = [text for text in sentence.others if len(text.split()) >= 6 and news(text, sentence) >= _NEWS]
    return chance.choice(others) if others else None


def other_half(sentence: Sentence, chance: random.Random) -> str | None:
    """Its own beginning, with the end of a sentence that stands elsewhere in the document."""
    ends = [" ".join(words[len(words) // 2 :]) for text in sentence.others if len(words := text.split()) >= 8]
    others = [end for end in ends if news(end, sentence) >= _NEWS]
    if not others:
        return None
    mine = sentence.text.split()
    return " ".join([*mine[: len(mine) // 2], chance.choice(others)])


KINDS: dict[str, Corruptor] = {
    "number": change_number,
    "number_nearby": take_number_nearby,
    "date": change_date,
    "date_nearby": take_date_nearby,
    "name": swap_name,
    "name_nearby": take_name_nearby,
    "negation_in": insert_negation,
    "negation_out": remove_negation,
    "comparison": _exchange("comparison"),
    "other_passage": other_passage,
    "other_half": other_half,
    "modality": _exchange("modality"),
    "added": add_phrase,
    "unit": _exchange("unit"),
    "role": swap_roles,
    "tense": _exchange("tense"),
    "quantifier": _exchange("quantifier"),
    "antonym": _exchange("antonym"),
    "nouns": swap_nouns,
    "repeated": repeat_noun,
    "head": drop_head,
}
UNSEEN = frozenset({"unit", "role", "tense", "quantifier", "antonym", "repeated", "head"})
"""Kinds that no training ever sees."""
ASKED = frozenset(kind for kind in KINDS if re.match("number|date|name|negation|other_passage", kind))
"""Kinds that the aims are about: another number, date or name, a negation, a sentence from another passage."""


def names_of(text: str) -> list[str]:
    """The names inside a text's sentences, months and function words left out."""
    months = {month for names in _table()["months"].values() for month in names}
    return [name for name in _NAME.findall(text) if len(name) > 2 and surface_terms(name) and name not in months]
