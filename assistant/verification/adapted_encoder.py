"""A cross-encoder made of an embedding model and low-rank adapters; apart from its use, since torch loads slowly."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from assistant.verification.side_by_side import PLAIN, STATES, Marked, SideBySide

LOWER = 6
"""Layers of the model that are used as they are; those above are adapted."""
RANK = 16
HIDDEN = 64
DROPOUT = 0.1
CLAIM, TOLD, MARK, PADDING = range(4)
"""What a token is of."""
_MASKED = -1e4


class Adapted(nn.Module):
    """A linear layer and a low-rank change to it (LoRA, Hu et al. 2021, arXiv:2106.09685), which alone is learned."""

    def __init__(self, base: nn.Linear) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Parameter(torch.randn(RANK, base.in_features) * base.in_features**-0.5)
        self.up = nn.Parameter(torch.zeros(base.out_features, RANK))

    def forward(self, states: Tensor) -> Tensor:
        lower = functional.linear(states, self.down.to(states.dtype))
        changed: Tensor = self.base(states) + functional.linear(lower, self.up.to(states.dtype))
        return changed


class AdaptedEncoder(nn.Module):
    """Two texts read as one by a BERT whose upper layers are adapted, and a head over the words of each.

    ``bert`` is shared and stays as it is.
    """

    _bert: Any

    def __init__(self, bert: Any) -> None:
        super().__init__()
        self.__dict__["_bert"] = bert  # no part of what is trained, moved or saved
        self.layers = copy.deepcopy(bert.encoder.layer[LOWER:]).requires_grad_(False)
        for layer in self.layers:
            for part, name in _linear_layers(layer):
                setattr(part, name, Adapted(getattr(part, name)))
        size = bert.config.hidden_size
        self.state = nn.Parameter(torch.zeros(2, STATES, size))
        self.norm = nn.LayerNorm(size)
        self.token = nn.Linear(size, 1)
        self.head = nn.Sequential(
            nn.Dropout(DROPOUT), nn.Linear(4 * size + 2, HIDDEN), nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(HIDDEN, 1)
        )
        self.eval()

    def learned(self) -> dict[str, nn.Parameter]:
        """The parameters that are learned, by name."""
        return {name: each for name, each in self.named_parameters() if each.requires_grad}

    def load(self, path: Path) -> AdaptedEncoder:
        """This model, with what ``save`` wrote."""
        for name, values in load_file(path).items():
            self.learned()[name].data = values.float()
        return self

    def save(self, path: Path) -> None:
        """Write what is learned, in half precision."""
        save_file({name: each.detach().half().contiguous() for name, each in self.learned().items()}, path)

    def forward(self, ids: Tensor, segments: Tensor, words: Tensor) -> tuple[Tensor, Tensor]:
        """The logit that the told text supports the claim, shape ``(n,)``, and that a token is new to it, ``(n, t)``.

        ``ids`` are the tokens of each pair, shape ``(n, t)``, ``segments`` what each is of, ``words`` the states of
        their words (``side_by_side``).
        """
        with torch.no_grad():
            states = self._bert.embeddings(input_ids=ids)
            unseen = (segments == PADDING)[:, None, None, :].to(states.dtype) * torch.finfo(states.dtype).min
            mask = unseen.expand(-1, 1, ids.shape[1], -1)
            for layer in self._bert.encoder.layer[:LOWER]:
                states = layer(states, mask)
        sides = [(segments == side)[..., None] for side in (CLAIM, TOLD)]
        for side, vectors in zip(sides, self.state, strict=True):
            states = states + side.to(states.dtype) * vectors[words].to(states.dtype)
        for layer in self.layers:
            states = layer(states, mask)
        states = self.norm(states.float())
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


def _linear_layers(layer: Any) -> list[tuple[Any, str]]:
    attention = layer.attention
    return [
        *((attention.self, name) for name in ("query", "key", "value")),
        *((part, "dense") for part in (attention.output, layer.intermediate, layer.output)),
    ]


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
