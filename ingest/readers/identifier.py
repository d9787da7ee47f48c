"""Document ids: readable, stable, unique."""

from __future__ import annotations

import hashlib
import re
import unicodedata

ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_SLUG_CHARS = 60
_NOT_DECOMPOSED = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})


def slug(text: str) -> str:
    """``text`` in lower case without accents, other characters than ``[a-z0-9.]`` as single hyphens."""
    folded = unicodedata.normalize("NFKD", text.lower().translate(_NOT_DECOMPOSED))
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    hyphenated = re.sub(r"-*\.-*", ".", re.sub(r"[^a-z0-9.]+", "-", letters))
    return re.sub(r"\.{2,}", ".", hyphenated).strip("-.")[:_SLUG_CHARS].rstrip("-.")


def default_id(source: str, readable: str) -> str:
    """The id of a document that gives none: a slug of ``readable``, then 8 hexadecimal digits of the source's hash."""
    return f"{slug(readable) or 'document'}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"
