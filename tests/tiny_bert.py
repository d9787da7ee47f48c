"""A BERT of a few small layers with random weights, and a tokenizer of letters."""

from __future__ import annotations

import string


def tiny_bert(layers: int = 8):
    """The tokenizer and the model, always the same ones."""
    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast

    pieces = [*string.ascii_lowercase, *(f"##{letter}" for letter in string.ascii_lowercase)]
    vocabulary = {word: n for n, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *pieces])}
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=layers,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=128,
        initializer_range=0.3,
    )
    return BertTokenizerFast(vocab=vocabulary, model_max_length=128), BertModel(config).eval()
