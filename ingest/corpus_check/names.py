"""When two names are the same name."""

from __future__ import annotations

import unicodedata


def fold(name: str) -> str:
    """The name without case, accents, spaces and punctuation: « Next Cloud » and « nextcloud » are one."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in decomposed if char.isalnum() or char in "+#")
