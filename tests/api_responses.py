"""What tests expect of responses of the API: the names of an answer, and a problem."""

CONTRACT = {
    "question", "language", "status", "text", "sentences", "citations", "matches", "near_misses", "not_documented",
    "constraints", "comparison", "follow_ups", "session_id", "understood_as", "writer", "model", "prompt",
    "verification", "snapshot", "timings_ms",
}  # fmt: skip


def problem(response, status, kind):
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["type"] == f"urn:eurocommons:problem:{kind}"
    assert body["status"] == status
    assert body["title"] and body["detail"]
    return body
