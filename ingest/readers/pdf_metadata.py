"""Front matter in a PDF: entries of its information dictionary, such as ``EuroCommons.id``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ingest.readers.front_matter import FrontMatter, checked_front_matter

_PREFIX = "EuroCommons."
_SOURCE_HASH = f"{_PREFIX}source_sha256"
_KEYS = ("id", "kind", "language", "translation_of", "published", "last_verified", "licence", "url", "domains", "gaps")
_BETWEEN_NAMES = ", "


def metadata_of(front: FrontMatter, digest: str) -> dict[str, str]:
    """The entries for a PDF made from a page with this front matter; ``digest`` is the SHA-256 of the page's file."""
    values = {key: getattr(front, key) for key in _KEYS}
    return {f"{_PREFIX}{key}": _written(value) for key, value in values.items() if value} | {_SOURCE_HASH: digest}


def front_matter_in(metadata: Mapping[str, Any] | None, source: str) -> FrontMatter:
    """What the entries say, all absent in a PDF that has none; raises ``ReadError`` for a value of the wrong form.

    Any program may have written them: they are checked like front matter.
    """
    values: dict[str, Any] = {key: (metadata or {}).get(f"/{_PREFIX}{key}") for key in _KEYS}
    if isinstance(values["domains"], str):
        values["domains"] = values["domains"].split(_BETWEEN_NAMES)
    if isinstance(values["gaps"], str):
        values["gaps"] = {"true": True, "false": False}.get(values["gaps"], values["gaps"])
    return checked_front_matter(values, source, "pdf_entry")


def source_hash(metadata: Mapping[str, Any] | None) -> str | None:
    """The SHA-256 of the file that a PDF was made from."""
    digest = (metadata or {}).get(f"/{_SOURCE_HASH}")
    return digest if isinstance(digest, str) else None


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return _BETWEEN_NAMES.join(value)
    return "true" if value is True else str(value)
