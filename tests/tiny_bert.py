"""A BERT of a few small layers with random weights, and a tokenizer of letters."""

from __future__ import annotations

import string

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
PIECES += [*string.ascii_lowercase, *(f"##{letter}" for letter in string.ascii_lowercase)]


def tiny_tokenizer():
    from transformers import BertTokenizerFast

    return BertTokenizerFast(vocab={piece: number for number, piece in enumerate(PIECES)})


def tiny_config(**others):
    """Small sizes, of one layer unless ``others`` say more; what is made of it next has the same weights each time."""
    import torch
    from transformers import BertConfig

    torch.manual_seed(7)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    return BertConfig(
        vocab_size=len(PIECES), max_position_embeddings=128, **({"initializer_range": 1.0} | sizes | others)
    )


def save_classifier(at, **others):
    """The folder of a cross-encoder of one layer."""
    from transformers import BertForSequenceClassification

    BertForSequenceClassification(tiny_config(**others)).save_pretrained(at)
    tiny_tokenizer().save_pretrained(at)
    return at


def tiny_bert():
    """A tokenizer and a model of eight layers."""
    from transformers import BertModel

    return tiny_tokenizer(), BertModel(tiny_config(num_hidden_layers=8, initializer_range=0.3)).eval()
