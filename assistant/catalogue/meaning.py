"""Features by what they mean: « poser des congés » is nearest to « gestion des congés »."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.catalogue.table_words import feature_label
from ingest.embedding.encoder import Encoder
from ingest.reference import reference

Matrix = NDArray[np.float32]

# Cosines once the mean of all features is taken away.  Of 1,500 other words for features, a third of those that come to
# between .55 and .575 are nearest to their own feature, nearly half of those up to .65, three in five beyond; what is
# no feature ("pizza delivery", « comment ça va ») stays below .35.
NEAR = 0.575
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
        asked = _centred(self._encoder.encode_queries([words]), mean)[0]
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
                raw = self._read_or_encode([name for name, _ in names])
                mean = raw.mean(axis=0)
                self._made = [label for _, label in names], _centred(raw, mean), mean
            return self._made

    def _read_or_encode(self, texts: Sequence[str]) -> Matrix:
        digest = hashlib.sha256("\0".join([self._encoder.identity, *texts]).encode()).hexdigest()[:16]
        path = self._cache / f"features-{digest}.npy" if self._cache else None
        if path and path.is_file():
            kept: Matrix = np.load(path)
            return kept
        vectors = np.asarray(self._encoder.encode_queries(list(texts)), np.float32)
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            np.save(path, vectors)
        return vectors


def _names() -> list[tuple[str, str]]:
    """Each feature with its name in English and in French: the other words for it add little and cost as much."""
    terms = {feature: row for vocabulary in reference().features.values() for feature, row in vocabulary.items()}
    return [(feature, name) for feature, row in terms.items() for name in (feature, row.fr)]


def _centred(vectors: Matrix, mean: Matrix) -> Matrix:
    moved = vectors - mean
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    result: Matrix = (moved / np.maximum(lengths, 1e-9)).astype(np.float32)
    return result
