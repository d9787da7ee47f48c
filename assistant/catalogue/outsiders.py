"""Products of which a fact is asked that only entries have: « la licence de Slack ? », "Is Zoom open source?"."""

from __future__ import annotations

import re

from assistant.catalogue.asked_facts import CRITERIA
from assistant.catalogue.reading import Reading

_TOLD_OF_ENTRIES = {
    "licence",
    "steward",
    "steward_country",
    "governance",
    "homepage",
    "repository",
    "standards",
    "features",
    "deployment",
    "commercial_support_in_europe",
}
_SEEKING = ("alternatives", "need", "count", "why", "compare", "complaint", "destination")
_OURS = frozenset({"we", "our", "nous", "notre", "nos"})
"""Words of who tells of themselves: "we run SharePoint, what now?"."""
_FREE = re.compile(r"\b(?:un logiciel libre|des logiciels libres|(?:free|libre|open source) software)$")
"""« Zoom est-il un logiciel libre ? »: what it is, and no thing that is sought."""


def outsiders(reading: Reading) -> tuple[str, ...]:
    """The product whose own fact is asked, and nothing else; the catalogue can but tell what replaces it."""
    products, fields = reading.values("product"), {*reading.values("field")}
    named = reading.of("entry", "topic", "domain", *CRITERIA) or reading.unread or any(map(reading.cue, _SEEKING))
    words = [token.folded for token in reading.tokens]
    if len(products) != 1 or named or not _OURS.isdisjoint(words):
        return ()
    if reading.cue("yes_no") and _FREE.search(" ".join(words)):
        return products
    told = reading.cue("wh") and fields and fields <= _TOLD_OF_ENTRIES
    tested = reading.cue("yes_no") and fields == {"licence"}  # "open source"
    return products if (told or tested) and not reading.cue("noun") else ()
