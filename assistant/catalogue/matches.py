"""Catalogue entries as the JSON values that answers and the HTTP API give."""

from __future__ import annotations

from typing import Any

from ingest.catalogue.schema import CatalogueEntry


def to_match(entry: CatalogueEntry) -> dict[str, Any]:
    """Return the typed facts of an entry, null where unknown, and the names of those that no source states."""
    return {**entry.model_dump(mode="json"), "to_verify": entry.unverified()}
