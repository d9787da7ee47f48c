"""Sections found by the questions that readers ask for them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder

from assistant.answer import Assistant
from assistant.retrieval.asked_as import NOWHERE, SCALE, VECTORS, AskedAs, Written, load_asked_as, read_written
from evals.asked import asked
from evals.embed_asked import digest, headings, numbers, questions
from ingest.embedding.encoder import load_encoder
from ingest.records import LANGUAGES, Language
from ingest.store import open_index

EVERY = 400
"""One question in so many is embedded anew."""


@pytest.fixture
def written() -> Written:
    vectors = np.eye(4, dtype=np.float32)
    sections = {"fr": [("", ""), ("a.fr", "A"), ("b.fr", "B")], "en": [("", ""), ("a.en", "A"), ("b.en", "B")]}
    kinds, numbers = np.array(["time", "", "person", ""]), np.array(["16", "", "", "3.2 2022"])
    return Written(sections, np.array([1, 1, 2, 0]), kinds, numbers, vectors)


@pytest.mark.parametrize(
    ("vector", "near"),
    [
        ([1, 0, 0, 0], {("a.fr", "A"): 1.0}),
        ([0, 1, 0, 0], {("a.fr", "A"): 1.0}),
        ([0, 0, 0, 1], {("", ""): 1.0}),  # what no page answers
        ([0.5, 0.5, 0.5, 0.5], {}),  # near to none
    ],
)
def test_the_section_whose_question_is_near_is_asked_for(
    written: Written, vector: list[float], near: dict[tuple[str, str], float]
) -> None:
    assert written.near(np.array(vector, np.float32), "fr") == near


def test_a_question_finds_the_section_of_its_own_language_by_those_of_both(written: Written) -> None:
    vector = np.eye(4, dtype=np.float32)[0]
    assert [list(written.near(vector, language)) for language in LANGUAGES] == [[("a.fr", "A")], [("a.en", "A")]]


def test_a_section_well_behind_the_nearest_is_not_asked_for(written: Written) -> None:
    found = written.near(np.array([0.93, 0, 0.9, 0], np.float32), "fr")
    assert found[("a.fr", "A")] > found[("b.fr", "B")] > 0
    assert ("b.fr", "B") not in written.near(np.array([0.93, 0, 0.86, 0], np.float32), "fr")


def test_a_question_that_asks_for_another_kind_of_thing_is_not_near(written: Written) -> None:
    when, whatever = np.eye(4, dtype=np.float32)[:2]
    assert not written.near(when, "fr", "person")
    assert written.near(when, "fr", "time") == written.near(whatever, "fr", "person") == {("a.fr", "A"): 1.0}


def test_a_question_of_another_number_is_not_near(written: Written) -> None:
    article, version = np.eye(4, dtype=np.float32)[[0, 3]]
    assert not written.near(article, "fr", numbers="17")
    assert written.near(article, "fr", numbers="16 2016") == written.near(article, "fr") == {("a.fr", "A"): 1.0}
    assert written.near(version, "fr", numbers="3.2") == {("", ""): 1.0}


def test_another_model_has_no_questions_written_down() -> None:
    assert load_asked_as(FakeEncoder()) is None


def test_pages_have_the_same_sections_in_both_languages() -> None:
    french, english = ([section[0].rsplit(".", 1)[0] for section in headings(language)] for language in LANGUAGES)
    assert french == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_of_a_section(language: Language) -> None:
    known = {*headings(language), NOWHERE}
    assert {section for section, _ in questions(language)} <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_is_one_of_the_index(language: Language, indexed_home: Path) -> None:
    index = open_index(indexed_home, load_encoder(indexed_home))
    indexed = {(one.document.id, heading) for one in index.passages for heading in one.chunk.heading_path}
    asked_for = {section for section, _ in questions(language)} - {NOWHERE}
    assert asked_for <= indexed


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_only_counted_is_no_question_to_find_by(language: Language) -> None:
    written = {question.casefold() for section, question in questions(language) if section[1] != question}
    assert not {one.question.casefold() for one in asked(language)} & written


def test_the_vectors_are_those_of_the_questions(indexed_home: Path) -> None:
    known = {language: numbers(language) for language in LANGUAGES}
    rows = [(known[language][section], one) for language in LANGUAGES for section, one in questions(language)]
    with np.load(VECTORS) as kept:
        assert str(kept["digest"]) == digest(), "questions or headings changed: python -m evals.embed_asked"
        chosen = list(range(0, len(rows), EVERY))
        vectors = kept["vectors"][chosen].astype(np.float32) / SCALE
        assert kept["rows"][chosen].tolist() == [rows[at][0] for at in chosen]
    anew = AskedAs(load_encoder(indexed_home)).encode([rows[at][1] for at in chosen])
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
    "question",
    [
        "Quel âge a le président de la Caisse des Dépôts ?",  # who he is would be a sure answer
        "What does article 17 of the Law for a Digital Republic say?",
    ],
)
def test_what_stands_near_does_not_answer_what_nothing_answers(assistant: Assistant, question: str) -> None:
    assert not _is_written(question)
    assert assistant.ask(question).status == "abstained"


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


@pytest.mark.parametrize(
    "question",
    ["Quelles solutions sont américaines ?", "Which solutions are under the AGPL?", "Liste toutes les solutions"],
)
def test_a_list_by_criteria_stays_one(assistant: Assistant, question: str) -> None:
    assert len(assistant.ask(question).matches) > 50


def test_the_vectors_are_read_as_written() -> None:
    found = read_written()
    assert len(found.vectors) == len(found.rows) == len(found.kinds)
    assert {len(sections) for sections in found.sections.values()} == {max(numbers("fr").values()) + 1}
    assert np.allclose(np.linalg.norm(found.vectors, axis=1), 1, atol=0.02)
