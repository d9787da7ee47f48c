"""An NLI cross-encoder that reads each sentence beside its quotes; none unless a setting names one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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

SETTING = "EUROCOMMONS_ENTAILMENT_MODEL"
BATCH = 16
_STARTS = {"entail": "entailment", "contra": "contradiction", "neutral": "neutral", "not_entail": "contradiction"}


@dataclass(frozen=True, slots=True)
class Judgement:
    """Probabilities, from 0 to 1, that the evidence entails a sentence and that it contradicts it."""

    entailment: float
    contradiction: float


class Entailment:
    """A natural-language-inference model, loaded at its first use; ``labels`` are in the order of its figures."""

    def __init__(self, load: Callable[[], CrossEncoder], labels: Sequence[str]) -> None:
        self._load = load
        self._labels = tuple(labels)

    @cached_property
    def _model(self) -> CrossEncoder:
        return self._load()

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        """One judgement for each ``(evidence, sentence)``.

        Raises:
            ModelError: the model cannot be loaded.
        """
        if not pairs:
            return []
        import torch

        logits = self._model.predict(
            list(pairs), batch_size=BATCH, show_progress_bar=False, activation_fn=torch.nn.Identity()
        )
        rows = softmax(np.asarray(logits, np.float64))
        of = {name: self._labels.index(name) for name in ("entailment", "contradiction")}
        return [Judgement(float(row[of["entailment"]]), float(row[of["contradiction"]])) for row in rows]


def softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities along the last axis."""
    odds = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: NDArray[np.float64] = odds / odds.sum(axis=-1, keepdims=True)
    return shares


def load_entailment(folder: str) -> Entailment | None:
    """The NLI cross-encoder in ``folder``; None when ``folder`` is empty.

    The order of its labels comes from its configuration (``id2label``).

    Raises:
        ModelError: the folder holds no cross-encoder, or its labels are not entailment and contradiction.
    """
    if not folder:
        return None
    given = read_labels(Path(folder), SETTING)
    labels = [_label(name) for name in given]
    if labels.count("entailment") != 1 or labels.count("contradiction") != 1:
        raise ModelError(message("wrong_labels", setting=SETTING, folder=folder, labels=", ".join(given)))
    return Entailment(lambda: load_cross_encoder(Path(folder), SETTING), labels)


def _label(name: str) -> str:
    folded = name.lower().replace(" ", "_").replace("-", "_")
    return next((label for start, label in _STARTS.items() if folded.startswith(start)), folded)
