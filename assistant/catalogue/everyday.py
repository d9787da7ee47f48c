"""Names of products and entries that are everyday words here: "for teams", "a notary office", "a Twitter account"."""

from __future__ import annotations

import re

from assistant.catalogue.reading import Reading
from assistant.catalogue.tables import vocabulary
from assistant.catalogue.words import Match

_CONCEDED = re.compile(
    r"^(?:(?:is|are|works?|est|sont|c est|marche|va|convient|does the job|s)\b(?: \w+){0,3} |ok |okay )?(?:but|mais)\b"
)


def is_everyday_word(match: Match, reading: Reading) -> bool:
    """Whether the name of a product says something else: a room, people, or where somebody can be followed."""
    words = [token.folded for token in reading.tokens]
    before, after = words[max(0, match.first - 2) : match.first], words[match.last + 1 : match.last + 2]
    if {*vocabulary()["followed"]} & {*before, *after} and not reading.cue("alternatives"):
        return True
    if any(cue.value == "alternatives" and match.first - 3 < cue.last < match.first for cue in reading.of("cue")):
        return False  # "replace our teams", "an alternative for teams"
    if match.first != match.last or not reading.tokens[match.first].raw.islower() or not before:
        return False
    if words[match.first] == "office":
        return before[-1] in vocabulary()["before_office"]
    if words[match.first] != "teams":
        return False
    others = reading.of("topic", "feature") or len(reading.values("product")) > 1
    return before[-1] in vocabulary()["before_teams"] or bool(before[-1] == "for" and others)


def is_conceded(match: Match, reading: Reading) -> bool:
    """Whether an entry is only granted before a product is asked for: "Moodle is fine but what replaces Zoom?"."""
    rest = " ".join(token.folded for token in reading.tokens[match.last + 1 :])
    sought = any(product.first > match.last for product in reading.of("product"))
    return sought and _CONCEDED.match(rest) is not None
