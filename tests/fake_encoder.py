"""A deterministic encoder for tests: no model, vectors from hashed words, one token a word."""

from __future__ import annotations

import hashlib
import re

import numpy as np

from ingest.embedding.encoder import PassageVectors

DIMENSION = 32
_WORD = re.compile(r"\S+")


class FakeEncoder:
    """Texts that share words have near vectors; ``embedded`` counts the passages that were embedded."""

    identity = "fake-1"
    dimension = DIMENSION
    max_tokens = 512

    def __init__(self) -> None:
        self.embedded = 0

    def encode_queries(self, texts):
        return np.array([_vector(text) for text in texts], np.float32).reshape(-1, DIMENSION)

    encode_texts = encode_queries

    def encode_passages(self, passages):
        self.embedded += len(passages)
        return [
            PassageVectors(
                _vector(passage.embedded),
                np.array(
                    [_vector(passage.text[span.start : span.end]) for span in passage.sentences], np.float32
                ).reshape(-1, DIMENSION),
            )
            for passage in passages
        ]

    def token_spans(self, texts):
        return [[match.span() for match in _WORD.finditer(text)] for text in texts]

    def count_tokens(self, texts):
        return [len(spans) for spans in self.token_spans(texts)]


def _vector(text: str) -> np.ndarray:
    total = np.zeros(DIMENSION, np.float32)
    for word in re.findall(r"\w+", text.lower()):
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4])
        total += np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)
    return total / max(float(np.linalg.norm(total)), 1e-9)
