"""Removes from vectors what only tells their language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ingest.records import LANGUAGES, Language

Vector = NDArray[np.float32]
Side = Literal["query", "passage"]
SIDES: tuple[Side, ...] = ("query", "passage")
DATA = Path(__file__).with_name("centring.npz")


@dataclass(frozen=True, slots=True)
class Centring:
    """Mean vectors, shape ``(d,)``, by language and side.

    The neutral one, ``Centring()``, only normalises: it is right for every model that was not measured.
    Apply the same object to passages (and the sentences inside them) at ingestion and to queries at search.
    """

    means: Mapping[tuple[Language, Side], Vector] = field(default_factory=dict)

    def centre(self, vectors: Vector, languages: Language | Sequence[Language], side: Side) -> Vector:
        """L2-normalised vectors, shape ``(n, d)``, each less the mean of its language on its side.

        ``languages`` is one language for all vectors, or one for each.  An empty array stays empty.
        """
        if len(vectors) == 0:
            return vectors
        centred = vectors.astype(np.float32)
        for rows, mean in self._parts(len(vectors), languages, side):
            centred[rows] -= mean
        return _normalise(centred)

    def lengths(self, centred: Vector, languages: Language | Sequence[Language], side: Side) -> Vector:
        """How far each vector was from the mean of its language before ``centre`` normalised it, shape ``(n,)``.

        The vectors were of length 1 before the mean was subtracted, which leaves one solution.  1 without a mean.
        """
        lengths = np.ones(len(centred), np.float32)
        for rows, mean in self._parts(len(centred), languages, side):
            along = centred[rows] @ mean
            lengths[rows] = np.sqrt(along**2 + 1 - mean @ mean) - along
        return lengths

    def uncentred_cosines(
        self, vector: Vector, centred: Vector, languages: Language | Sequence[Language], side: Side
    ) -> Vector:
        """Cosines of a unit vector ``(d,)`` and what ``centred`` ``(n, d)`` was before ``centre``, shape ``(n,)``."""
        cosines: Vector = self.lengths(centred, languages, side) * (centred @ vector)
        for rows, mean in self._parts(len(centred), languages, side):
            cosines[rows] += mean @ vector
        return cosines

    def _parts(
        self, count: int, languages: Language | Sequence[Language], side: Side
    ) -> Iterator[tuple[NDArray[np.bool_], Vector]]:
        """The rows of each language that has a mean, as a mask ``(count,)``, and that mean."""
        each = np.array([languages] * count if isinstance(languages, str) else list(languages))
        for language in LANGUAGES:
            if (mean := self.means.get((language, side))) is not None:
                yield each == language, mean


@lru_cache(maxsize=8)
def for_model(identity: str) -> Centring:
    """The centring learned for the model of this identity, or the neutral one when there is none.

    The means are constants in ``centring.npz``, made by ``python -m evals.train_ranking``.
    """
    with np.load(DATA) as file:
        if identity != str(file["identity"]):
            return Centring()
        means = {
            (language, side): file[f"{language}_{side}"].astype(np.float32) for language in LANGUAGES for side in SIDES
        }
        return Centring(means)


def save(path: Path, identity: str, centring: Centring) -> None:
    """Write the constants as half floats."""
    arrays = {f"{language}_{side}": mean.astype(np.float16) for (language, side), mean in centring.means.items()}
    np.savez_compressed(path, identity=np.array(identity), **arrays)  # type: ignore[arg-type]


def _normalise(vectors: Vector) -> Vector:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Vector = (vectors / np.maximum(norms, 1e-12)).astype(np.float32)
    return unit
