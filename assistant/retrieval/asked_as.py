"""Sections by the questions that readers ask for them: a question's nearest neighbours among those written down.

Questions are nearer to each other than to what answers them (Sakata et al. 2019, "FAQ retrieval using query-question
similarity", arXiv:1905.02851).  The questions are in ``assistant/retrieval/asked/``, their vectors beside this module
(``python -m evals.embed_asked``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import bundled
from ingest.records import Language

VECTORS = Path(__file__).with_name("asked_as.npz")
NEAR, SAME = 0.66, 0.84
"""Centred cosines: from the first a question counts as near to one written down, from the second as the same."""
MARGIN = 0.1
"""How far behind the nearest section another one is no longer asked for."""
SCALE = 500.0
"""Steps of a component in the file."""

Section = tuple[str, str]
"""The id of a document and the heading of one of its sections."""


@dataclass(frozen=True, slots=True)
class AskedAs:
    """The questions written down in one language: their ``vectors`` less their ``mean``, ``(n, d)``, L2-normalised.

    ``rows`` gives the section of each, ``kinds`` what it asks for ("time", "person" ... or "").
    """

    sections: tuple[Section, ...]
    rows: NDArray[np.int64]
    kinds: NDArray[np.str_]
    vectors: NDArray[np.float32]
    mean: NDArray[np.float32]

    def near(self, vector: NDArray[np.float32], kind: str = "") -> Mapping[Section, float]:
        """How surely each section is asked for, above 0 and up to 1; ``vector`` ``(d,)`` is the question's, uncentred.

        Sections that none of their questions is near are left out; a question that asks for another kind of thing is
        not near, whatever its vector says.
        """
        asked = vector - self.mean
        cosines = self.vectors @ (asked / np.linalg.norm(asked))
        if kind:
            cosines = np.where((self.kinds == "") | (self.kinds == kind), cosines, -1)
        best = np.full(len(self.sections), -1.0)
        np.maximum.at(best, self.rows, cosines)
        sure = np.clip((best - NEAR) / (SAME - NEAR), 0, 1) * np.clip(1 - (best.max() - best) / MARGIN, 0, 1)
        return {self.sections[at]: float(sure[at]) for at in np.flatnonzero(sure)}


@cache
def asked_as(language: Language, model: str) -> AskedAs | None:
    """The questions of a language; None for another embedding model than the bundled one, which made the vectors."""
    if model != bundled.IDENTITY:
        return None
    with np.load(VECTORS) as kept:
        vectors = kept[f"{language}_vectors"].astype(np.float32) / SCALE
        sections = tuple((document, heading) for document, heading in kept[f"{language}_sections"].tolist())
        rows, kinds = kept[f"{language}_rows"].astype(np.int64), kept[f"{language}_kinds"]
    mean = vectors.mean(axis=0)
    vectors -= mean
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return AskedAs(sections, rows, kinds, vectors, mean)
