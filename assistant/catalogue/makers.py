"""A product called by its maker and by what it is for: « la visio de Microsoft », "Amazon's object storage"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.catalogue.catalogue import Catalogue, product_base
from assistant.catalogue.names import lexicon_of
from assistant.catalogue.predicates import serves
from assistant.catalogue.reading import Reading
from assistant.catalogue.tables import topics
from assistant.catalogue.words import Match
from ingest.reference import reference

_OF = frozenset({"de", "d", "du", "chez", "by", "from", "of"})
_LEAST_SHARE = 0.25
"""Of the entries that replace a product, how many serve a need for the product to be taken for one that does."""


def with_makers_products(reading: Reading, catalogue: Catalogue) -> Reading:
    """The reading with the products that a maker stands for: with a need beside it, or all of those to be replaced."""
    makers = reading.of("maker")
    kept = [match for match in reading.matches if match.kind != "maker"]
    for maker in makers:
        products = [product for topic in _beside(maker, reading) for product in _products(maker, topic, catalogue)]
        replaced = reading.cue("alternatives") or "replaces" in reading.values("field")
        if not products and replaced and not reading.of("product", "entry"):
            products = _to_be_replaced(maker, reading.of("topic"), catalogue)
        if products:
            kept = [match for match in kept if not (match.kind == "product" and match.first == maker.first)]
            kept += products
    kept.sort(key=lambda match: (match.first, match.kind, match.value))
    return Reading(reading.tokens, tuple(kept), reading.unread)


def _beside(maker: Match, reading: Reading) -> Iterator[Match]:
    """The needs just before « de Microsoft », or just after "Microsoft's"."""
    for topic in reading.of("topic"):
        first, last = sorted((maker, topic), key=lambda match: match.first)
        between = {token.folded for token in reading.tokens[first.last + 1 : last.first]}
        linked = between <= {"s"} if first is maker else bool(between) and between <= _OF
        if linked and first.last < last.first:
            yield topic


def _products(maker: Match, topic: Match, catalogue: Catalogue) -> list[Match]:
    labels = _labels(maker.value, topic.value, catalogue)
    return [Match("product", label, maker.first, maker.last) for label in labels]


def _to_be_replaced(maker: Match, needs: Sequence[Match], catalogue: Catalogue) -> list[Match]:
    """« quelles solutions remplacent Cisco ? », « une téléphonie pour remplacer Cisco »: whatever of a maker's the
    catalogue has something for, for the needs where any are named.
    """
    if needs:
        return [product for need in needs for product in _products(maker, need, catalogue)]
    lexicon = lexicon_of(catalogue)
    mine = [label for label, product in reference().products.items() if product.vendor == maker.value]
    replaced = [label for label in mine if label in lexicon.products[label].targets]
    return [Match("product", label, maker.first, maker.last) for label in replaced]


@lru_cache(maxsize=256)
def _labels(vendor: str, need: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The maker's products that serve a need, as what replaces them shows."""
    table, lexicon = reference().products, lexicon_of(catalogue)
    mine = [label for label, product in table.items() if product.vendor == vendor]
    return tuple(label for label in mine if _share(label, need, catalogue, lexicon.products[label].targets))


def _share(label: str, need: str, catalogue: Catalogue, targets: tuple[str, ...]) -> bool:
    if label not in targets:  # known by what it covers alone
        return False
    entries = [e for e in catalogue.entries.values() if label in {product_base(item) for item in e.replaces or ()}]
    serving = sum(serves(entry, topics()[need]) for entry in entries)
    return bool(entries) and serving / len(entries) >= _LEAST_SHARE
