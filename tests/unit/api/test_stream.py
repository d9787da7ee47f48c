"""Answers as server-sent events."""

import json

import pytest
from api_responses import CONTRACT, problem

from assistant.events import deltas
from assistant.records import Answer, Sentence


def events(response):
    parsed = []
    for block in response.text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            parsed.append((fields["event"], json.loads(fields["data"])))
    return parsed


def test_a_stream_tells_each_citation_before_the_sentence_that_bears_it(client):
    response = client.post("/v1/ask/stream", json={"question": "Q"})
    assert response.headers["content-type"].startswith("text/event-stream")
    told = events(response)
    text = ["text_start", "citation", "delta", "citation", "delta", "text_end"]
    assert [name for name, _ in told] == ["start", *text, "verification", "done"]
    answer = told[-1][1]
    assert "".join(data["text"] for name, data in told if name == "delta") == answer["text"]
    assert set(answer) == CONTRACT


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
