"""Asks "how long does it take to move off VMware?" of any migration, where nothing is told of that product."""

from __future__ import annotations

import re
from functools import cache

from ingest.records import Language
from ingest.reference import reference

_NOUN: dict[Language, str] = {
    "fr": (
        r"\b(?:migration|sortie|départ|bascule)s?\s+"
        r"(?:depuis\s+|hors\s+(?:de\s+|d['’])|de\s+|d['’]|du\s+)(?:chez\s+)?"
    ),
    "en": r"\b(?<!to )(?:migration|move|exit|switch)\s+(?:away\s+from|from|off|out\s+of|of)\s+",
}
_VERB: dict[Language, str] = {
    "fr": (
        r"\b(?:quitter|abandonner|remplacer|lâcher|laisser\s+tomber|arrêter"
        r"|(?:sortir|partir|migrer|se\s+passer|se\s+débarrasser)\s+(?:hors\s+)?(?:de\s+|d['’]|depuis\s+)(?:chez\s+)?)\s*"
    ),
    "en": (
        r"\b(?:stop\s+using|leave|drop|replace|ditch|abandon|give\s+up|get\s+(?:off|rid\s+of)|(?:move|migrate|switch)"
        r"\s+(?:away\s+)?(?:from|off))\s+"
    ),
}
_GERUND = (
    r"\b(?:leaving|dropping|replacing|ditching|abandoning|giving\s+up|getting\s+(?:off|rid\s+of)"
    r"|(?:moving|migrating|switching)\s+(?:away\s+)?(?:from|off))\s+"
)
_MIGRATION: dict[Language, tuple[tuple[str, str], ...]] = {
    "fr": ((_NOUN["fr"], "migration"), (_VERB["fr"], "migrer")),
    "en": ((_NOUN["en"], "migration"), (_VERB["en"], "migrate"), (_GERUND, "migrating")),
}
"""What stands before a product that is left, and what the question then asks of."""
_HOW_MUCH = re.compile(r"(?i)\b(?:combien|coûts?|coûte\w*|durée|how (?:long|much|many)|costs?)\b")

_LAW = re.compile(r"(?i)\b(?:lois?|laws?|article|directive|règlement|regulation|législation|legislation)\b")
_OBLIGES = re.compile(r"(?i)\b(?:oblig|forc|impos|requir|mandat)\w*")
_PROPRIETARY: dict[Language, str] = {"fr": "un logiciel propriétaire", "en": "proprietary software"}


def asks_how_much(text: str) -> bool:
    """Whether a question asks for a duration or an amount, which is known of no migration."""
    return _HOW_MUCH.search(text) is not None


def of_the_law(text: str, language: Language) -> tuple[str, str] | None:
    """What a law obliges to, asked of proprietary software in the place of one product; None where it is not asked."""
    if not (_LAW.search(text) and _OBLIGES.search(text)):
        return None
    for pattern, _ in _patterns(language):
        if match := pattern.search(text):
            before = text[: match.start("product")]
            return before + _PROPRIETARY[language] + text[match.end() :], match["product"]
    return None


def of_any_migration(text: str, language: Language) -> tuple[str, str] | None:
    """The question of any migration, and the name of the product it was asked of; None where none is left in it."""
    for pattern, said in _patterns(language):
        if match := pattern.search(text):
            return text[: match.start()] + said + text[match.end() :], match["product"]
    return None


@cache
def _patterns(language: Language) -> tuple[tuple[re.Pattern[str], str], ...]:
    names = {name for product, row in reference().products.items() for name in (product, *row.other_names())}
    capitals = sorted((name for name in names if not name.islower()), key=len, reverse=True)  # « Teams » is no team
    product = rf"(?P<product>{'|'.join(map(re.escape, capitals))})(?!\w)"
    return tuple((re.compile(f"(?i:{before}){product}"), said) for before, said in _MIGRATION[language])
