"""What a question would find with one criterion less."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.predicates import Criterion
from assistant.catalogue.selection import select
from ingest.catalogue.schema import CatalogueEntry


def what_emptied(
    criteria: Sequence[Criterion], asked: Constraints, catalogue: Catalogue
) -> tuple[Criterion, tuple[CatalogueEntry, ...]] | None:
    """The criterion without which most entries would remain, and those entries."""
    best: tuple[Criterion, tuple[CatalogueEntry, ...]] | None = None
    for criterion in criteria[1:]:
        entries = select(catalogue, without(asked, criterion)).matches
        if entries and (best is None or len(entries) > len(best[1])):
            best = (criterion, entries)
    return best


def without(asked: Constraints, criterion: Criterion) -> Constraints:
    """The question without one criterion."""
    plain = {"licence": "licences", "country": "countries", "governance": "governance", "deployment": "deployment"}
    changes: dict[str, Any] = {"support_in_europe": False}
    if criterion.kind in plain:
        name = plain[criterion.kind]
        changes = {f"excluded_{name}" if criterion.negated else name: ()}
    elif criterion.kind == "standard" and criterion.negated:
        changes = {"excluded_standards": ()}
    elif criterion.kind in ("topic", "feature", "standard"):
        name = f"{criterion.kind}s"
        changes = {name: tuple(group for group in getattr(asked, name) if group != criterion.values)}
    elif criterion.kind == "steward":
        changes = {"excluded_stewards" if criterion.negated else "stewards": ()}
    elif criterion.kind == "domain":
        changes = {"domains": ()}
    return replace(asked, **changes)
