"""What a question would find with fewer criteria, and which of them no entry can meet together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.predicates import Criterion, verdict
from assistant.catalogue.selection import select
from ingest.catalogue.schema import CatalogueEntry


def what_emptied(
    criteria: Sequence[Criterion], asked: Constraints, catalogue: Catalogue
) -> tuple[Criterion, tuple[CatalogueEntry, ...]] | None:
    """The criterion without which most entries would remain, and those entries; what is sought stays."""
    best: tuple[Criterion, tuple[CatalogueEntry, ...]] | None = None
    sought = _sought(criteria)
    for criterion in criteria:
        if criterion is sought:
            continue
        entries = select(catalogue, without(asked, criterion)).matches
        if entries and (best is None or len(entries) > len(best[1])):
            best = (criterion, entries)
    return best


def _sought(criteria: Sequence[Criterion]) -> Criterion | None:
    """The subject, or else the first function: « une signature électronique française » is one all the same."""
    if criteria and criteria[0].is_subject:
        return criteria[0]
    return next((one for one in criteria if one.kind == "feature" and not one.negated), None)


def without(asked: Constraints, criterion: Criterion) -> Constraints:
    """The question without one criterion."""
    plain = {"licence": "licences", "country": "countries", "governance": "governance", "deployment": "deployment"}
    changes: dict[str, Any] = {"support_in_europe": False}
    if criterion.kind in plain:
        name = plain[criterion.kind]
        field = f"excluded_{name}" if criterion.negated else name
        changes = {field: tuple(value for value in getattr(asked, field) if value not in criterion.values)}
    elif criterion.kind == "standard" and criterion.negated:
        changes = {"excluded_standards": ()}
    elif criterion.kind in ("topic", "feature", "standard", "companion"):
        name = f"excluded_{criterion.kind}s" if criterion.negated else f"{criterion.kind}s"
        changes = {name: tuple(group for group in getattr(asked, name) if group != criterion.values)}
    elif criterion.kind == "steward":
        changes = {"excluded_stewards" if criterion.negated else "stewards": ()}
    elif criterion.kind == "product":
        changes = {"replaces": tuple(one for one in asked.replaces if one.label != criterion.label)}
    elif criterion.kind == "undocumented":
        changes = {"undocumented": tuple(kind for kind in asked.undocumented if kind not in criterion.values)}
    elif criterion.kind in ("supporter", "organisation"):
        changes = {f"{criterion.kind}s": ()}
    elif criterion.kind == "domain":
        changes = {"excluded_domains" if criterion.negated else "domains": ()}
    return replace(asked, **changes)


def with_first_alone(
    criteria: Sequence[Criterion], asked: Constraints, catalogue: Catalogue
) -> tuple[CatalogueEntry, ...]:
    """What the first criterion would find by itself."""
    for criterion in criteria[1:]:
        asked = without(asked, criterion)
    return select(catalogue, asked).matches


def contradiction(criteria: Sequence[Criterion], catalogue: Catalogue) -> tuple[Criterion, Criterion] | None:
    """Two criteria on one fact, one of them a refusal, that no entry meets together: « AGPL mais pas AGPL »."""
    for one, other in combinations(criteria, 2):
        opposed = one.kind == other.kind and one.negated != other.negated
        if opposed and not any(verdict(one, entry) and verdict(other, entry) for entry in catalogue.entries.values()):
            return one, other
    return None
