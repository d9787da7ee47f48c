"""Catalogue entries as the JSON values that answers and the HTTP API give."""

from __future__ import annotations

from typing import Any

from ingest.catalogue.schema import CatalogueEntry


def to_match(entry: CatalogueEntry) -> dict[str, Any]:
    """Return the typed facts of an entry, null where unknown."""
    return entry.model_dump(mode="json")
