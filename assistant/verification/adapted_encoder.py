"""A cross-encoder made of an embedding model and low-rank adapters; apart from its use, since torch loads slowly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from assistant.verification.side_by_side import PLAIN, STATES, Marked, SideBySide
from ingest.embedding.low_rank import AdaptedLayers

HIDDEN = 64
DROPOUT = 0.1
CLAIM, TOLD, MARK, PADDING = range(4)
"""What a token is of."""
_MASKED = -1e4


class AdaptedEncoder(AdaptedLayers):
    """Two texts read as one by a BERT whose upper layers are adapted, and a head over the words of each."""

    def __init__(self, bert: Any) -> None:
        super().__init__(bert)
        size = bert.config.hidden_size
        self.state = nn.Parameter(torch.zeros(2, STATES, size))
        self.norm = nn.LayerNorm(size)
        self.token = nn.Linear(size, 1)
        self.head = nn.Sequential(
            nn.Dropout(DROPOUT), nn.Linear(4 * size + 2, HIDDEN), nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(HIDDEN, 1)
        )
        self.eval()

    def forward(self, ids: Tensor, segments: Tensor, words: Tensor) -> tuple[Tensor, Tensor]:
        """The logit that the told text supports the claim, shape ``(n,)``, and that a token is new to it, ``(n, t)``.

        ``ids`` are the tokens of each pair, shape ``(n, t)``, ``segments`` what each is of, ``words`` the states of
        their words (``side_by_side``).
        """
        states, mask = self.lower(ids, segments == PADDING)
        sides = [(segments == side)[..., None] for side in (CLAIM, TOLD)]
        for side, vectors in zip(sides, self.state, strict=True):
            states = states + side.to(states.dtype) * vectors[words].to(states.dtype)
        states = self.norm(self.upper(states, mask))
        new = self.token(states).squeeze(-1)
        pooled = []
        for side in sides:
            pooled.append((states * side).sum(1) / side.sum(1).clamp(min=1))
            pooled.append(states.masked_fill(~side, _MASKED).amax(1))
        claimed = new.masked_fill(segments != CLAIM, _MASKED)
        pooled += [claimed.amax(1, keepdim=True), claimed.logsumexp(1, keepdim=True)]
        return self.head(torch.cat(pooled, 1)).squeeze(-1), new

    def score(self, tokenizer: Any, pairs: Sequence[SideBySide], longest: int) -> NDArray[np.float64]:
        """The logits of pairs, shape ``(len(pairs),)``, each cut to ``longest`` tokens."""
        ids, segments, words, _ = tokens_of(tokenizer, pairs, longest)
        with torch.inference_mode():
            logits: NDArray[np.float64] = self(ids, segments, words)[0].double().numpy()
        return logits


def tokens_of(
    tokenizer: Any, pairs: Sequence[SideBySide], longest: int
) -> tuple[Tensor, Tensor, Tensor, Sequence[Sequence[tuple[int, int]]]]:
    """The ids, segments and states of words of pairs, each of shape ``(n, t)``, and where each token is in its text.

    Padded and cut like the model's own input: else the tokenizer would stop to pad or cut, also for another thread.
    """
    encoded = tokenizer(
        [pair.claim for pair in pairs],
        [pair.told for pair in pairs],
        return_offsets_mapping=True,
        truncation=True,
        max_length=longest,
        padding=True,
    )
    places = encoded["offset_mapping"]
    segments = torch.tensor(
        [[MARK if side is None else side for side in encoded.sequence_ids(row)] for row in range(len(pairs))]
    )
    segments[torch.tensor(encoded["attention_mask"]) == 0] = PADDING
    words = torch.full_like(segments, PLAIN)
    for row, pair in enumerate(pairs):
        for side, marked in ((CLAIM, pair.claim_words), (TOLD, pair.told_words)):
            at = (segments[row] == side).nonzero().flatten().tolist()
            words[row, at] = torch.tensor(_states([places[row][token] for token in at], marked), dtype=words.dtype)
    return torch.tensor(encoded["input_ids"]), segments, words, places


def _states(places: Sequence[tuple[int, int]], marked: Marked) -> list[int]:
    """The state of the word that each token is of; places and words are in their order."""
    found, word = [], 0
    for start, end in places:
        while word < len(marked) and marked[word][1] <= start:
            word += 1
        inside = word < len(marked) and marked[word][0] < end
        found.append(marked[word][2] if inside else PLAIN)
    return found
