"""Says true sentences in other words, by rules: contracted, reworded, reordered, shortened, framed, numbers spelt out.

A paraphraser takes a sentence and its language and gives None where it finds nothing to say otherwise.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ingest.lexical import surface_terms
from ingest.records import Language

Paraphraser = Callable[[str, Language, random.Random], str | None]

_LEADING = {
    "fr": r"(?:En|Dans|Depuis|Pendant|Durant|Après|Avant|Pour|Selon|Lors d[eu]|À|Au|Aux|Sur|Avec|Si|Quand|Lorsque)\b",
    "en": r"(?:In|On|Since|During|After|Before|For|With|According to|At|By|From|When|If|While|Although|Under)\b",
}
_JOINED = {
    "fr": r"(?:lorsque|quand|si|parce que|car|bien que|afin que|pour que|tandis que)",
    "en": r"(?:when|if|because|although|while|unless|until|so that|whereas)",
}
_TAIL = {"fr": r"(?:en|depuis|dès|jusqu'en) \d{4}", "en": r"(?:in|since|until|by) (?:[A-Z][a-z]+ )?\d{4}"}
_RELATIVE = {
    "fr": r", (?:qui|dont|où|dans lequel|laquelle|notamment|y compris|ainsi que|comme|tel(?:le)?s? que) [^,;()]{8,90}",
    "en": r", (?:which|who|whose|where|including|such as|as well as|especially|with|along with) [^,;()]{8,90}",
}
_SPELT: dict[Language, tuple[str, ...]] = {
    "fr": ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    "en": ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("paraphrases.yml").read_text("utf-8"))
    return table


def _exchanges(kind: str, at_most: int) -> Paraphraser:
    """Up to ``at_most`` words of the table for others that say the same."""

    def paraphrase(text: str, language: Language, chance: random.Random) -> str | None:
        found = [
            (match.start(), match.end(), new)
            for old, new in _table()[kind][language]
            for match in re.finditer(rf"(?<![\w'’-]){re.escape(old)}(?![\w'’-])", text, re.IGNORECASE)
            if match.start() == 0 or not match[0][0].isupper()  # a capital inside is a name's
        ]
        chance.shuffle(found)
        kept: list[tuple[int, int, str]] = []
        for start, end, new in found:
            if len(kept) < at_most and all(end <= first or last <= start for first, last, _ in kept):
                kept.append((start, end, new))
        for start, end, new in sorted(kept, reverse=True):
            text = text[:start] + (_opened(new) if text[start].isupper() else new) + text[end:]
        return text if kept else None

    return paraphrase


def _opened(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lowered(text: str) -> str:
    """The text as it goes on inside a sentence: its first word without a capital where it is a function word."""
    first = re.match(r"[^\W\d_]+(?:['’](?=\w))?", text)
    opens = any(re.match(leading, text) for leading in _LEADING.values())
    if first and (opens or not surface_terms(first[0].rstrip("'’"))):
        return text[:1].lower() + text[1:]
    return text


def reorder(text: str, language: Language, _: random.Random) -> str | None:
    """What opens a sentence goes to its end, or a clause or a date at its end opens it."""
    body = text.rstrip(".")
    if found := re.fullmatch(rf"({_LEADING[language]}[^,;:()]{{3,80}}), ([^,;:]{{15,}})", body):
        return f"{_opened(found[2])} {_lowered(found[1])}."
    if found := re.fullmatch(rf"([^,;:]{{15,}}?),? ({_JOINED[language]}\b [^,;:]{{10,}})", body):
        return f"{_opened(found[2])}, {_lowered(found[1])}."
    if found := re.fullmatch(rf"([^,;:]{{15,}}) ({_TAIL[language]})", body):
        return f"{_opened(found[2])}, {_lowered(found[1])}."
    return None


def compress(text: str, language: Language, chance: random.Random) -> str | None:
    """Without a relative clause, an enumeration of examples, or what only joins the sentence to others."""
    if clauses := list(re.finditer(rf"{_RELATIVE[language]}(?=[,.;])", text)):
        match = chance.choice(clauses)
        end = match.end() + (text[match.end()] == "," and not text[match.end() :].startswith(", et"))
        return text[: match.start()] + text[end:]
    for word in _table()["dropped"][language]:
        if found := re.search(rf"(?<![\w'’-]){re.escape(word)}(?![\w'’-]),? ?", text, re.IGNORECASE):
            return _opened((text[: found.start()] + text[found.end() :]).replace(" ,", ",").replace(" .", ".").strip())
    return None


def frame(text: str, language: Language, chance: random.Random) -> str | None:
    """Announced as what the document says."""
    lowered = _lowered(text)
    if lowered == text or re.match(r"[\"«“(]", text):
        return None
    template: str = chance.choice(_table()["framed"][language])
    if language == "fr":
        template = re.sub(r"que \{\}$", "qu’{}" if re.match(r"[aeiouéèêh]", lowered) else "que {}", template)
    return template.format(lowered)


def spell(text: str, language: Language, _: random.Random) -> str | None:
    """A small number in words, or in digits where it is in words."""
    words = _SPELT[language]
    if match := re.search(r"(?<![\w.,/-])(?:[2-9]|1[0-2]) (?=[a-zà-ÿ]{3})(?!%)", text):
        return text[: match.start()] + words[int(match[0]) - 2] + " " + text[match.end() :]
    for match in re.finditer(rf"(?<![\w-])(?<!- )({'|'.join(words)}) (?=([a-zà-ÿ]{{3,}}))", text):
        if surface_terms(match[2]):  # « neuf » after its noun is "new", and has no noun behind it
            return f"{text[: match.start()]}{words.index(match[1]) + 2} {text[match.end() :]}"
    return None


PARAPHRASES: dict[str, Paraphraser] = {
    "contracted": _exchanges("contracted", 2),
    "reworded": _exchanges("reworded", 3),
    "reordered": reorder,
    "compressed": compress,
    "framed": frame,
    "spelt": spell,
}


def paraphrases_of(text: str, language: Language) -> Iterator[tuple[str, str]]:
    """Each kind of paraphrase of a sentence, then two kinds at once; always the same."""
    chance = random.Random(text)  # noqa: S311 - the same pairs in each run
    made = {}
    for kind, paraphrase in PARAPHRASES.items():
        new = paraphrase(text, language, chance)
        if new is not None and new != text:
            made[kind] = new
    yield from made.items()
    for first, second in (("reordered", "reworded"), ("compressed", "reworded"), ("contracted", "reworded")):
        if first in made and (both := PARAPHRASES[second](made[first], language, chance)) not in (None, made[first]):
            yield "combined", str(both)
            return
