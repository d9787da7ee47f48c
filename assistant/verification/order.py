"""How the words of a sentence stand in a told sentence: in a row, beside each other, or turned round."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
WINDOW = 3
"""Words in a row that are weighed together: what is added to a sentence stands in one place."""
_BESIDE = 3
_AS_NEAR = 0.02
_APART = 3
_NEIGHBOURS = 6
_FARTHEST = 4.0


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


def exchanged(found: NDArray[np.bool_], together: NDArray[np.bool_]) -> float:
    """How much better two words of a claim would fit their neighbours if each stood in the place of the other.

    ``found`` has a row a word of the claim and a column a word of the told sentence, and tells which find each other.
    A word fits where it stands as far from its neighbours as the words that they find: its misfit is the mean
    difference, in words, over the ``_NEIGHBOURS`` nearest.  The result is the most that the misfits of two words lose
    when they find each other's words instead; pairs that are ``together``, shape ``(w, w)``, do not count: a compound
    turns round in the other language.  Word order differs by whole groups, so that their words fit one another.
    """
    rows = np.flatnonzero(found.any(axis=1))
    if len(rows) < _APART + 1:
        return 0.0
    here = found[rows]
    offsets = np.where(here, np.arange(found.shape[1]) - rows[:, None], np.inf)
    own = np.arange(found.shape[1]) - rows[:, None]
    # Axes: word, the place it might have, the neighbour that it is compared with, what that neighbour finds.
    apart = np.abs(offsets[None, None] - own[:, :, None, None]).min(axis=3)
    misfit = np.minimum(apart, _FARTHEST)
    near = _neighbours(rows)
    words = np.arange(len(rows))
    means = misfit[words[:, None, None, None], np.arange(found.shape[1])[:, None], near[:, :, None, :]].mean(axis=3)
    kept = np.where(here[:, None, :], means, np.inf).min(axis=2)
    changed = np.where(here[None, :, :], means, np.inf).min(axis=2)
    gains = (kept + kept.T) - (changed + changed.T)
    alone = ~(here[:, None] & here[None]).any(axis=2) & ~together[np.ix_(rows, rows)]
    return float(np.where(alone, gains, 0.0).max(initial=0.0))


def _neighbours(rows: NDArray[np.integer]) -> NDArray[np.intp]:
    """For two words each, the words nearest to the first but for the second, as places in ``rows``: ``(n, n, k)``."""
    count = len(rows)
    size = min(_NEIGHBOURS, count - 2)
    distances = np.abs(rows[:, None] - rows[None]).astype(float)
    distances[np.diag_indices(count)] = np.inf
    without = np.repeat(distances[:, None], count, axis=1)
    without[:, np.arange(count), np.arange(count)] = np.inf
    return np.argsort(without, axis=2, kind="stable")[:, :, :size]
