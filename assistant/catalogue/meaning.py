"""Features by what they mean: « poser des congés » is nearest to « gestion des congés »."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np

from assistant.catalogue.table_words import feature_label
from assistant.kept_vectors import Matrix, centred, read_or_encode
from ingest.embedding.encoder import Encoder
from ingest.reference import reference

# Cosines once the mean of all features is taken away.  Of 20 phrases tried, 12 of the 14 whose best feature is right
# reach the first; what is no feature ("pizza delivery", « comment ça va ») stays below .35.
NEAR = 0.55
MARGIN = 0.08


class FeatureMeanings:
    """The vectors of every feature's names, made at the first need and kept in the folder ``cache`` if there is one."""

    def __init__(self, encoder: Encoder, cache: Path | None = None) -> None:
        self._encoder = encoder
        self._cache = cache
        self._lock = threading.Lock()
        self._made: tuple[list[str], Matrix, Matrix] | None = None

    def nearest(self, words: str) -> list[str]:
        """Return the labels of the features that mean nearly what the words do, best first, none where none does."""
        labels, vectors, mean = self._vectors()
        asked = centred(self._encoder.encode_queries([words]), mean)[0]
        scores = vectors @ asked
        best = float(scores.max())
        if best < NEAR:
            return []
        order = np.argsort(-scores, kind="stable")
        return list(dict.fromkeys(labels[at] for at in order if scores[at] >= max(NEAR, best - MARGIN)))

    def _vectors(self) -> tuple[list[str], Matrix, Matrix]:
        with self._lock:
            if self._made is None:
                names = sorted({(name, feature_label(feature)) for feature, name in _names()})
                raw = read_or_encode(self._encoder, [name for name, _ in names], self._cache, "features")
                mean = raw.mean(axis=0)
                self._made = [label for _, label in names], centred(raw, mean), mean
            return self._made


def _names() -> list[tuple[str, str]]:
    """Each feature with its name in English and in French: the other words for it add little and cost as much."""
    terms = {feature: row for vocabulary in reference().features.values() for feature, row in vocabulary.items()}
    return [(feature, name) for feature, row in terms.items() for name in (feature, row.fr)]
