"""What goes wrong is a problem that says what to change."""

import json

import pytest
from api_responses import problem
from starlette.responses import PlainTextResponse

from assistant.api.texts import preferred
from assistant.errors import SessionsError


@pytest.mark.parametrize(
    ("sent", "field", "says"),
    [
        ({}, "question", "required"),
        ({"question": 3}, "question", "must be text, not 3"),
        ({"question": "Q", "lang": "fr"}, "lang", "not a known name"),
        ({"question": "Q", "language": "de"}, "language", 'not "de"'),
        ({"question": "Q", "filters": {"kind": "book"}}, "filters.kind", "'article', 'domain' or 'catalogue'"),
        ({"question": "Q", "filters": {"domain": "nope"}}, "filters.domain", "'virtualisation'"),
        ({"question": "Q", "session_id": ""}, "session_id", "at least 1"),
        ([], "body", "JSON object"),
    ],
)
def test_a_wrong_field_is_named_with_what_to_change(client, sent, field, says):
    body = problem(client.post("/v1/ask", json=sent), 422, "invalid-request")
    assert body["errors"][0]["field"] == field
    assert says in body["errors"][0]["message"]
    assert body["errors"][0]["message"] in body["detail"]


@pytest.mark.parametrize("body", [b'{"question": "\xff"}', b'{"question": ' + b"9" * 5_000 + b"}", b"\x1f\x8b\x08"])
def test_a_body_that_cannot_be_read_is_told_in_both_languages(client, body):
    for language, says in (("en", "cannot be read as JSON in UTF-8"), ("fr", "n’est pas lisible comme du JSON")):
        headers = {"Content-Type": "application/json", "Accept-Language": language}
        told = problem(client.post("/v1/ask", content=body, headers=headers), 422, "invalid-request")
        assert says in told["errors"][0]["message"] and told["errors"][0]["value"] is None


def test_a_body_of_another_type_is_shown_as_it_was_sent(client):
    sent = client.post("/v1/ask", content='{"question": "Où ?"}'.encode(), headers={"Content-Type": "text/plain"})
    assert problem(sent, 422, "invalid-request")["errors"][0]["value"] == '{"question": "Où ?"}'


def test_what_a_value_may_be_is_listed_in_the_clients_language(client):
    response = client.get("/v1/search?q=x&kind=book", headers={"Accept-Language": "fr"})
    assert "'article', 'domain' ou 'catalogue'" in problem(response, 422, "invalid-request")["detail"]


def test_problems_are_in_french_for_a_french_client(client):
    response = client.post("/v1/ask", json={}, headers={"Accept-Language": "fr-FR,fr;q=0.9,en;q=0.5"})
    assert "obligatoire" in problem(response, 422, "invalid-request")["detail"]
    assert response.headers["content-language"] == "fr"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"),
        ("de", "en"),
        ("fr", "fr"),
        ("en;q=0.4, fr;q=0.8", "fr"),
        ("de, en;q=0.9, fr;q=0.1", "en"),
        (";q=x", "en"),
    ],
)
def test_the_language_of_problems_follows_the_header(header, language):
    assert preferred(header) == language


@pytest.mark.parametrize("body", [b"{", b"", b"\xff\xfe", b"question=Q"])
def test_a_body_that_is_not_json_is_a_problem(client, body):
    response = client.post("/v1/ask", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code in (400, 422)
    assert response.headers["content-type"] == "application/problem+json"


def test_a_form_is_told_to_send_json(client):
    body = problem(client.post("/v1/ask", data={"question": "Q"}), 422, "invalid-request")
    assert "application/json" in body["detail"]


def test_a_lone_surrogate_is_refused_and_not_a_crash(client):
    response = client.post("/v1/ask", content=b'{"question": "\\ud800"}', headers={"Content-Type": "application/json"})
    problem(response, 422, "invalid-request")


def test_a_body_over_the_limit_is_refused(client):
    body = problem(client.post("/v1/ask", json={"question": "a" * 300_000}), 413, "body-too-large")
    assert "256 KB" in body["detail"]


def test_a_body_over_the_limit_without_a_length_is_refused(client):
    chunks = (b"a" * 65_536 for _ in range(8))
    response = client.post("/v1/ask", content=chunks, headers={"Content-Type": "application/json"})
    problem(response, 413, "body-too-large")


def test_conversations_that_cannot_be_kept_are_a_problem_without_the_file_s_place(client, assistant):
    assistant.failure = SessionsError("/srv/secret/sessions.db", "file is not a database")
    body = problem(client.post("/v1/ask", json={"question": "Q", "session_id": "s"}), 503, "sessions-unavailable")
    assert "secret" not in json.dumps(body)
    assert "session_id" in body["detail"]


def test_an_unexpected_error_gives_an_incident_and_no_trace(client, assistant, caplog):
    assistant.failure = RuntimeError("secret path")
    response = client.post("/v1/ask", json={"question": "Q"})
    body = problem(response, 500, "unexpected")
    assert "secret" not in response.text and "Traceback" not in response.text
    incident = next(word for word in body["detail"].split() if len(word) == 12)
    assert f"incident {incident}" in caplog.text and "secret path" in caplog.text


def test_nothing_at_an_address_and_wrong_methods_are_problems(client):
    problem(client.get("/no/such/page"), 404, "not-found")
    response = client.get("/v1/ask")
    problem(response, 405, "method-not-allowed")
    assert response.headers["allow"] == "POST"


def test_a_page_mounted_at_the_root_takes_no_path_of_the_api(client):
    client.app.mount("/", lambda scope, receive, send: PlainTextResponse("page")(scope, receive, send))
    assert client.get("/anything").text == "page"
    problem(client.get("/v1/nowhere"), 404, "not-found")
    problem(client.get("/v1/ask"), 405, "method-not-allowed")
    problem(client.delete("/health"), 405, "method-not-allowed")
    assert client.get("/health").json()["status"] == "ok"


def test_what_json_has_no_word_for_is_shown_as_text(client):
    answered = client.post("/v1/ask", content='{"question": NaN}', headers={"Content-Type": "application/json"})
    found = json.loads(answered.content, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert found["errors"][0]["value"] == "NaN"


@pytest.mark.parametrize("asked", ["", "  ", "???", "\u200b"])
def test_an_empty_question_is_refused_before_a_stream_starts(client, asked):
    problem(client.post("/v1/ask/stream", json={"question": asked}), 422, "question-refused")
