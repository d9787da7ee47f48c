"""What the explorer shows for an address: the entries kept, the facets with their links, the criteria set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.facets import Facet, facets
from assistant.catalogue.filters import CatalogueFilters, filter_entries
from ingest.catalogue.schema import CatalogueEntry
from ingest.records import Language
from ui.web.catalogue import Card, entry_cards
from ui.web.pages import Visit

PER_PAGE = 24
SHOWN_VALUES = 8
FACETS = {
    "domain": "domain",
    "replaces": "replaces",
    "licence_family": "licence",
    "country": "country",
    "governance": "governance",
    "deployment": "deployment",
    "standard": "standard",
    "organisation": "organisation",
    "support": "support",
}
"""The facets in the order of the page, and the filter that each one's values are for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: its words, what it would keep, and the address that sets it, or takes it out when set."""

    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """A facet: its first values, the others, and how many entries do not document the fact."""

    name: str
    first: tuple[Choice, ...]
    others: tuple[Choice, ...]
    unknown: int
    open: bool


@dataclass(frozen=True, slots=True)
class Set:
    """A criterion that is set, and the address without it."""

    name: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the entries kept.  ``page`` counts from 1."""

    total: int
    entries: tuple[CatalogueEntry, ...]
    cards: tuple[Card, ...]
    facets: tuple[Choices, ...]
    criteria: tuple[Set, ...]
    q: str
    page: int
    pages: int


def listing(catalogue: Catalogue, visit: Visit) -> Listing:
    """The explorer at an address.

    Raises:
        FilterError: a criterion has a value that no entry could have.
    """
    wanted = filters_of(visit)
    kept = filter_entries(catalogue, **{name: getattr(wanted, name) for name in CatalogueFilters.__dataclass_fields__})
    counted = facets(catalogue, wanted)
    pages = max(1, -(-len(kept) // PER_PAGE))
    number = min(_page(visit), pages)
    shown = kept[(number - 1) * PER_PAGE : number * PER_PAGE]
    return Listing(
        total=len(kept),
        entries=kept,
        cards=entry_cards(shown, visit.language),
        facets=tuple(_choices(name, counted[name], wanted, visit) for name in FACETS),
        criteria=tuple(_set(wanted, counted, visit)),
        q=wanted.q or "",
        page=number,
        pages=pages,
    )


def filters_of(visit: Visit) -> CatalogueFilters:
    """The criteria of an address; parameters that are none are passed over."""
    known = {name: value.strip() for name, value in visit.query if name in CatalogueFilters.__dataclass_fields__}
    return CatalogueFilters(**known)


def _page(visit: Visit) -> int:
    given = dict(visit.query).get("page", "")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 6 else 1


def _choices(name: str, facet: Facet, wanted: CatalogueFilters, visit: Visit) -> Choices:
    given = getattr(wanted, FACETS[name])
    values = [_choice(FACETS[name], value.value, value.label[visit.language], value.count, given, visit)
              for value in facet.values if value.count]  # fmt: skip
    first = [one for at, one in enumerate(values) if at < SHOWN_VALUES or one.chosen]
    others = [one for at, one in enumerate(values) if at >= SHOWN_VALUES and not one.chosen]
    return Choices(name, tuple(first), tuple(others), facet.unknown, open=name in _OPEN or given is not None)


_OPEN = frozenset({"domain", "replaces", "licence_family", "country"})


def _choice(filter_name: str, value: str, label: str, count: int, given: str | None, visit: Visit) -> Choice:
    chosen = value == given
    address = visit.address(without=[filter_name]) if chosen else visit.address(**{filter_name: value})
    return Choice(_capital(label), count, address, chosen)


def _set(wanted: CatalogueFilters, counted: dict[str, Facet], visit: Visit) -> Iterator[Set]:
    for name in CatalogueFilters.__dataclass_fields__:
        if value := getattr(wanted, name):
            yield Set(name, _label(name, value, counted, visit.language), visit.address(without=[name]))


def _label(name: str, value: str, counted: dict[str, Facet], language: Language) -> str:
    """The words of a value where a facet has them: criteria may also be names, as people type them."""
    for facet, filter_name in (*FACETS.items(), ("licence", "licence")):
        if filter_name == name:
            for one in counted[facet].values:
                if one.value == value:
                    return one.label[language]
    return value


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
