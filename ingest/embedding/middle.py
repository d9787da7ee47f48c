"""Takes word vectors from a middle layer, where words of two languages are told best from their neighbours.

The last layer of an embedding model spreads the meaning of the whole text over its tokens.  Middle layers align words
better (Jalili Sabet et al. 2020, SimAlign, arXiv:2004.08728).
"""

from __future__ import annotations

from typing import Any

from sentence_transformers import SentenceTransformer
from torch import Tensor, nn

WORDS = "word_embeddings"
"""Key of the token vectors, shape ``(tokens, d)``, that ``with_middle_layer`` adds to what a model gives."""
_SHARE = 7 / 12
"""Of the layers: the seventh of the twelve of the bundled model finds the translations of words best."""


class _Middle(nn.Module):
    """Keeps one layer of what the transformer before it gives, and passes the rest on."""

    def __init__(self, layer: int) -> None:
        super().__init__()
        self._layer = layer

    def forward(self, features: dict[str, Any]) -> dict[str, Any]:
        layers: tuple[Tensor, ...] = features.pop("all_layer_embeddings")
        features[WORDS] = layers[self._layer]
        return features


def with_middle_layer(model: SentenceTransformer) -> SentenceTransformer:
    """The same model, which gives ``WORDS`` for each text too; nothing is computed for them that was not before."""
    transformer: Any = model[0]
    config = transformer.model.config
    config.output_hidden_states = True
    model.insert(1, _Middle(round(_SHARE * config.num_hidden_layers)))
    return model
