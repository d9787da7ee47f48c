"""Where in its section each passage of an index stands, told by the passages alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.store.index import Passage


def section_places(passages: Sequence[Passage]) -> NDArray[np.int32]:
    """How many passages of its section come before each, shape ``(len(passages),)``.

    ``passages`` come in the order of the index, so that those of a section follow each other; they share their
    document and their headings.  A section goes on over the end of a page.
    """
    places = np.zeros(len(passages), np.int32)
    for row, (before, own) in enumerate(pairwise(passages), 1):
        if _section(before) == _section(own):
            places[row] = places[row - 1] + 1
    return places


def _section(passage: Passage) -> tuple[str, tuple[str, ...]]:
    return passage.chunk.document_id, passage.chunk.heading_path
