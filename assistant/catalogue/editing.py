"""Criteria of a question taken out or changed one at a time, by their place in ``criteria_of``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints, Product
from assistant.catalogue.facets import facets
from assistant.catalogue.filters import CatalogueFilters
from assistant.catalogue.predicates import Criterion, criteria_of
from ingest.records import Language

# The fields of the constraints that hold each kind of criterion: wanted, refused.
_FIELDS = {
    "product": ("replaces", ""),
    "similar": ("similar_to", ""),
    "topic": ("topics", "excluded_topics"),
    "domain": ("domains", "excluded_domains"),
    "feature": ("features", "excluded_features"),
    "licence": ("licences", "excluded_licences"),
    "country": ("countries", "excluded_countries"),
    "governance": ("governance", "excluded_governance"),
    "deployment": ("deployment", "excluded_deployment"),
    "steward": ("stewards", "excluded_stewards"),
    "standard": ("standards", "excluded_standards"),
    "support": ("support_in_europe", ""),
    "supporter": ("supporters", ""),
    "organisation": ("organisations", ""),
    "companion": ("companions", "excluded_companions"),
    "undocumented": ("undocumented", ""),
}
_GROUPS = frozenset({"topics", "features", "standards", "companions"})
_GROUPS |= {"excluded_features", "excluded_topics", "excluded_companions"}
# Kinds whose value can be changed for another, and the facets that list the others.
_FACETS = {
    "product": ("replaces",),
    "domain": ("domain",),
    "licence": ("licence_family", "licence"),
    "country": ("country",),
    "governance": ("governance",),
    "deployment": ("deployment",),
    "standard": ("standard",),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can take the place of a criterion's, and its words."""

    value: str
    label: str


def without(asked: Constraints, at: int) -> Constraints:
    """The constraints without the criterion ``at`` that place of ``criteria_of``.

    Raises IndexError where there is no such place.
    """
    return _listed(asked, _field_changed(asked, criteria_of(asked)[at], None))


def changed(asked: Constraints, at: int, value: str) -> Constraints:
    """The constraints with ``value`` in the place of the criterion's.

    Raises IndexError where there is no such place, ValueError where its value cannot be changed.
    """
    criterion = criteria_of(asked)[at]
    if criterion.kind not in _FACETS:
        raise ValueError(f"a criterion of kind {criterion.kind!r} cannot be changed, only taken out")
    return _listed(asked, _field_changed(asked, criterion, value))


def choices(criterion: Criterion, catalogue: Catalogue, language: Language) -> tuple[Choice, ...]:
    """The values that can take the place of a criterion's, the most frequent in the catalogue first."""
    named = _FACETS.get(criterion.kind, ())
    return tuple(dict.fromkeys(_choices(named, criterion, catalogue, language)))


def _choices(
    named: tuple[str, ...], criterion: Criterion, catalogue: Catalogue, language: Language
) -> Iterator[Choice]:
    counted = facets(catalogue, CatalogueFilters()) if named else {}
    for name in named:
        for one in counted[name].values:
            if (one.value,) != criterion.values:
                yield Choice(one.value, one.label[language])


def _field_changed(asked: Constraints, criterion: Criterion, value: str | None) -> dict[str, Any]:
    field = _FIELDS[criterion.kind][criterion.negated]
    if field == "support_in_europe":
        return {field: False}
    if field in _GROUPS:
        kept = tuple(group for group in getattr(asked, field) if group != criterion.values)
        return {field: (*kept, (value,)) if value else kept}
    if field == "replaces":
        return {field: (Product(value, (value,)),) if value else ()}
    return {field: (value,) if value else ()}


def _listed(asked: Constraints, changes: dict[str, Any]) -> Constraints:
    """Words that looked for other entries would look for the wrong ones: the subject may have changed."""
    intent = asked.intent if asked.intent in ("alternatives", "count") else "list"
    return replace(asked, **changes, intent=intent, words=(), limit=None)
