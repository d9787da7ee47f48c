"""What the page of a domain says of leaving a product: what ties people to it, and what to settle before migrating.

Few of its sentences hold the words that people ask with ("any gotchas when we drop Zoom?"), and most are true of every
product of the domain: the sections are known by their headings, and the product's description tells which come nearest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from assistant.records import Evidence
from assistant.writing.extractive import Considered
from assistant.writing.sentences import CandidateSentence
from assistant.writing.support import Decision
from assistant.writing.texts import text
from ingest.records import Language
from ingest.reference import reference

MAX_SENTENCES = 7
"""The nearest section is said whole, however long it is."""

_SETTLED: dict[Language, str] = {
    "fr": "Questions à trancher avant de migrer",
    "en": "Questions to settle before migrating",
}
_TIED: dict[Language, str] = {"fr": "difficile de quitter", "en": "hard to leave"}


def description_of(product: str, language: Language) -> str:
    """The product and what it is, as a query."""
    row = reference().products[product]
    return f"{product}. {row.fr if language == 'fr' else row.en}"


def advice_in(ranked: Sequence[Evidence], product: str) -> list[Evidence]:
    """The sections on leaving the product, or else those that name no other, of a domain's passages."""
    settled = [one for one in ranked if _is_settled(one)]
    named = [one for one in settled if _names(" ".join((*one.chunk.heading_path[-1:], one.chunk.text)), _own(product))]
    general = [one for one in settled if not _names(one.chunk.text, _others(product))]
    return [one for one in ranked if _is_tied(one)] + (named or general or settled)


def advise(considered: Considered, product: str) -> Considered | None:
    """Say the sentences on leaving the product; where none names it, that they are those of its domain.

    None where no sentence may be said of it.
    """
    chosen = _nearest([one for one in considered.candidates if _is_about(one, product)])
    if not chosen:
        return None
    language = considered.question.language
    named = any(_names(f"{one.nearest_heading} {one.text}", _own(product)) for one in chosen)
    page = chosen[0].heading.partition(" > ")[0]
    opening = "" if named else text("leaving_domain", language, product=product, domain=page)
    decision = Decision("answered" if named else "partial", "", considered.decision.probability)
    return replace(considered, decision=decision, chosen=chosen, opening=opening, correction=None)


def _nearest(sentences: Sequence[CandidateSentence]) -> list[CandidateSentence]:
    """Whole sections, nearest first, as many as are read at once; in the order of the page."""
    chosen: list[CandidateSentence] = []
    for passage in dict.fromkeys(one.passage for one in sentences):
        section = [one for one in sentences if one.passage == passage]
        if not chosen or len(chosen) + len(section) <= MAX_SENTENCES:
            chosen += section
    return sorted(chosen, key=lambda one: one.start)


def _is_about(one: CandidateSentence, product: str) -> bool:
    """Whether a sentence may be said of the product: it names it, or no other; its heading may name it for it."""
    own, others = _own(product), _others(product)
    if _names(one.text, own) or not _names(one.text, others):
        return True
    return _names(one.nearest_heading, own) and not _names(one.nearest_heading, others)


def _is_tied(one: Evidence) -> bool:
    return any(_TIED[one.chunk.language] in heading for heading in one.chunk.heading_path)


def _is_settled(one: Evidence) -> bool:
    return _SETTLED[one.chunk.language] in one.chunk.heading_path


def _names(said: str, names: re.Pattern[str]) -> bool:
    return bool(names.search(said))


@cache
def _own(product: str) -> re.Pattern[str]:
    """The names of a product and of what it covers, with their capitals: « Teams » is no team."""
    return _any_of(_names_of([product, *reference().products[product].covers]))


@cache
def _others(product: str) -> re.Pattern[str]:
    products = reference().products
    own = {product, *products[product].covers}
    return _any_of(set(_names_of(one for one in products if one not in own)) - set(_names_of(own)))


def _names_of(products: Iterable[str]) -> list[str]:
    return [name for one in products for name in (one, *reference().products[one].aliases)]


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted({name for name in names if not name.islower()}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
