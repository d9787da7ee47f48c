"""Runs the MCP server for one client over standard input and output, or for several over HTTP."""

from __future__ import annotations

from collections.abc import Sequence

import uvicorn
from mcp.server.transport_security import TransportSecuritySettings

from assistant.live import LiveAssistant
from assistant.mcp.server import AssistantServer, make_server
from assistant.settings import Settings

PATH = "/mcp"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def serve_stdio(settings: Settings) -> None:
    """Serve until standard input closes; only messages of the protocol go to standard output."""
    _server(settings).run("stdio")


def serve_http(settings: Settings, host: str, port: int, allowed_hosts: Sequence[str] = ()) -> None:
    """Serve at ``PATH`` until interrupted, without sessions: any worker answers any request."""
    app = _server(settings).streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=settings.server.max_body_kb * 1024,
        transport_security=security([host, *allowed_hosts]),
    )
    uvicorn.run(app, host=host, port=port, log_level=settings.log_level.lower(), timeout_graceful_shutdown=5)


def security(hosts: Sequence[str]) -> TransportSecuritySettings:
    """Requests must name one of ``hosts`` or loopback: a page that rebinds its own name to us is refused."""
    names = dict.fromkeys([*LOOPBACK, *map(_bracketed, hosts)])
    allowed = [pattern for name in names for pattern in (name, f"{name}:*")]
    origins = [f"{scheme}://{pattern}" for pattern in allowed for scheme in ("http", "https")]
    return TransportSecuritySettings(allowed_hosts=allowed, allowed_origins=origins)


def _server(settings: Settings) -> AssistantServer:
    """The server, its assistant being opened: the first question does not wait for all of it."""
    live = LiveAssistant(settings)
    live.start()
    return make_server(live, settings)


def _bracketed(host: str) -> str:
    """A host as the Host header has it: IPv6 in brackets."""
    return f"[{host}]" if host.count(":") > 1 and not host.startswith("[") else host
