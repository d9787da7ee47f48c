"""The made index is one that the real store reads, and filters on it let exactly their passages through."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from fake_encoder import DIMENSION, FakeEncoder

from assistant.retrieval.retriever import Retriever
from evals.scale import WAYS, Real, build, disk_mb, make_documents, measure, read_material, scale_table
from ingest.store import open_index

TEXTS = {
    "fr": ("Le chat dort.", "Il pleut sur la ville.", "La licence est libre.", "Le serveur répond."),
    "en": ("The cat sleeps.", "Rain falls on the town.", "The licence is free.", "The server answers."),
}


def real(sentences):
    vectors = FakeEncoder().encode_texts(sentences)
    whole = vectors.sum(axis=0)
    return Real("Titre", tuple(sentences), whole / np.linalg.norm(whole), vectors)


MATERIAL = {
    language: [real(texts[:2]), real(texts[1:]), real(texts[3:])] for language, texts in TEXTS.items()
}  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    at = tmp_path_factory.mktemp("scale")
    build(FakeEncoder(), MATERIAL, at, 605)
    assert disk_mb(at / "index") > 0
    return open_index(at, FakeEncoder())


def test_there_are_as_many_passages_as_asked_and_each_is_where_it_says(index):
    assert len(index.passages) == 605
    made = list(make_documents(MATERIAL, 35))
    assert [len(one.chunks) for one in made] == [10, 10, 10, 5]
    for one in made:
        for chunk, vectors in zip(one.chunks, one.vectors, strict=True):
            assert one.document.text[chunk.start : chunk.end] == chunk.text
            sentences = [chunk.text[span.start : span.end] for span in chunk.sentences]
            assert all(sentence in TEXTS[chunk.language] for sentence in sentences)
            assert vectors.sentences.shape == (len(sentences), DIMENSION)
            assert np.linalg.norm(vectors.passage) == pytest.approx(1, abs=1e-5)


def test_the_same_seed_makes_the_same_index_and_another_one_another():
    first, again, other = (
        [one.document.text for one in make_documents(MATERIAL, 50, seed)] for seed in (1, 1, 2)
    )  # fmt: skip
    assert first == again != other


def test_documents_come_in_pairs_of_both_languages(index):
    french = [document for document in index.documents() if document.language == "fr"]
    twins = {document.translation_of for document in index.documents() if document.language == "en"}
    assert twins == {document.id for document in french if document.id in twins}
    assert len(twins) == 30


def test_what_was_made_can_be_made_from_again(index):
    material = read_material(index)
    assert sum(map(len, material.values())) == 605
    assert all(len(one.sentences) == len(one.sentence_vectors) for one in material["fr"])


@pytest.mark.parametrize(
    ("where", "passes"),
    [
        ({}, lambda passage: True),
        ({"language": "fr"}, lambda passage: passage.chunk.language == "fr"),
        ({"kind": "article"}, lambda passage: passage.document.kind == "article"),
        (
            {"kind": "article", "language": "en", "domain:security": True},
            lambda p: (p.document.kind, p.chunk.language) == ("article", "en") and "security" in p.document.domains,
        ),
        ({"domain:nowhere": True}, lambda passage: False),
    ],
)
@pytest.mark.parametrize("k", [5, 100])
def test_a_filter_gives_the_nearest_of_the_passages_that_it_lets_through(index, where, passes, k):
    vector = FakeEncoder().encode_queries(["la licence est libre"])[0]
    kept = [row for row, passage in enumerate(index.passages) if passes(passage)]
    cosines = sorted((index.vectors(kept) @ vector).tolist(), reverse=True)[:k] if kept else []
    found = index.dense(vector, k, where)
    assert {row for row, _ in found} <= set(kept)
    assert [cosine for _, cosine in found] == pytest.approx(cosines, abs=1e-4)
    assert all(one >= other for (_, one), (_, other) in pairwise(found))
    mask = index.mask(where)
    assert np.flatnonzero(np.ones(605) if mask is None else mask).tolist() == kept


def test_a_measure_has_every_way_of_searching(index):
    retriever = Retriever(index, FakeEncoder())
    queries = [retriever.query("la licence", "fr"), retriever.query("the server", "en")]
    measured = measure(retriever, queries)
    assert set(measured["search"]) == {way.name for way in WAYS}
    assert all(of["count"] == 2 and of["p50_ms"] > 0 for of in measured["search"].values())
    assert "as for an answer" in scale_table({"size": {"passages": 605}, **measured})
