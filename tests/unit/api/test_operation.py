"""Health, metrics, headers and the description of the API; a server without an index."""

import json

import pytest
from api_responses import problem
from fakes import FakeAssistant
from fastapi.testclient import TestClient

from assistant.api.app import create_app
from assistant.live import LiveAssistant


@pytest.fixture
def empty(settings):
    """A server without an index."""
    live = LiveAssistant(settings, open_assistant=lambda _: FakeAssistant(), read_snapshot=lambda _: None)
    with TestClient(create_app(live, settings)) as client:
        yield client


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


@pytest.mark.parametrize("path", ["/health", "/v1/catalogue", "/openapi.json", "/v1/nothing"])
def test_head_is_answered_as_get_without_the_body(client, path):
    asked, headed = client.get(path), client.head(path)
    assert (headed.status_code, headed.content) == (asked.status_code, b"")
    assert headed.headers["content-type"] == asked.headers["content-type"]
