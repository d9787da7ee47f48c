"""The tools of the Model Context Protocol over a fake assistant, asked by the official client in the same process."""

import json

import anyio
import pytest
from fakes import DOCUMENT, TEXT, FakeAssistant
from mcp import Client, MCPError

from assistant.api.models.answer import AnswerOut, CitationOut
from assistant.api.models.documents import Hit
from assistant.live import LiveAssistant
from assistant.mcp.server import make_server
from assistant.mcp.serving import security
from assistant.records import Filters
from assistant.settings import Settings

TOOLS = {"ask", "search", "catalogue", "document"}


@pytest.fixture
def assistant():
    return FakeAssistant()


@pytest.fixture
def index(assistant):
    """What the server believes of the index: put None there and it is missing."""
    return {"snapshot": assistant.snapshot}


@pytest.fixture
def asked(assistant, index, tmp_path):
    """Connect a client, and give what ``talk(client)`` comes to."""
    settings = Settings(home=tmp_path)
    live = LiveAssistant(
        settings, open_assistant=lambda _: assistant, read_snapshot=lambda _: index["snapshot"], look_every_s=0
    )

    def asked(talk):
        async def connected():
            async with Client(make_server(live, settings)) as client:
                return await talk(client)

        return anyio.run(connected)

    return asked


@pytest.fixture
def call(asked):
    return lambda tool, **arguments: asked(lambda client: client.call_tool(tool, arguments))


def refused(result):
    """What a tool error says."""
    assert result.is_error, result
    return result.content[0].text


def test_four_tools_say_what_they_take_and_give_in_both_languages(asked):
    tools = {tool.name: tool for tool in asked(lambda client: client.list_tools()).tools}
    assert set(tools) == TOOLS
    for tool in tools.values():
        assert tool.input_schema["type"] == tool.output_schema["type"] == "object"
        assert "français" in tool.description and " / " in tool.title
        assert tool.annotations.read_only_hint
    assert tools["search"].input_schema["properties"]["k"]["maximum"] == 50
    assert set(tools["ask"].output_schema["properties"]) == set(AnswerOut.model_fields)


def test_an_answer_is_the_contracts_json_and_a_text_with_its_sources(call, assistant):
    result = call("ask", question="Q", language="en", session_id="s", kind="article", domain="security")
    answer = result.structured_content
    assert set(answer) == set(AnswerOut.model_fields)
    assert set(answer["citations"][0]) == set(CitationOut.model_fields)
    assert (
        "1. Les coalitions, https://example.org/coalitions, document articles/coalitions.fr" in result.content[0].text
    )
    assert "session_id: s" in result.content[0].text
    assert (assistant.asked[0].language, assistant.asked[0].filters) == ("en", Filters("article", None, "security"))


def test_hits_are_the_contracts_json(call, assistant):
    result = call("search", query="coalition", k=1, language="fr")
    assert set(result.structured_content["hits"][0]) == set(Hit.model_fields)
    assert json.loads(result.content[0].text) == result.structured_content
    assert assistant.searched == [("coalition", 1, Filters(language="fr"))]


def test_the_catalogue_is_filtered_and_counts_its_facets_when_asked(call):
    found = call("catalogue", replaces="Okta").structured_content
    assert (found["count"], found["entries"][0]["id"], found["facets"]) == (1, "keycloak", {})
    assert call("catalogue", facets=True).structured_content["facets"]["licence"]["values"][0]["value"] == "Apache-2.0"
    assert call("catalogue", licence="MIT").structured_content["count"] == 0


def test_a_document_is_read_whole_or_by_parts(call):
    whole = call("document", id=DOCUMENT.id).structured_content
    assert (whole["text"], whole["text_start"], whole["text_end"], whole["length"]) == (TEXT, 0, len(TEXT), len(TEXT))
    first = call("document", id=DOCUMENT.id, max_chars=30).structured_content
    rest = call("document", id=DOCUMENT.id, start=first["text_end"]).structured_content
    assert first["text"] + rest["text"] == TEXT
    beyond = call("document", id=DOCUMENT.id, start=10_000).structured_content
    assert (beyond["text"], beyond["text_start"], beyond["text_end"]) == ("", len(TEXT), len(TEXT))


def test_a_document_is_a_resource_too(asked):
    read = asked(lambda client: client.read_resource(f"eurocommons://documents/{DOCUMENT.id}"))
    assert read.contents[0].text == TEXT


def test_a_resource_that_is_not_there_is_said(asked):
    async def read(client):
        with pytest.raises(MCPError, match="take an id from a citation"):
            await client.read_resource("eurocommons://documents/articles/../none")

    asked(read)


@pytest.mark.parametrize(
    ("tool", "arguments", "says"),
    [
        ("search", {"query": "x", "k": 51}, "“k” must be at most 50, not 51"),
        ("search", {"query": "x", "k": 0}, "“k” must be at least 1"),
        ("search", {"query": ""}, "“query” is too short"),
        ("search", {}, "add “query”"),
        ("search", {"q": "x"}, "search takes no q: it takes query, k, kind, language, domain"),
        ("search", {"query": "x", "kind": "book"}, "'article', 'domain' or 'catalogue'"),
        ("ask", {"question": " "}, "The question has no words"),
        ("ask", {"question": "a" * 20_001}, "20001 characters; the limit is 20000"),
        ("ask", {"question": "Q", "language": "de"}, "“language” must be"),
        ("catalogue", {"country": "Atlantis"}, "country 'Atlantis'"),
        ("document", {"id": "none"}, "no document has the id 'none': take an id from a citation"),
        ("translate", {}, "Unknown tool: translate"),
    ],
)
def test_a_wrong_call_is_told_what_to_change(call, tool, arguments, says):
    assert says in refused(call(tool, **arguments))


def test_without_an_index_the_tools_say_what_to_do_and_answer_once_there_is_one(call, index):
    index["snapshot"] = None
    for tool, arguments in (("ask", {"question": "Q"}), ("catalogue", {}), ("document", {"id": DOCUMENT.id})):
        assert "eurocommons ingest" in refused(call(tool, **arguments))
    index["snapshot"] = "snapshot-1"
    assert call("ask", question="Q").structured_content["status"] == "answered"


def test_an_unforeseen_error_keeps_its_details_to_itself(call, assistant, caplog):
    assistant.failure = RuntimeError("the password is 1234")
    assert "1234" not in refused(call("ask", question="Q"))
    assert "1234" in caplog.text


def test_requests_must_name_loopback_or_a_host_that_was_allowed():
    allowed = security(["::1", "assistant.example.org", "10.0.0.1:7861"])
    assert allowed.enable_dns_rebinding_protection
    assert {"localhost:*", "[::1]:*", "assistant.example.org", "10.0.0.1:7861"} <= set(allowed.allowed_hosts)
    assert "https://assistant.example.org" in allowed.allowed_origins
    assert not {"*", "0.0.0.0:*"} & set(security(["127.0.0.1"]).allowed_hosts)
