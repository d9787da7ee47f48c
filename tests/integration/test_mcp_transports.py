"""``eurocommons mcp`` as clients start it: over standard input and output, and over HTTP, with the official client."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import anyio
import httpx
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from assistant.api.models.answer import AnswerOut

COMMAND = ("-m", "ui.cli", "mcp")
START_S = 60


@pytest.fixture
def home(request, tmp_path):
    """A home with an index or, without the parameter, an empty one."""
    return request.getfixturevalue(request.param) if hasattr(request, "param") else tmp_path


def over_stdio(home, talk, errors):
    """What ``talk(client)`` comes to with a server started for it."""
    started = StdioServerParameters(
        command=sys.executable,
        args=list(COMMAND),
        env={"EUROCOMMONS_HOME": str(home), "EUROCOMMONS_LOG_LEVEL": "DEBUG"},
    )

    async def connected():
        async with Client(stdio_client(started, errlog=errors)) as client:
            return await talk(client)

    return anyio.run(connected)


def over_http(address, talk):
    async def connected():
        async with Client(address) as client:
            return await talk(client)

    return anyio.run(connected)


@contextmanager
def served(home):
    """The address of a server over HTTP on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "EUROCOMMONS_HOME": str(home)}
    with subprocess.Popen([sys.executable, *COMMAND, "--http", "--port", str(port)], env=environment) as server:
        try:
            _wait_for(port, server)
            yield f"http://127.0.0.1:{port}/mcp"
        finally:
            server.terminate()


def _wait_for(port, server):
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the server did not start")


async def everything(client):
    """The tools' names, and the result of each tool on a real index."""
    names = {tool.name for tool in (await client.list_tools()).tools}
    asked = await client.call_tool("ask", {"question": "Quelles alternatives libres à Okta ?"})
    session = asked.structured_content["session_id"]
    followed = await client.call_tool("ask", {"question": "et sous licence Apache ?", "session_id": session})
    found = await client.call_tool("search", {"query": "how do coalitions work", "k": 3, "language": "en"})
    entries = await client.call_tool("catalogue", {"replaces": "Okta", "licence": "Apache-2.0"})
    cited = asked.structured_content["citations"][0]
    document = await client.call_tool("document", {"id": cited["document_id"]})
    return names, asked, followed, found, entries, cited, document


def check(results):
    names, asked, followed, found, entries, cited, document = results
    assert names == {"ask", "search", "catalogue", "document"}
    answer = AnswerOut.model_validate(asked.structured_content)
    assert (answer.status, answer.language) == ("answered", "fr")
    assert followed.structured_content["understood_as"]
    assert len(found.structured_content["hits"]) == 3
    licences = [entry["licence"] for entry in entries.structured_content["entries"]]
    assert licences and all("Apache-2.0" in licence for licence in licences)
    assert document.structured_content["text"][cited["start"] : cited["end"]] == cited["quote"]


@pytest.mark.model
@pytest.mark.parametrize("home", ["indexed_home"], indirect=True)
def test_every_tool_answers_over_both_transports(home, tmp_path):
    with (tmp_path / "errors").open("w") as errors:
        check(over_stdio(home, everything, errors))
    with served(home) as address:
        check(over_http(address, everything))


async def refusal(client):
    return (await client.call_tool("ask", {"question": "What is a coalition?"})).content[0].text


def test_without_an_index_the_server_starts_and_says_what_to_do(home, tmp_path):
    with (tmp_path / "errors").open("w") as errors:
        assert "eurocommons ingest" in over_stdio(home, refusal, errors)
    assert "There is no index" in (tmp_path / "errors").read_text()
    with served(home) as address:
        assert "eurocommons ingest" in over_http(address, refusal)


def test_a_page_that_rebinds_its_name_to_loopback_is_refused(home):
    with served(home) as address:
        call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        accepted = {"Accept": "application/json, text/event-stream"}
        assert httpx.post(address, json=call, headers={**accepted, "Host": "evil.example"}).status_code == 421
        assert httpx.post(address, json=call, headers={**accepted, "Origin": "https://evil.example"}).status_code == 403
