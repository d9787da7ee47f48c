"""A cross-encoder that orders the best candidates by reading each beside the question; none unless a setting names one.

It takes the place of the learned ranking among the first ``RERANKED`` candidates, which that ranking still gathers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ingest.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

Scores = NDArray[np.float64]
RERANKED = 30
"""Candidates that are read beside the question: the cost grows with them, what is gained hardly does beyond."""
BATCH = 16


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
    if wrong := _what_is_wrong(Path(folder)):
        raise ModelError(
            f"EUROCOMMONS_RERANKER_MODEL is {folder!r}, which is not the folder of a sentence-transformers"
            f" CrossEncoder ({wrong}); give such a folder, or leave it unset for the built-in ranking"
        )
    return Reranker(lambda: _load(Path(folder)))


def _what_is_wrong(folder: Path) -> str:
    """Why the folder is none of a cross-encoder, or "".

    An embedding model would load too, with a scoring layer of random weights.
    """
    if not folder.is_dir():
        return "there is no such folder"
    try:
        config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return "it holds no config.json"
    except (OSError, ValueError) as error:
        return f"its config.json cannot be read: {error}"
    architectures = config.get("architectures") or []
    if not any(name.endswith("ForSequenceClassification") for name in architectures):
        return f"its model is {', '.join(architectures) or 'of no known sort'}, which scores no pair of texts"
    labels = len(config.get("id2label") or {"0": ""})
    return "" if labels == 1 else f"its model gives {labels} figures a pair, one is needed"


def _load(folder: Path) -> CrossEncoder:
    from sentence_transformers import CrossEncoder
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model: CrossEncoder = CrossEncoder(str(folder), device="cpu", local_files_only=True)
    except (OSError, ValueError, RuntimeError) as error:
        raise ModelError(
            f"cannot load the cross-encoder of EUROCOMMONS_RERANKER_MODEL, {str(folder)!r}: {error}; save it again"
            " with CrossEncoder.save_pretrained, or leave the setting unset"
        ) from error
    return model
