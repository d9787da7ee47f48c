"""Reads a sentence beside the told sentence nearest to it, and tells whether that supports it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.verification.side_by_side import SideBySide
from ingest.embedding import bundled
from ingest.embedding.encoder import Encoder

if TYPE_CHECKING:
    from assistant.verification.adapted_encoder import AdaptedEncoder

WEIGHTS = Path(__file__).with_name("pair_scorer.safetensors")
BATCH = 32


class PairScorer:
    """A cross-encoder of the bundled embedding model, loaded at its first use; safe to share between threads.

    ``weights`` are the learned ones (``python -m evals.train_pair_scorer``).
    """

    def __init__(self, encoder: Encoder, weights: Path = WEIGHTS) -> None:
        self._encoder = encoder
        self._weights = weights

    @cached_property
    def _model(self) -> AdaptedEncoder:
        from assistant.verification.adapted_encoder import AdaptedEncoder

        _, transformer = self._encoder.parts
        return AdaptedEncoder(transformer).load(self._weights)

    def logits(self, pairs: Sequence[SideBySide]) -> NDArray[np.float64]:
        """One logit for each pair, shape ``(len(pairs),)``: above 0, rather supported than not."""
        tokenizer, _ = self._encoder.parts
        found = np.zeros(len(pairs))
        order = sorted(range(len(pairs)), key=lambda row: len(pairs[row].claim) + len(pairs[row].told))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            found[rows] = self._model.score(tokenizer, [pairs[row] for row in rows], self._encoder.max_tokens)
        return found


def load_pair_scorer(encoder: Encoder) -> PairScorer | None:
    """The scorer over the bundled model; None over another, whose layers nothing was learned for."""
    return PairScorer(encoder) if encoder.identity == bundled.IDENTITY else None
