"""What the pair scorer learns from: sentences beside their translation, and the same made false."""

from __future__ import annotations

import difflib
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from assistant.verification.side_by_side import SideBySide, side_by_side
from assistant.verification.words import content_words
from evals.citation_pairs import TrueClaim, is_fit, made_false, twins
from evals.corruptions import UNSEEN, names_of
from evals.paraphrases import paraphrases_of
from ingest.records import Language
from ingest.sentences import split_sentences

MOST = 4_000
"""True sentences of one family: the largest would else teach their own style."""
FEWEST_WORDS, MOST_WORDS = 6, 34
FALSE = 1.3
"""False sentences taken with each true one, in the mean."""
REWORDED = 0.35
"""Part of the true sentences that are said in other words."""
WITHIN = 0.5
"""Part of those that stand beside themselves as they were, and not beside their translation."""
_NAMES = 2_500
_AROUND = 3
_ELSEWHERE = frozenset({"other_passage", "other_half"})
"""Kinds that are another sentence, of which no word was changed."""
_NO_PROSE = re.compile(r"[_{}<>=$\\~#|@\[\]]|/\w|\w/|\(\d\)|--|\s-\w|\w\.\w|^\W|::|%\w|%%|\d\D\d\D\d\D\d")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Example:
    """A claim beside one told sentence; ``changed`` are the places in it that make it false, None where unknown."""

    family: str
    pair: SideBySide
    kind: str
    changed: tuple[tuple[int, int], ...] | None

    @property
    def true(self) -> bool:
        return self.kind == "true"


def true_claims(rows: Sequence[Mapping[str, Any]], chance: random.Random) -> dict[str, list[TrueClaim]]:
    """For each family, sentences with their translation, in any order; ``rows`` are those of a file of texts."""
    found: dict[str, list[TrueClaim]] = {}
    seen: set[str] = set()
    for family, members in groupby(sorted(rows, key=lambda row: str(row["family"])), lambda row: str(row["family"])):
        own = list(members)
        claims = found.setdefault(family, [])
        for at in chance.sample(range(len(own)), len(own)):
            if len(claims) >= MOST:
                break
            row, around = own[at], own[max(at - _AROUND, 0) : at] + own[at + 1 : at + 1 + _AROUND]
            for claim in twins(*(str(row[key]) for key in ("pair", "heading_fr", "heading_en", "text_fr", "text_en"))):
                if claim.claim.text not in seen and _is_prose(claim):
                    seen.add(claim.claim.text)
                    claims.append(replace(claim, others=(*_sentences(around, claim.claim.language), *claim.others[:2])))
    return found


def _is_prose(one: TrueClaim) -> bool:
    text = one.claim.text
    return (
        is_fit(one.claim)
        and FEWEST_WORDS <= len(text.split()) <= MOST_WORDS
        and 0.5 < len(text) / max(len(one.source), 1) < 2
        and not any(_NO_PROSE.search(each) for each in (text, one.source))
    )


def _sentences(rows: Iterable[Mapping[str, Any]], language: Language) -> Iterator[str]:
    for row in rows:
        text = str(row[f"text_{language}"])
        for span in split_sentences(text, language):
            if len((sentence := text[span.start : span.end]).split()) >= FEWEST_WORDS:
                yield sentence


def examples(claims: Mapping[str, Sequence[TrueClaim]], chance: random.Random) -> Iterator[Example]:
    """Each true claim, as it is or in other words, and ``FALSE`` false ones of it."""
    for family, members in claims.items():
        names = sorted({name for one in members[:_NAMES] for name in names_of(one.claim.text)})
        words = _vocabulary(members)
        for one in members:
            text, language = one.claim.text, one.claim.language
            reworded = list(paraphrases_of(text, language)) if chance.random() < REWORDED else []
            right = chance.choice(reworded)[1] if reworded else text
            told = (one.source, one.claim.quotes[0].language)
            if reworded and chance.random() < WITHIN:
                told, text = (text, language), right
            yield Example(family, side_by_side((right, language), told), "true", ())
            false = [(kind, new) for kind, new in made_false(one, text, names) if kind not in UNSEEN]
            false += [("word", new) for count in (1, 2) if (new := _exchanged(text, language, count, words, chance))]
            false = [(kind, new) for kind, new in false if new != told[0]]
            count = int(FALSE) + (chance.random() < FALSE % 1)
            for kind, new in chance.sample(false, min(count, len(false))):
                changed = None if kind in _ELSEWHERE else _changed(text, new)
                yield Example(family, side_by_side((new, language), told), kind, changed)


def _vocabulary(claims: Sequence[TrueClaim]) -> dict[tuple[Language, str], list[str]]:
    """The words of a family by language and last letters: those of one form end alike more often than others."""
    found: dict[tuple[Language, str], list[str]] = {}
    for one in claims:
        for _, _, word in _plain_words(one.claim.text, one.claim.language):
            found.setdefault((one.claim.language, word[-2:]), []).append(word)
    return found


def _plain_words(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    for word in content_words(text, language):
        raw = text[word.start : word.end]
        if raw.islower() and len(raw) > _SHORT:
            yield word.start, word.end, raw


def _exchanged(
    text: str,
    language: Language,
    count: int,
    words: Mapping[tuple[Language, str], Sequence[str]],
    chance: random.Random,
) -> str:
    """The text with ``count`` words exchanged for others of the family; "" where there are none, or too like ones."""
    places = list(_plain_words(text, language))
    if len(places) < count:
        return ""
    for start, end, word in sorted(chance.sample(places, count), reverse=True):
        new = chance.choice(words.get((language, word[-2:]), [word]))
        if new[:5] == word[:5]:
            return ""
        text = text[:start] + new + text[end:]
    return text


def _changed(true: str, false: str) -> tuple[tuple[int, int], ...] | None:
    """The places of ``false`` that are not in ``true``; None where something was only taken out."""
    before = [match[0].lower() for match in _TOKEN.finditer(true)]
    after = list(_TOKEN.finditer(false))
    matcher = difflib.SequenceMatcher(None, before, [match[0].lower() for match in after], autojunk=False)
    places = [
        after[at].span()
        for tag, _, _, start, end in matcher.get_opcodes()
        if tag in ("replace", "insert")
        for at in range(start, end)
    ]
    return tuple(places) or None
