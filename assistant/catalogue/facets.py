"""What the catalogue's filters would leave: for each, its values with how many entries each would keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.catalogue.catalogue import Catalogue, product_base
from assistant.catalogue.filters import CatalogueFilters, criterion_for, entries_that_meet
from assistant.catalogue.predicates import verdict
from assistant.catalogue.tables import facet_labels
from ingest.catalogue.labels import labels
from ingest.catalogue.schema import CatalogueEntry
from ingest.catalogue.wording import country_name, licence_facts, term
from ingest.records import LANGUAGES, Language

MOST_VALUES = 30
"""Standards and products given; the least frequent are left out beyond."""

Values = Sequence[str] | None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that its filter takes, its words in each language, and how many entries it would keep."""

    value: str
    label: dict[Language, str]
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """The values, most frequent first; how many entries do not document the fact; how many values are left out."""

    values: tuple[FacetValue, ...]
    unknown: int
    more: int


@dataclass(frozen=True, slots=True)
class _Kind:
    """The filter that a facet's values are for, an entry's values (None where unknown), and their words."""

    filter: str
    values: Callable[[CatalogueEntry], Values]
    label: Callable[[str, Language], str]
    most: int | None = None


def facets(catalogue: Catalogue, wanted: CatalogueFilters) -> dict[str, Facet]:
    """Every facet, counted among the entries that meet all the filters but its own.

    A count is that of the entries which the filter, set to this value, would list: an entry counts under each of its
    values.  Raises ``ValueError`` for a value that no entry could have.
    """
    return {name: _facet(kind, catalogue, wanted) for name, kind in _KINDS.items()}


def _facet(kind: _Kind, catalogue: Catalogue, wanted: CatalogueFilters) -> Facet:
    entries = entries_that_meet(catalogue, replace(wanted, **{kind.filter: None}))
    held = [kind.values(entry) for entry in entries]
    named = Counter(value for values in held for value in dict.fromkeys(values or ()))
    first = sorted(named, key=lambda value: (-named[value], value))[: kind.most]
    values = [_value(value, kind, entries, catalogue) for value in first]
    values.sort(key=lambda one: (-one.count, one.value))
    return Facet(tuple(values), sum(values is None for values in held), len(named) - len(first))


def _value(value: str, kind: _Kind, entries: Sequence[CatalogueEntry], catalogue: Catalogue) -> FacetValue:
    criterion = criterion_for(kind.filter, value, catalogue)
    label = {language: kind.label(value, language) for language in LANGUAGES}
    return FacetValue(value, label, sum(bool(verdict(criterion, entry)) for entry in entries))


def _families(entry: CatalogueEntry) -> Values:
    """The families that keep the entry: "permissive" does only where all its licences are."""
    if entry.licence is None:
        return None
    known = [facts.family for facts in map(licence_facts, entry.licence) if facts]
    return [family for family in known if family != "permissive" or set(known) == {"permissive"}]


def _products(entry: CatalogueEntry) -> Values:
    return None if entry.replaces is None else [product_base(product) for product in entry.replaces]


_KINDS = {
    "domain": _Kind(
        "domain",
        lambda entry: (entry.domain, *entry.secondary_domains),
        lambda value, language: labels(language).domains[value],
    ),
    "licence_family": _Kind("licence", _families, lambda value, language: labels(language).licence_families[value]),
    "licence": _Kind(
        "licence", lambda entry: entry.licence, lambda value, language: labels(language).licence_names.get(value, value)
    ),
    "country": _Kind(
        "country", lambda entry: (entry.steward_country,) if entry.steward_country else None, country_name
    ),
    "governance": _Kind(
        "governance",
        lambda entry: (entry.governance,) if entry.governance else None,
        lambda value, language: labels(language).governance[value],
    ),
    "deployment": _Kind(
        "deployment", lambda entry: entry.deployment, lambda value, language: labels(language).deployment[value]
    ),
    "organisation": _Kind(
        "organisation",
        lambda entry: entry.organisations,
        lambda value, language: facet_labels(language)["organisation"][value],
    ),
    "standard": _Kind("standard", lambda entry: entry.standards, term, MOST_VALUES),
    "replaces": _Kind("replaces", _products, term, MOST_VALUES),
    "support": _Kind(
        "support",
        lambda entry: ("yes",) if entry.commercial_support_in_europe else None,
        lambda value, language: facet_labels(language)["support"][value],
    ),
}
