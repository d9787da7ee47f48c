"""Sections found by the questions that readers ask for them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.answer import Assistant
from assistant.retrieval.asked_as import SCALE, VECTORS, AskedAs, asked_as
from evals.asked import asked
from evals.embed_asked import digest, headings, questions
from ingest.embedding import bundled
from ingest.embedding.encoder import load_encoder
from ingest.records import LANGUAGES, Language

EVERY = 400
"""One question in so many is embedded anew."""


@pytest.fixture
def written() -> AskedAs:
    vectors = np.eye(4, dtype=np.float32)
    sections, kinds = (("a", "A"), ("b", "B"), ("", "")), np.array(["time", "", "person", ""])
    return AskedAs(sections, np.array([0, 0, 1, 2]), kinds, vectors, np.zeros(4, np.float32))


@pytest.mark.parametrize(
    ("vector", "near"),
    [
        ([1, 0, 0, 0], {("a", "A"): 1.0}),
        ([0, 2, 0, 0], {("a", "A"): 1.0}),  # its length does not count
        ([0, 0, 0, 1], {("", ""): 1.0}),  # what no page answers
        ([1, 1, 1, 1], {}),  # near to none
    ],
)
def test_the_section_whose_question_is_near_is_asked_for(
    written: AskedAs, vector: list[float], near: dict[tuple[str, str], float]
) -> None:
    assert written.near(np.array(vector, np.float32)) == near


def test_a_section_well_behind_the_nearest_is_not_asked_for(written: AskedAs) -> None:
    found = written.near(np.array([0.8, 0, 0.74, 0], np.float32))
    assert found[("a", "A")] > found[("b", "B")] > 0
    assert ("b", "B") not in written.near(np.array([0.85, 0, 0.6, 0], np.float32))


def test_a_question_that_asks_for_another_kind_of_thing_is_not_near(written: AskedAs) -> None:
    when, whatever = np.eye(4, dtype=np.float32)[:2]
    assert not written.near(when, "person")
    assert written.near(when, "time") == written.near(whatever, "person") == {("a", "A"): 1.0}


def test_another_model_has_no_questions_written_down() -> None:
    assert asked_as("fr", "a model of the user's") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_of_a_section(language: Language) -> None:
    known = {*headings(language), ("", "")}
    assert {section for section, _ in questions(language)} <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_only_counted_is_no_question_to_find_by(language: Language) -> None:
    written = {question.casefold() for section, question in questions(language) if section[1] != question}
    assert not {one.question.casefold() for one in asked(language)} & written


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_vectors_are_those_of_the_questions(language: Language, indexed_home: Path) -> None:
    rows = list(questions(language))
    with np.load(VECTORS) as kept:
        assert str(kept[f"{language}_digest"]) == digest(language), (
            "questions or headings changed: python -m evals.embed_asked"
        )
        chosen = list(range(0, len(rows), EVERY))
        vectors = kept[f"{language}_vectors"][chosen].astype(np.float32) / SCALE
    anew = load_encoder(indexed_home).encode_queries([rows[at][1] for at in chosen])
    assert (vectors * anew).sum(axis=1).min() > 0.99


def _is_written(question: str) -> bool:
    """Whether a question is written down itself, so that it would prove nothing."""
    return any(question == written for language in LANGUAGES for _, written in questions(language))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Que réclame l'April ?", "priorité au logiciel libre"),
        ("How much does Europe spend on IT every year?", "264 billion euros"),
        ("Qui est le directeur du programme EuroCommons ?", "Nous ne connaissons ni le nom du directeur"),
    ],
)
def test_a_question_in_other_words_is_answered(assistant: Assistant, question: str, told: str) -> None:
    assert not _is_written(question)
    assert told in assistant.ask(question).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Quels logiciels de La Suite numérique avez-vous au catalogue ?",
            "Docs, Fichiers (Drive), Messages et Visio",
        ),
        ("si on bidouille un logiciel AGPL faut donner le code a tout le monde ?", "n'a aucun code à publier"),
        ("What sort of questions may I ask you?", "which open-source solutions replace a product"),
    ],
)
def test_criteria_alone_make_no_list_of_what_an_article_is_asked(
    assistant: Assistant, question: str, told: str
) -> None:
    assert not _is_written(question)
    answer = assistant.ask(question)
    assert told in answer.text and not answer.matches


@pytest.mark.parametrize("question", ["Quelles solutions sont américaines ?", "Which solutions are under the AGPL?"])
def test_a_list_by_criteria_stays_one(assistant: Assistant, question: str) -> None:
    assert len(assistant.ask(question).matches) > 50


def test_the_vectors_are_the_bundled_models() -> None:
    for language in LANGUAGES:
        found = asked_as(language, bundled.IDENTITY)
        assert found is not None
        assert found.vectors.shape == (len(found.rows), len(found.mean))
        assert np.allclose(np.linalg.norm(found.vectors, axis=1), 1, atol=1e-4)
