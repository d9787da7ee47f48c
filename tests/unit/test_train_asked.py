"""The model learns which questions one section answers, beside a model that stays as it is."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import torch
from tiny_bert import tiny_bert

from assistant.retrieval.question_layers import QuestionLayers, tokens_of
from evals.train_asked import Taught, batch, in_haste, loss, train, vectors_of

QUESTIONS = ["le chat dort", "the cat", "un chien", "a dog that sleeps on the roof", "quel temps", "the weather"]


def _taught(model: QuestionLayers) -> Taught:
    tokenizer, _ = tiny_bert()
    read = [tokens_of(tokenizer, [question], 64) for question in QUESTIONS]
    states = [model.lower(ids, read == 0)[0][0] for ids, read in read]
    return Taught(states, states, [[0, 1], [2, 3]], [4, 5])


def test_a_question_has_the_same_vector_alone_and_beside_a_longer_one() -> None:
    tokenizer, bert = tiny_bert()
    model = QuestionLayers(bert)
    together = model.encode(tokenizer, QUESTIONS, 64)
    alone = np.concatenate([model.encode(tokenizer, [question], 64) for question in QUESTIONS])
    assert together == pytest.approx(alone, abs=1e-5)
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(len(QUESTIONS)), abs=1e-5)


def test_what_is_learned_on_is_what_is_asked_with() -> None:
    tokenizer, bert = tiny_bert()
    model = QuestionLayers(bert)
    with torch.inference_mode():
        learned_on = vectors_of(model, _taught(model).states).numpy()
    assert learned_on == pytest.approx(model.encode(tokenizer, QUESTIONS, 64), abs=1e-5)


def test_a_batch_has_each_unanswered_question_alone() -> None:
    _, bert = tiny_bert()
    states, of = batch(_taught(QuestionLayers(bert)), random.Random(0))
    assert len(states) == len(of) == 6
    assert sorted(of.tolist()) == [-2, -1, 0, 0, 1, 1]


def test_what_is_typed_in_haste_has_no_accent_and_no_mark() -> None:
    assert in_haste("Où a lieu l'événement ?") == "ou a lieu levenement "


@pytest.mark.parametrize(("vectors", "least"), [([0, 0, 1, 1], True), ([0, 1, 0, 1], False)])
def test_the_loss_is_least_where_questions_of_a_section_are_near(vectors: list[int], least: bool) -> None:
    found = loss(torch.eye(2)[vectors], torch.tensor([0, 0, 1, 1])).item()
    assert (found < 0.01) == least and np.isfinite(found)


def test_what_was_learned_is_kept_and_the_model_stays_as_it_is(tmp_path: Path) -> None:
    torch.manual_seed(0)
    tokenizer, bert = tiny_bert()
    before = {name: each.clone() for name, each in bert.state_dict().items()}
    model = QuestionLayers(bert)
    taught = _taught(model)
    of = torch.tensor([0, 0, 1, 1, -1, -2])
    with torch.inference_mode():
        at_first = loss(vectors_of(model, taught.states), of).item()
    train(model, taught, 150, 0.01)
    with torch.inference_mode():
        assert loss(vectors_of(model, taught.states), of).item() < at_first / 2
    model.save(tmp_path / "learned.safetensors")
    read = QuestionLayers(bert).load(tmp_path / "learned.safetensors")
    assert read.encode(tokenizer, QUESTIONS, 64) == pytest.approx(model.encode(tokenizer, QUESTIONS, 64), abs=0.02)
    assert all(torch.equal(before[name], each) for name, each in bert.state_dict().items())
