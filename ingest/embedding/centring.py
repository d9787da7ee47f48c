"""Removes from vectors what only tells their language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        each = np.array([languages] * len(vectors) if isinstance(languages, str) else list(languages))
        centred = vectors.astype(np.float32)
        for language in LANGUAGES:
            if (mean := self.means.get((language, side))) is not None:
                centred[each == language] -= mean
        return _normalise(centred)


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
