"""Embeds questions so that those which one section answers are near; apart from its use, since torch loads slowly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from ingest.embedding.bundled import QUERY_PROMPT
from ingest.embedding.low_rank import AdaptedLayers


class QuestionLayers(AdaptedLayers):
    """The embedding model, its upper layers adapted to questions (``python -m evals.train_asked``)."""

    def __init__(self, bert: Any) -> None:
        super().__init__(bert)
        self.eval()

    def forward(self, states: Tensor, mask: Tensor, read: Tensor) -> Tensor:
        """The mean of the adapted states of each question, L2-normalised, ``(n, d)``.

        ``states`` and ``mask`` are those of ``lower``; ``read``, shape ``(n, t)``, is 1 where a token is read, else 0.
        """
        upper = self.upper(states, mask)
        return functional.normalize((upper * read[..., None]).sum(1) / read.sum(1, keepdim=True), dim=1)

    def encode(self, tokenizer: Any, questions: Sequence[str], longest: int) -> NDArray[np.float32]:
        """L2-normalised vectors of questions, shape ``(len(questions), d)``, each cut to ``longest`` tokens."""
        ids, read = tokens_of(tokenizer, questions, longest)
        with torch.inference_mode():
            vectors: NDArray[np.float32] = self(*self.lower(ids, read == 0), read).numpy()
        return vectors


def tokens_of(tokenizer: Any, questions: Sequence[str], longest: int) -> tuple[Tensor, Tensor]:
    """The ids of the tokens of questions and which of them are read, each of shape ``(n, t)``.

    Padded and cut like the model's own input: else the tokenizer would stop to pad or cut, also for another thread.
    """
    texts = [QUERY_PROMPT + question for question in questions]
    encoded = tokenizer(texts, truncation=True, max_length=longest, padding=True)
    return torch.tensor(encoded["input_ids"]), torch.tensor(encoded["attention_mask"])
