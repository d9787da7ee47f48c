"""Vectors of texts that come with the assistant, made once and kept in a folder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.encoder import Encoder

Matrix = NDArray[np.float32]


def read_or_encode(encoder: Encoder, texts: Sequence[str], folder: Path | None, name: str) -> Matrix:
    """The query vectors of ``texts``, shape ``(len(texts), d)``: from ``folder``, where they are kept if it is given."""
    digest = hashlib.sha256("\0".join([encoder.identity, *texts]).encode()).hexdigest()[:16]
    path = folder / f"{name}-{digest}.npy" if folder else None
    if path and path.is_file():
        kept: Matrix = np.load(path)
        return kept
    vectors = np.asarray(encoder.encode_queries(list(texts)), np.float32)
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.save(path, vectors)
    return vectors


def centred(vectors: Matrix, mean: Matrix) -> Matrix:
    """The vectors without what all texts share, L2-normalised."""
    moved = vectors - mean
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    result: Matrix = (moved / np.maximum(lengths, 1e-9)).astype(np.float32)
    return result
