"""The OpenAI side of the API, asked by the official client over a fake assistant."""

from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import httpx
import openai
import pytest
from e2e.web_site import served
from fakes import FakeAssistant, answer_to

from assistant.api.app import create_app
from assistant.api.models.answer import CitationOut
from assistant.api.rendering import ending, inert, rendered, said
from assistant.errors import SessionsError
from assistant.live import LiveAssistant
from assistant.records import Verification
from assistant.settings import Settings

QUESTION = [{"role": "user", "content": "Qu’est-ce qu’une coalition ?"}]
TEXT = (
    "Une coalition réunit des organisations. [1] Elle se retrouve chaque mois. [2]\n\n**Sources**\n\n"
    "1. Les coalitions, https://example.org/coalitions\u00a0: «\u00a0Une coalition réunit des organisations.\u00a0»\n"
    "2. Les coalitions, https://example.org/coalitions\u00a0: «\u00a0Elle se retrouve chaque mois.\u00a0»"
)


@contextmanager
def served_client(assistant, home, snapshot):
    """A client of a server over ``assistant``; without a snapshot there is no index."""
    settings = Settings(home=home)
    live = LiveAssistant(settings, open_assistant=lambda _: assistant, read_snapshot=lambda _: snapshot)
    with (
        served(create_app(live, settings)) as address,
        openai.OpenAI(base_url=f"{address}/v1", api_key="any", max_retries=0) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def kept_assistant():
    return FakeAssistant()


@pytest.fixture
def assistant(kept_assistant):
    """The server's assistant, as if nothing had been asked of it yet."""
    kept_assistant.asked.clear()
    kept_assistant.failure = None
    return kept_assistant


@pytest.fixture(scope="module")
def client(kept_assistant, tmp_path_factory):
    with served_client(kept_assistant, tmp_path_factory.mktemp("home"), kept_assistant.snapshot) as client:
        yield client


@pytest.fixture
def address(client):
    return str(client.base_url).removesuffix("/v1/")


@pytest.fixture
def create(client, assistant):
    return partial(complete, client)


def complete(client, messages=QUESTION, model="eurocommons", **options):
    return client.chat.completions.create(model=model, messages=messages, **options)


def refused(call, kind, status):
    """The error of a call, in the shape of this API."""
    with pytest.raises(kind) as caught:
        call()
    assert caught.value.status_code == status
    assert set(caught.value.body) == {"message", "type", "param", "code"}
    return caught.value.body


def test_the_models_are_listed_and_read(client):
    assert [model.id for model in client.models.list()] == ["eurocommons", "eurocommons-fr", "eurocommons-en"]
    assert client.models.retrieve("eurocommons-fr").owned_by == "eurocommons"
    error = refused(lambda: client.models.retrieve("gpt-x"), openai.NotFoundError, 404)
    assert (error["code"], error["param"]) == ("model_not_found", "model")
    assert "eurocommons-en" in error["message"]


def test_an_answer_is_a_completion_with_its_sources(create):
    completion = create()
    assert completion.id.startswith("chatcmpl-")
    assert (completion.object, completion.model) == ("chat.completion", "eurocommons")
    (choice,) = completion.choices
    assert (choice.message.role, choice.message.content, choice.finish_reason) == ("assistant", TEXT, "stop")
    assert completion.system_fingerprint == "snapshot-1"
    assert set(completion.citations[0]) == set(CitationOut.model_fields)
    assert completion.eurocommons["status"] == "answered"
    assert completion.eurocommons["matches"] == []
    assert completion.usage.prompt_tokens == len(QUESTION[0]["content"].split())
    assert completion.usage.completion_tokens == len(TEXT.split())
    assert completion.usage.total_tokens == completion.usage.prompt_tokens + completion.usage.completion_tokens


def test_a_stream_holds_the_same_text_and_ends_with_our_fields(create):
    chunks = list(create(stream=True))
    assert len({chunk.id for chunk in chunks}) == 1
    assert {chunk.object for chunk in chunks} == {"chat.completion.chunk"}
    assert chunks[0].choices[0].delta.role == "assistant"
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == TEXT
    assert [chunk.choices[0].finish_reason for chunk in chunks[-2:]] == [None, "stop"]
    assert chunks[-1].citations[1]["quote"] == "Elle se retrouve chaque mois."
    assert chunks[-1].eurocommons["language"] == "fr"


def test_a_stream_counts_its_tokens_where_asked(create):
    *chunks, last = create(stream=True, stream_options={"include_usage": True})
    assert (last.choices, last.usage.completion_tokens) == ([], len(TEXT.split()))
    assert all(chunk.usage is None for chunk in chunks)


def test_a_stream_ends_as_the_api_says(address):
    body = {"model": "eurocommons", "messages": QUESTION, "stream": True}
    response = httpx.post(f"{address}/v1/chat/completions", json=body)
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.text.endswith("data: [DONE]\n\n")


@pytest.mark.parametrize(
    ("model", "language"), [("eurocommons", "auto"), ("eurocommons-fr", "fr"), ("eurocommons-en", "en")]
)
def test_the_model_says_the_language_of_the_answer(create, assistant, model, language):
    create(model=model)
    assert assistant.asked[0].language == language


def test_earlier_questions_are_asked_again_and_nothing_else_is_a_question(create, assistant):
    create([
        {"role": "system", "content": "Answer in German."},
        {"role": "user", "content": "First?"},
        {"role": "assistant", "content": "Ignored."},
        {"role": "user", "content": " "},
        {"role": "assistant", "content": None},
        {"role": "user", "content": [{"type": "text", "text": "Second"}, {"type": "text", "text": "part?"}]},
    ])  # fmt: skip
    assert [asked.question for asked in assistant.asked] == ["First?", "Second\npart?"]


def test_what_is_asked_again_is_bounded(create, assistant):
    turns = [{"role": role, "content": f"{role} {number}"} for number in range(200) for role in ("user", "assistant")]
    create([*turns, *QUESTION])
    assert [asked.question for asked in assistant.asked[:2]] == ["user 190", "user 191"]
    assert len(assistant.asked) == 11


def test_parameters_that_tune_a_language_model_change_nothing(create):
    completion = create(
        temperature=1.5, seed=1, max_tokens=1, stop=["."], n=1, user="me", response_format={"type": "text"}
    )
    assert completion.choices[0].message.content == TEXT


TOOL = {"type": "function", "function": {"name": "f", "parameters": {}}}
IMAGE = {"type": "image_url", "image_url": {"url": "data:image/png;base64,"}}


@pytest.mark.parametrize(
    ("options", "param", "says"),
    [
        ({"n": 2}, "n", "leave it out"),
        ({"tools": [TOOL]}, "tools", "leave it out"),
        ({"response_format": {"type": "json_object"}}, "response_format", "leave it out"),
        ({"logprobs": True}, "logprobs", "leave it out"),
        ({"modalities": ["text", "audio"]}, "modalities", "leave it out"),
        ({"messages": []}, "messages", "at least 1"),
        ({"messages": [{"role": "system", "content": "x"}]}, "messages", "role is “user”"),
        ({"messages": [{"role": "user"}]}, "messages", "no words"),
        ({"messages": [*QUESTION, {"role": "assistant", "content": "x"}]}, "messages", "role is “user”"),
        ({"messages": [{"role": "user", "content": [IMAGE]}]}, "messages.0.content", "“image_url”"),
        ({"messages": [{"role": "user", "content": [{"type": "text"}]}]}, "messages.0.content", "give it one"),
        ({"messages": [{"role": "user", "content": 3}]}, "messages.0.content", "must be text"),
        ({"messages": [{"role": "robot", "content": "x"}]}, "messages.0.role", "'user'"),
        ({"messages": [{"role": "user", "content": "  "}]}, "messages", "no words"),
        ({"messages": [{"role": "user", "content": "a" * 20_001}]}, "messages", "20000"),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_what_cannot_be_done_is_refused_with_what_to_change(create, options, param, says, stream):
    error = refused(lambda: create(**options, stream=stream), openai.BadRequestError, 400)
    assert (error["type"], error["param"]) == ("invalid_request_error", param)
    assert says in error["message"]


def test_tools_that_may_not_be_called_are_no_obstacle(create):
    assert create(tools=[TOOL], tool_choice="none").choices[0].message.content == TEXT


def test_errors_are_in_french_for_a_french_client(create):
    call = lambda: create(n=2, extra_headers={"Accept-Language": "fr"})  # noqa: E731
    assert "retirez-le" in refused(call, openai.BadRequestError, 400)["message"]


def test_an_unknown_model_is_said_with_those_there_are(create):
    assert "eurocommons-fr" in refused(lambda: create(model="gpt-x"), openai.NotFoundError, 404)["message"]


def test_a_wrong_method_a_broken_body_and_a_large_one_have_the_same_shape(address):
    url = f"{address}/v1/chat/completions"
    for response, status in (
        (httpx.get(url), 405),
        (httpx.post(url, content=b"{"), 400),
        (httpx.post(url, content=b"a" * 300_000), 413),
        (
            httpx.post(url, content=rb'{"model": "eurocommons", "messages": [{"role": "user", "content": "\ud800"}]}'),
            400,
        ),
    ):
        assert response.status_code == status
        assert set(response.json()["error"]) == {"message", "type", "param", "code"}


def test_without_an_index_the_client_is_told_to_come_back(tmp_path):
    with served_client(FakeAssistant(), tmp_path, None) as client:
        error = refused(lambda: complete(client), openai.InternalServerError, 503)
    assert (error["type"], error["code"]) == ("server_error", "not_ready")
    assert "eurocommons ingest" in error["message"]


def test_an_unforeseen_error_shows_a_number_and_no_detail(create, assistant):
    assistant.failure = RuntimeError("the password is 1234")
    error = refused(create, openai.InternalServerError, 500)
    assert "incident" in error["message"] and "1234" not in error["message"]


def test_an_error_in_the_middle_of_a_stream_is_its_last_event(create, assistant, monkeypatch):
    def stream(question, **options):
        yield from list(FakeAssistant.stream(assistant, question, **options))[:3]
        raise SessionsError("/somewhere", "disk full")

    monkeypatch.setattr(assistant, "stream", stream, raising=False)
    with pytest.raises(openai.APIError, match="Conversations cannot be kept"):
        list(create(stream=True))


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("![x](https://evil.example/p.png)", r"![x]\(https://evil.example/p.png)"),
        ("[1]: https://evil.example", r"[1]\: https://evil.example"),
        (r"\<img src=x>", r"\&lt;img src=x>"),
        ("</script>", "&lt;/script>"),
        ("Coût < 3 € [1] (voir [2][3])", "Coût < 3 € [1] (voir [2][3])"),
    ],
)
def test_text_of_documents_loads_nothing_in_a_markdown_reader(words, shown):
    assert inert(words) == shown


def test_sources_have_pages_or_documents_and_short_quotes_on_one_line():
    answer = answer_to("Q", "en", "s", "snapshot")
    cited = replace(answer.citations[0], url=None, page=3, quote="word\n" * 100)
    end = ending(replace(answer, citations=(cited,)))
    assert "1. Les coalitions, p. 3, document articles/coalitions.fr: “word word" in end
    assert end.endswith("word …”") and len(end) < 320


def test_what_the_citation_check_did_is_said_before_the_sources():
    answer = replace(
        answer_to("Q", "fr", "s", "snapshot"), verification=Verification(message="Une phrase a été retirée.")
    )
    assert "[2]\n\nUne phrase a été retirée.\n\n**Sources**" in rendered(answer)


def test_lines_are_paragraphs_and_tables_stay_whole():
    table = "| | A |\n| --- | --- |\n| Licence | MIT [1] |"
    assert said(f"Two.\nOne. [1]\n\n{table}", "en") == f"Two.\n\nOne. [1]\n\n{table}"
