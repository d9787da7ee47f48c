"""The HTTP API over a fake assistant."""

import json

import pytest
from fakes import DOCUMENT, FakeAssistant
from fastapi.testclient import TestClient
from starlette.responses import PlainTextResponse

from assistant.api.app import create_app
from assistant.api.texts import preferred
from assistant.errors import SessionsError
from assistant.events import deltas
from assistant.live import LiveAssistant
from assistant.records import Answer, Filters, Sentence
from assistant.settings import Settings

CONTRACT = {
    "question", "language", "status", "text", "sentences", "citations", "matches", "near_misses", "not_documented",
    "constraints", "comparison", "follow_ups", "session_id", "understood_as", "writer", "model", "prompt",
    "verification", "snapshot", "timings_ms",
}  # fmt: skip
CITATION = {
    "n", "document_id", "chunk_id", "title", "kind", "language", "url", "page", "quote", "start", "end", "supported",
}  # fmt: skip
HIT = {"rank", "score", "chunk_id", "document_id", "title", "kind", "language", "page", "start", "end", "text"}


@pytest.fixture
def assistant():
    return FakeAssistant()


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path)


@pytest.fixture
def client(assistant, settings):
    live = LiveAssistant(settings, open_assistant=lambda _: assistant, read_snapshot=lambda _: assistant.snapshot)
    with TestClient(create_app(live, settings)) as client:
        live.get()
        yield client


@pytest.fixture
def empty(settings):
    """A server without an index."""
    live = LiveAssistant(settings, open_assistant=lambda _: FakeAssistant(), read_snapshot=lambda _: None)
    with TestClient(create_app(live, settings)) as client:
        yield client


def problem(response, status, kind):
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["type"] == f"urn:eurocommons:problem:{kind}"
    assert body["status"] == status
    assert body["title"] and body["detail"]
    return body


def events(response):
    parsed = []
    for block in response.text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            parsed.append((fields["event"], json.loads(fields["data"])))
    return parsed


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


def test_an_empty_question_is_refused_in_the_assistants_words(client):
    body = problem(client.post("/v1/ask", json={"question": "  "}), 422, "question-refused")
    assert "La question est vide" in body["detail"]


@pytest.mark.parametrize(
    ("sent", "field", "says"),
    [
        ({}, "question", "required"),
        ({"question": 3}, "question", "must be text, not 3"),
        ({"question": "Q", "lang": "fr"}, "lang", "not a known name"),
        ({"question": "Q", "language": "de"}, "language", 'not "de"'),
        ({"question": "Q", "filters": {"kind": "book"}}, "filters.kind", "'article', 'domain' or 'catalogue'"),
        ({"question": "Q", "session_id": ""}, "session_id", "at least 1"),
        ([], "body", "JSON object"),
    ],
)
def test_a_wrong_field_is_named_with_what_to_change(client, sent, field, says):
    body = problem(client.post("/v1/ask", json=sent), 422, "invalid-request")
    assert body["errors"][0]["field"] == field
    assert says in body["errors"][0]["message"]
    assert body["errors"][0]["message"] in body["detail"]


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


def test_search_gives_hits_with_the_names_of_the_contract(client, assistant):
    hits = client.get("/v1/search", params={"q": "coalition", "k": 3, "kind": "article"}).json()["hits"]
    assert set(hits[0]) >= HIT
    assert hits[0]["text"] == DOCUMENT.text[hits[0]["start"] : hits[0]["end"]]
    assert assistant.searched == [("coalition", 3, Filters(kind="article"))]


@pytest.mark.parametrize(
    ("params", "field"),
    [({}, "q"), ({"q": "x", "k": "0"}, "k"), ({"q": "x", "k": "many"}, "k"), ({"q": "x", "n": "1"}, "n")],
)
def test_a_wrong_search_parameter_is_named(client, params, field):
    assert problem(client.get("/v1/search", params=params), 422, "invalid-request")["errors"][0]["field"] == field


