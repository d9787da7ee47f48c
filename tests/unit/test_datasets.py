"""Public retrieval sets become one record type."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.datasets import CHUNK_CHARACTERS, load_sets

FAQ = [
    {
        "id": f"faq#{number}",
        "question_en": f"Why {number}?",
        "question_fr": f"Pourquoi {number} ?",
        "answer_en": f"Because of {number}.",
        "answer_fr": f"À cause de {number}.",
    }
    for number in range(4)
]


def _write_lines(path: Path, rows: list[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    _write_lines(tmp_path / "python_faq_fr_en" / "faq_dev.jsonl", FAQ)
    return tmp_path


def test_missing_data_is_said_and_skipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert load_sets(tmp_path) == []
    output = capsys.readouterr()
    assert "piaf: skipped" in output.err and "--data" in output.err
    assert output.out == ""


def test_an_unknown_name_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [one.name for one in load_sets(folder, ["python-faq fr-en", "nothing"])] == ["python-faq fr-en"]
    assert "unknown or missing sets: nothing" in capsys.readouterr().err


def test_parallel_texts_give_both_ways_and_a_mixed_index(folder: Path) -> None:
    sets = {one.name: one for one in load_sets(folder)}
    crossed = sets["python-faq fr-en"]
    assert {query.language for query in crossed.queries} == {"fr"}
    assert {passage.language for passage in crossed.passages} == {"en"}
    mixed = sets["python-faq mixed"]
    assert [passage.language for passage in mixed.passages] == ["en", "fr", "en", "fr"]
    assert len(mixed.queries) == 2 * len(mixed.passages)


def test_every_query_has_a_relevant_document_that_is_indexed(folder: Path) -> None:
    for one in load_sets(folder):
        indexed = {passage.document for passage in one.passages}
        assert all(one.qrels[query.id] and one.qrels[query.id] <= indexed for query in one.queries)


def test_a_long_text_becomes_several_passages_of_one_document(tmp_path: Path) -> None:
    line = "Une phrase assez longue sur les démarches. " * 10
    row = {"id": "part-F1", "title": "Que faire ?", "text": "\n".join([line] * 9)}
    _write_lines(tmp_path / "service_public_fr" / "questions_reponses_dev.jsonl", [row])
    (one,) = load_sets(tmp_path)
    assert len(one.passages) > 1
    assert {passage.document for passage in one.passages} == {"part-F1"}
    assert max(len(passage.text) for passage in one.passages) <= CHUNK_CHARACTERS
    assert " ".join(passage.text for passage in one.passages).split() == row["text"].split()


def test_short_piaf_questions_are_left_out(tmp_path: Path) -> None:
    questions = [
        {"id": "1", "question": "Quel montant en 2003"},
        {"id": "2", "question": "Qui a payé ce montant en 2003 ?"},
    ]
    data = {"data": [{"title": "Sport", "paragraphs": [{"context": "Un montant.", "qas": questions}]}]}
    (tmp_path / "piaf_fr").mkdir()
    (tmp_path / "piaf_fr" / "piaf_dev.json").write_text(json.dumps(data), encoding="utf-8")
    (one,) = load_sets(tmp_path)
    assert [query.id for query in one.queries] == ["2"]
    assert one.passages[0].title == "Sport"
