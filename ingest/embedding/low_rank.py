"""The embedding model with low-rank adapters in its upper layers; apart from its use, since torch loads slowly."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any, Self

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

LOWER = 6
"""Layers of the model that are used as they are; those above are adapted."""
RANK = 16


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


class AdaptedLayers(nn.Module):
    """A BERT whose upper layers are adapted; ``bert`` is shared and stays as it is."""

    _bert: Any

    def __init__(self, bert: Any) -> None:
        super().__init__()
        self.__dict__["_bert"] = bert  # no part of what is trained, moved or saved
        self.layers = copy.deepcopy(bert.encoder.layer[LOWER:]).requires_grad_(False)
        for layer in self.layers:
            for part, name in _linear_layers(layer):
                setattr(part, name, Adapted(getattr(part, name)))

    def learned(self) -> dict[str, nn.Parameter]:
        """The parameters that are learned, by name."""
        return {name: each for name, each in self.named_parameters() if each.requires_grad}

    def load(self, path: Path) -> Self:
        """This model, with what ``save`` wrote."""
        for name, values in load_file(path).items():
            self.learned()[name].data = values.float()
        return self

    def save(self, path: Path) -> None:
        """Write what is learned, in half precision."""
        save_file({name: each.detach().half().contiguous() for name, each in self.learned().items()}, path)

    def lower(self, ids: Tensor, padding: Tensor) -> tuple[Tensor, Tensor]:
        """The states below the adapted layers, ``(n, t, d)``, and the mask that ``upper`` takes with them.

        ``ids`` are the tokens of each text, shape ``(n, t)``, and ``padding`` tells those that are not read.
        """
        with torch.no_grad():
            states = self._bert.embeddings(input_ids=ids)
            unseen = padding[:, None, None, :].to(states.dtype) * torch.finfo(states.dtype).min
            mask = unseen.expand(-1, 1, ids.shape[1], -1)
            for layer in self._bert.encoder.layer[:LOWER]:
                states = layer(states, mask)
        return states, mask

    def upper(self, states: Tensor, mask: Tensor) -> Tensor:
        """The states of the adapted layers, of the shape of ``states``, in single precision."""
        for layer in self.layers:
            states = layer(states, mask)
        return states.float()


def _linear_layers(layer: Any) -> list[tuple[Any, str]]:
    attention = layer.attention
    return [
        *((attention.self, name) for name in ("query", "key", "value")),
        *((part, "dense") for part in (attention.output, layer.intermediate, layer.output)),
    ]