def test_a_document_holds_the_quotes_of_its_citations(client):
    citation = client.post("/v1/ask", json={"question": "Q"}).json()["citations"][0]
    document = client.get(f"/v1/documents/{citation['document_id']}").json()
    assert document["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_an_unknown_document_is_404_with_its_id(client):
    body = problem(client.get("/v1/documents/articles/nowhere.fr"), 404, "unknown-document")
    assert "articles/nowhere.fr" in body["detail"]


def test_the_catalogue_gives_typed_entries_and_their_pages(client):
    found = client.get("/v1/catalogue", params={"domain": "directories-and-identity", "standard": "saml"}).json()
    assert found["count"] == 1
    (entry,) = found["entries"]
    assert (entry["id"], entry["licence"], entry["steward_country"]) == ("keycloak", ["Apache-2.0"], None)
    assert entry["documents"] == {"en": "catalogue/keycloak.en"}


def test_a_criterion_that_nothing_meets_gives_an_empty_list(client):
    found = client.get("/v1/catalogue", params={"licence": "AGPL-3.0-only"}).json()
    assert (found["count"], found["entries"]) == (0, [])


def test_facets_say_what_each_criterion_would_keep_with_the_others_as_they_are(client):
    facets = client.get("/v1/catalogue", params={"licence": "AGPL-3.0-only"}).json()["facets"]
    kept = {"value": "Apache-2.0", "label": {"fr": "Apache-2.0", "en": "Apache-2.0"}, "count": 1}
    assert facets["licence"] == {"values": [kept], "unknown": 0, "more": 0}
    assert facets["governance"] == {"values": [], "unknown": 0, "more": 0}
    facets = client.get("/v1/catalogue", params={"governance": "foundation"}).json()["facets"]
    assert facets["support"] == {"values": [], "unknown": 1, "more": 0}
    assert facets["governance"]["values"][0]["label"] == {
        "fr": "fondation ou association",
        "en": "foundation or association",
    }


@pytest.mark.parametrize(("field", "value"), [("governance", "foundation"), ("standard", "SAML"), ("replaces", "Okta")])
def test_an_entry_is_kept_by_what_it_is(client, field, value):
    assert client.get("/v1/catalogue", params={field: value}).json()["count"] == 1


@pytest.mark.parametrize(
    ("field", "value"), [("organisation", "health"), ("support", "yes"), ("governance", "company")]
)
def test_an_unknown_fact_keeps_no_entry(client, field, value):
    assert client.get("/v1/catalogue", params={field: value}).json()["count"] == 0


@pytest.mark.parametrize(
    ("field", "value"), [("domain", "identity"), ("country", "Atlantis"), ("deployment", "space"), ("support", "no")]
)
def test_a_criterion_that_no_entry_could_meet_is_named(client, field, value):
    body = problem(client.get("/v1/catalogue", params={field: value}), 422, "invalid-request")
    assert (body["errors"][0]["field"], body["errors"][0]["value"]) == (field, value)


def test_a_stream_tells_each_citation_before_the_sentence_that_bears_it(client):
    response = client.post("/v1/ask/stream", json={"question": "Q"})
    assert response.headers["content-type"].startswith("text/event-stream")
    told = events(response)
    text = ["text_start", "citation", "delta", "citation", "delta", "text_end"]
    assert [name for name, _ in told] == ["start", *text, "verification", "done"]
    answer = told[-1][1]
    assert "".join(data["text"] for name, data in told if name == "delta") == answer["text"]
    assert set(answer) == CONTRACT


def test_conversations_that_cannot_be_kept_are_a_problem_without_the_file_s_place(client, assistant):
    assistant.failure = SessionsError("/srv/secret/sessions.db", "file is not a database")
    body = problem(client.post("/v1/ask", json={"question": "Q", "session_id": "s"}), 503, "sessions-unavailable")
    assert "secret" not in json.dumps(body)
    assert "session_id" in body["detail"]


def test_a_stream_that_fails_ends_with_a_problem_event(client, assistant):
    assistant.failure = RuntimeError("secret path")
    told = events(client.post("/v1/ask/stream", json={"question": "Q"}))
    assert [name for name, _ in told] == ["start", "error"]
    assert told[-1][1]["type"] == "urn:eurocommons:problem:unexpected"
    assert "secret" not in json.dumps(told)


def test_a_stream_refuses_a_wrong_question_before_it_starts(client):
    problem(client.post("/v1/ask/stream", json={"question": "a" * 20_001}), 422, "question-too-long")


@pytest.mark.parametrize(
    "answer",
    [
        Answer("q", "fr", "abstained", "Rien.", ()),
        Answer("q", "fr", "answered", "- A. [1]\n- B. [2]\n", (Sentence("A."), Sentence("B."))),
        Answer("q", "fr", "answered", "A. [1] A. [2]", (Sentence("A."), Sentence("A."))),
        Answer("q", "fr", "answered", "Reworded.", (Sentence("A."), Sentence("B."))),
        Answer("q", "fr", "abstained", "", ()),
    ],
)
def test_deltas_end_to_end_are_the_text(answer):
    assert "".join(delta.text for delta in deltas(answer)) == answer.text


def test_an_unexpected_error_gives_an_incident_and_no_trace(client, assistant, caplog):
    assistant.failure = RuntimeError("secret path")
    response = client.post("/v1/ask", json={"question": "Q"})
    body = problem(response, 500, "unexpected")
    assert "secret" not in response.text and "Traceback" not in response.text
    incident = next(word for word in body["detail"].split() if len(word) == 12)
    assert f"incident {incident}" in caplog.text and "secret path" in caplog.text


def test_feedback_is_kept(client, settings):
    sent = {"question": "Q", "rating": "down", "reasons": ["off-topic"], "comment": "Non.", "snapshot": "snapshot-1"}
    kept = client.post("/v1/feedback", json=sent)
    assert kept.status_code == 201
    (row,) = client.app.state.services.feedback.newest()
    assert (row.id, row.rating, row.reasons, row.comment) == (kept.json()["id"], "down", ("off-topic",), "Non.")


def test_feedback_needs_a_rating_and_a_short_comment(client):
    body = problem(client.post("/v1/feedback", json={"question": "Q", "comment": "a" * 2_001}), 422, "invalid-request")
    assert {error["field"] for error in body["errors"]} == {"rating", "comment"}


def test_alive_and_ready_with_an_index(client):
    assert client.get("/health").json()["status"] == "ok"
    assert client.get("/health/ready").json() == {"status": "ready", "snapshot": "snapshot-1"}


def test_alive_but_not_ready_without_an_index(empty):
    assert empty.get("/health").status_code == 200
    body = problem(empty.get("/health/ready"), 503, "not-ready")
    assert "eurocommons ingest" in body["detail"]


@pytest.mark.parametrize("path", ["/v1/search?q=x", "/v1/documents/x", "/v1/catalogue"])
def test_reading_without_an_index_says_what_to_run(empty, path):
    assert "eurocommons ingest" in problem(empty.get(path), 503, "not-ready")["detail"]


def test_asking_without_an_index_says_what_to_run_even_to_a_stream(empty):
    for path in ("/v1/ask", "/v1/ask/stream"):
        response = empty.post(path, json={"question": "Q"})
        assert "eurocommons ingest" in problem(response, 503, "not-ready")["detail"]
        assert response.headers["retry-after"]


def test_metrics_count_requests_by_route_and_answers_by_status(client):
    client.post("/v1/ask", json={"question": "Q"})
    client.get("/v1/documents/articles/nowhere")
    client.get("/no/such/page")
    text = client.get("/metrics").text
    assert 'eurocommons_http_requests_total{method="POST",route="/v1/ask",status="200"} 1.0' in text
    assert 'route="/v1/documents/{id:path}",status="404"' in text
    assert 'route="other",status="404"' in text
    assert 'eurocommons_answers_total{language="fr",status="answered",writer="extractive"} 1.0' in text
    assert 'eurocommons_index_ready{snapshot="snapshot-1"} 1.0' in text


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


def test_every_response_carries_security_headers(client):
    for response in (client.get("/health"), client.get("/nowhere"), client.post("/v1/ask", json={})):
        assert response.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in client.get("/v1/search?q=x").headers["content-security-policy"]


def test_the_description_documents_problems_and_both_languages(client):
    spec = client.get("/openapi.json").json()
    ask = spec["paths"]["/v1/ask"]["post"]
    assert "application/problem+json" in ask["responses"]["422"]["content"]
    assert "Question en français" in json.dumps(ask["requestBody"], ensure_ascii=False)
    assert "HTTPValidationError" not in spec["components"]["schemas"]


def test_the_documentation_page_loads_nothing_from_elsewhere(client):
    page = client.get("/docs").text
    assert "/v1/ask/stream" in page and "AnswerOut" in page
    assert "<script" not in page and "src=" not in page and "https://" not in page
