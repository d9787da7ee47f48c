"""Names the vector space of an index: its model, and what is taken out of that model's vectors."""

from __future__ import annotations

import hashlib

from ingest.embedding.centring import DATA, for_model


def space_identity(model: str) -> str:
    """The model's identity, with a hash of its centring where it has one: vectors of two spaces never meet."""
    if not for_model(model).means:
        return model
    return f"{model}-{hashlib.sha256(DATA.read_bytes()).hexdigest()[:8]}"
