"""A cross-encoder that orders the best candidates by reading each beside the question; none unless a setting names one.

It takes the place of the learned ranking among the first ``RERANKED`` candidates, which that ranking still gathers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.cross_encoder import load_cross_encoder, read_labels
from assistant.texts import message
from ingest.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

Scores = NDArray[np.float64]
RERANKED = 30
"""Candidates that are read beside the question: the cost grows with them, what is gained hardly does beyond."""
BATCH = 16
SETTING = "EUROCOMMONS_RERANKER_MODEL"


class Reranker:
    """A cross-encoder, loaded at its first use."""

    def __init__(self, load: Callable[[], CrossEncoder]) -> None:
        self._load = load

    @cached_property
    def _model(self) -> CrossEncoder:
        return self._load()

    def relevance(self, question: str, passages: Sequence[str]) -> Scores:
        """How well each passage answers, shape ``(len(passages),)``, higher is better, on the model's own scale.

        Raises:
            ModelError: the model cannot be loaded.
        """
        if not passages:
            return np.zeros(0)
        pairs = [(question, passage) for passage in passages]
        found = self._model.predict(pairs, batch_size=BATCH, show_progress_bar=False)
        return np.asarray(found, np.float64)


def reorder(scores: Scores, relevance: Callable[[Sequence[int]], Scores], reranked: int = RERANKED) -> Scores:
    """``scores`` with those of the ``reranked`` best given out again in the order of ``relevance`` (of positions).

    The scores stay on the scale of the ranking, which ``diversify`` relies on; only who has which changes.
    """
    best = np.argsort(-scores, kind="stable")[:reranked]
    order = best[np.argsort(-relevance(best.tolist()), kind="stable")]
    exchanged = scores.copy()
    exchanged[order] = scores[best]
    return exchanged


def load_reranker(folder: str) -> Reranker | None:
    """The cross-encoder in ``folder``, as sentence-transformers saves one; None when ``folder`` is empty.

    Raises:
        ModelError: the folder does not hold a cross-encoder that gives one score.  What else can go wrong with it
            is raised at its first use.
    """
    if not folder:
        return None
    labels = read_labels(Path(folder), SETTING)
    if len(labels) != 1:
        raise ModelError(message("wrong_figures", setting=SETTING, folder=folder, count=len(labels)))
    return Reranker(lambda: load_cross_encoder(Path(folder), SETTING))
