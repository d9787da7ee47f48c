"""A cross-encoder takes the ranking's place by setting, works offline, and a wrong folder is said."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
from fake_encoder import FakeEncoder
from tiny_bert import save_classifier

from assistant.retrieval.reranker import load_reranker, reorder
from assistant.retrieval.retriever import Retriever
from assistant.settings import read_settings
from ingest.errors import ModelError
from ingest.pipeline import ingest
from ingest.store import open_index
from ingest.store.location import Location


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of a cross-encoder of one layer, its weights random."""
    return save_classifier(tmp_path_factory.mktemp("cross-encoder"), num_labels=1)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    at = tmp_path_factory.mktemp("reranked")
    for animal in ("chat", "chien", "merle", "renard", "blaireau", "loup"):
        (at / f"{animal}.md").write_text(
            f"# Le {animal}\n\nLe {animal} dort toute la journée dans la forêt.\n", "utf-8"
        )
    assert not ingest([str(at)], location=Location(at / "home"), encoder=FakeEncoder()).failed
    return open_index(at / "home", FakeEncoder())


def test_the_best_passages_come_in_the_order_of_the_cross_encoder(folder, index):
    reranker = load_reranker(str(folder))
    retriever = Retriever(index, FakeEncoder(), reranker)
    query = retriever.query("où dort le merle ?", "fr")
    hits = retriever.search(query, 10)
    read = reranker.relevance(query.text, [f"{hit.title}\n{hit.chunk.text}" for hit in hits])
    assert len(hits) == 6
    assert len(set(read)) > 3
    assert list(read) == sorted(read, reverse=True)
    usual = Retriever(index, FakeEncoder()).search(query, 10)
    assert [hit.score for hit in hits] == [hit.score for hit in usual]
    assert [hit.title for hit in hits] != [hit.title for hit in usual]


def test_scores_are_exchanged_among_the_best_alone():
    scores = np.array([0.2, 0.9, 0.5, 0.7])
    wanted = {0: 1.0, 1: 0.0, 2: 0.8, 3: 0.4}
    assert reorder(scores, lambda at: np.array([wanted[one] for one in at]), 3).tolist() == [0.2, 0.5, 0.9, 0.7]
    assert reorder(scores, lambda at: np.array([wanted[one] for one in at])).tolist() == [0.9, 0.2, 0.7, 0.5]
    assert reorder(np.zeros(0), lambda at: np.zeros(len(at))).tolist() == []


def test_no_setting_no_cross_encoder(monkeypatch):
    monkeypatch.delenv("EUROCOMMONS_RERANKER_MODEL", raising=False)
    assert load_reranker(read_settings().reranker_model) is None


def test_the_setting_names_the_folder(monkeypatch, folder):
    monkeypatch.setenv("EUROCOMMONS_RERANKER_MODEL", str(folder))
    assert load_reranker(read_settings().reranker_model).relevance("qui ?", ["elle", "lui"]).shape == (2,)


def test_no_passage_no_figure(folder):
    assert load_reranker(str(folder)).relevance("qui ?", []).shape == (0,)


def absent(at):
    return at / "nowhere"


def empty(at):
    return at


def embedding_model(at):
    (at / "config.json").write_text(json.dumps({"architectures": ["BertModel"]}))
    return at


def broken(at):
    (at / "config.json").write_text("{")
    return at


def three_labels(at):
    return save_classifier(at, num_labels=3)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (absent, "there is no such folder"),
        (empty, "it holds no config.json"),
        (embedding_model, "its model is BertModel, which scores no pair of texts"),
        (broken, "its config.json cannot be read"),
        (three_labels, "gives 3 figures a pair, one is needed"),
    ],
)
def test_a_wrong_folder_is_refused_when_the_assistant_opens(tmp_path, make, said):
    made = make(tmp_path)
    with pytest.raises(ModelError, match=said) as caught:
        load_reranker(str(made))
    assert "EUROCOMMONS_RERANKER_MODEL" in str(caught.value)
    assert str(made) in str(caught.value)


def test_weights_that_are_gone_are_said_at_first_use(tmp_path, folder):
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    (tmp_path / "model.safetensors").unlink()
    with pytest.raises(ModelError, match=r"cannot load the cross-encoder of EUROCOMMONS_RERANKER_MODEL"):
        load_reranker(str(tmp_path)).relevance("qui ?", ["elle"])
