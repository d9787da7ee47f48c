"""The bytes of one source, before a reader makes documents of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RawFile:
    """One source's bytes and the names that its documents inherit.

    ``source`` is the stable key of where the bytes came from: ``corpus:articles/programme.fr.md`` in the built-in
    corpus, a file's absolute path with forward slashes, or a URL.  Readers of several documents append
    ``#<row key>`` to it.  ``name`` is the file name, for messages and to choose the reader; ``id_stem`` is the
    document's id unless the source gives its own.
    """

    source: str
    name: str
    data: bytes
    id_stem: str
    url: str | None = None
