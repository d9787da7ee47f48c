"""A question, its answer, and what a reader says of it."""

import pytest
from api_responses import CONTRACT, problem

from assistant.records import Filters

CITATION = {
    "n", "document_id", "chunk_id", "title", "kind", "language", "url", "page", "quote", "start", "end", "supported",
}  # fmt: skip


def test_an_answer_has_the_names_of_the_contract(client):
    answer = client.post("/v1/ask", json={"question": "Qu'est-ce qu'une coalition ?"}).json()
    assert set(answer) == CONTRACT
    assert set(answer["citations"][0]) == CITATION
    assert answer["sentences"][1] == {"text": "Elle se retrouve chaque mois.", "citations": [2]}
    assert answer["timings_ms"] == {"total": 41.0}


def test_the_question_reaches_the_assistant_with_its_options(client, assistant):
    filters = {"kind": "article", "language": "fr", "domain": "security"}
    client.post("/v1/ask", json={"question": "Q", "language": "en", "session_id": "s", "filters": filters})
    (asked,) = assistant.asked
    assert (asked.question, asked.language, asked.session_id) == ("Q", "en", "s")
    assert asked.filters == Filters("article", "fr", "security")


def test_a_question_of_5000_characters_is_answered(client):
    assert client.post("/v1/ask", json={"question": "é" * 5_000}).status_code == 200


def test_a_question_over_the_limit_is_refused_with_both_numbers(client):
    body = problem(client.post("/v1/ask", json={"question": "a" * 20_001}), 422, "question-too-long")
    assert "20001" in body["detail"] and "20000" in body["detail"]


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "La question ne contient aucun mot"), ("en", "The question has no words")]
)
def test_an_empty_question_is_refused_in_the_assistants_words(client, language, said):
    response = client.post("/v1/ask", json={"question": "  "}, headers={"Accept-Language": language})
    assert said in problem(response, 422, "question-refused")["detail"]


def test_feedback_is_kept(client, settings):
    sent = {"question": "Q", "rating": "down", "reasons": ["off-topic"], "comment": "Non.", "snapshot": "snapshot-1"}
    kept = client.post("/v1/feedback", json=sent)
    assert kept.status_code == 201
    (row,) = client.app.state.services.feedback.newest()
    assert (row.id, row.rating, row.reasons, row.comment) == (kept.json()["id"], "down", ("off-topic",), "Non.")


def test_feedback_needs_a_rating_and_a_short_comment(client):
    body = problem(client.post("/v1/feedback", json={"question": "Q", "comment": "a" * 2_001}), 422, "invalid-request")
    assert {error["field"] for error in body["errors"]} == {"rating", "comment"}
