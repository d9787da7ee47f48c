"""Questions that come again are not embedded again."""

from __future__ import annotations

import threading

import numpy as np
import torch

from ingest.embedding.encoder import Encoder
from ingest.embedding.kept import KeptVectors


class CountingModel:
    """Stands for a sentence-transformers model: a text's vector is (its length, 1); it remembers what it was given."""

    prompts = {"query": "query: "}  # noqa: RUF012 (as sentence-transformers has it)

    def __init__(self) -> None:
        self.given: list[list[str]] = []

    def get_embedding_dimension(self) -> int:
        return 2

    def encode(self, texts, **options):
        self.given.append(list(texts))
        return torch.tensor([[float(len(text)), 1.0] for text in texts])


def made() -> tuple[Encoder, CountingModel]:
    model = CountingModel()
    return Encoder(lambda: model, "counting"), model


def test_a_question_asked_again_is_not_embedded_again() -> None:
    encoder, model = made()
    first = encoder.encode_queries(["une question", "sa reformulation"])
    again = encoder.encode_queries(["sa reformulation", "une question", "une autre"])
    assert model.given == [["une question", "sa reformulation"], ["une autre"]]
    assert np.array_equal(first[::-1], again[:2])


def test_a_kept_vector_cannot_be_changed_by_who_asked_for_it() -> None:
    encoder, _ = made()
    encoder.encode_queries(["abc"])[:] = 0
    encoder.encode_queries(["abc"])[:] = 0
    assert np.linalg.norm(encoder.encode_queries(["abc"])[0]) > 0.99


def test_no_question_makes_no_vector() -> None:
    encoder, model = made()
    assert encoder.encode_queries([]).shape == (0, 2)
    assert model.given == []


def test_no_passage_makes_no_vector() -> None:
    encoder, model = made()
    assert encoder.encode_passages([]) == []
    assert model.given == []


def test_passages_are_not_kept_with_questions() -> None:
    encoder, model = made()
    encoder.encode_queries(["abc"])
    encoder.encode_texts(["abc"])
    assert len(model.given) == 2


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    kept, asked = KeptVectors(2), []

    def make(texts: list[str]) -> np.ndarray:
        asked.extend(texts)
        return np.array([[len(text)] for text in texts], np.float32)

    for text in ("a", "b", "a", "c", "a", "b"):
        kept.get([text], make)
    assert asked == ["a", "b", "c", "b"]
    assert len(kept) == 2


def test_a_call_larger_than_what_is_kept_gets_every_vector() -> None:
    kept = KeptVectors(2)
    got = kept.get(["a", "bb", "ccc"], lambda texts: np.array([[len(text)] for text in texts], np.float32))
    assert got.ravel().tolist() == [1, 2, 3]
    assert len(kept) == 2


def test_threads_share_what_is_kept() -> None:
    kept = KeptVectors(50)
    wrong: list[str] = []

    def ask(first: int) -> None:
        for number in range(first, first + 400):
            text = "x" * (number % 97)
            if kept.get([text], lambda texts: np.array([[len(t)] for t in texts], np.float32))[0, 0] != len(text):
                wrong.append(text)

    threads = [threading.Thread(target=ask, args=(first,)) for first in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(kept) == 50
