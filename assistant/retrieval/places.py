"""Which passages of an index open a section, told by the passages alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from ingest.store.index import Passage

LONGEST = 8
"""Passages of a section whose opening tells what it is about: nearly all that this was learned on are as short."""


def opens_section(passages: Sequence[Passage]) -> NDArray[np.bool_]:
    """Whether each passage is the first of its section, shape ``(len(passages),)``.

    ``passages`` come in the order of the index, so that those of a section follow each other; they share their
    document and their headings.  A section goes on over the end of a page.  In a section longer than ``LONGEST``, such
    as a text without headings, each passage counts: the answer is as likely in any.
    """
    opening = np.ones(len(passages), bool)
    start = 0
    for _, section in groupby(passages, key=_section):
        length = len(list(section))
        opening[start + 1 : start + length] = length > LONGEST
        start += length
    return opening


def _section(passage: Passage) -> tuple[str, tuple[str, ...]]:
    return passage.chunk.document_id, passage.chunk.heading_path
