"""Products whose short name is also a need's word: « remplacer Visio » may speak of video meetings or of diagrams."""

from __future__ import annotations

from assistant.catalogue.constraints import Product
from assistant.catalogue.names import Lexicon
from assistant.catalogue.reading import Reading

_LINKS = ("a", "to", "de", "d", "for")


def homonyms_of(reading: Reading, lexicon: Lexicon) -> tuple[Product, ...]:
    """The products that a need's word names too, where it is to be replaced and has no article.

    « remplacer la visio » speaks of what is done, « remplacer Visio » perhaps of the product.
    """
    replacing = {match.last for match in reading.of("cue") if match.value == "alternatives"}
    found: dict[str, Product] = {}
    for match in reading.of("topic"):
        phrase = tuple(token.folded for token in reading.tokens[match.first : match.last + 1])
        before = match.first - 1
        linked = before >= 0 and before not in replacing and reading.tokens[before].folded in _LINKS
        if phrase in lexicon.homonyms and before - linked in replacing:
            product = lexicon.homonyms[phrase]
            found[product.label] = product
    return tuple(found.values())
