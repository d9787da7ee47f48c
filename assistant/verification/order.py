"""How the words of a sentence stand in a told sentence: in a row, beside each other, or turned round."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
WINDOW = 3
"""Words in a row that are weighed together: what is added to a sentence stands in one place."""
_BESIDE = 3
_AS_NEAR = 0.02
_APART = 3


def weakest_run(found: Floats) -> float:
    """The lowest mean of ``WINDOW`` values in a row; of all where they are fewer.  ``found`` has at least one."""
    size = min(WINDOW, len(found))
    return float(np.convolve(found, np.ones(size) / size, "valid").min())


def kept_steps(alike: Floats) -> float:
    """The part of the pairs of words in a row, from 0 to 1, that find words beside each other; 1 without a pair.

    ``alike`` has a row a word of the claim and a column a word of the told sentence.
    """
    places = [np.flatnonzero(row >= row.max() - _AS_NEAR) for row in alike]
    kept = [
        bool((np.abs(mine[:, None] - following[None]) <= _BESIDE).any())
        for mine, following in itertools.pairwise(places)
    ]
    return float(np.mean(kept)) if kept else 1.0


def turned_round(places: Mapping[int, int]) -> int:
    """How many words have one far before them behind them in the told sentence, with a third one between the two.

    ``places`` gives the place of each word of the claim that finds one word alone.  A clause that goes elsewhere turns
    no three words round, nor does an adjective beside its noun; two names or nouns that change places do.
    """
    rows = sorted(places)
    return sum(
        any(
            row - first >= _APART and places[first] > places[between] > places[row]
            for first in rows[:at]
            for between in rows[:at]
            if first < between
        )
        for at, row in enumerate(rows)
    )
