"""The command for clients of the Model Context Protocol."""

from __future__ import annotations

import argparse
import sys

from assistant.errors import AssistantError
from assistant.settings import Settings
from ui.cli_outcome import DONE, Outcome, WrongUseError
from ui.cli_texts import Texts
from ui.listening import EVERY_INTERFACE, for_address, why_not_listen

HOST, PORT = "127.0.0.1", 7861


def mcp(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    """Serve over standard input and output, or over HTTP; what is said to people goes to standard error."""
    if not args.http and (args.host or args.port or args.allow_host):
        raise WrongUseError(texts("mcp", "needs_http"))
    _tell_missing(settings, texts)
    if args.http:
        _over_http(args, settings, texts)
    else:
        from assistant.mcp.serving import serve_stdio

        if sys.stdin.isatty():
            _say(texts("mcp", "waits"))
        serve_stdio(settings)
    return Outcome(DONE)


def _over_http(args: argparse.Namespace, settings: Settings, texts: Texts) -> None:
    host, port = args.host or HOST, args.port or PORT
    reason = why_not_listen(host, port)
    if reason:
        raise AssistantError(texts("messages", "port_taken", host=host, port=port, reason=reason))
    from assistant.mcp.serving import PATH, serve_http

    _say(texts("mcp", "listening", url=f"http://{for_address(host)}:{port}{PATH}"))
    if host in EVERY_INTERFACE and not args.allow_host:
        _say(texts("mcp", "loopback_alone"))
    serve_http(settings, host, port, args.allow_host or ())


def _tell_missing(settings: Settings, texts: Texts) -> None:
    from ingest.store.location import read_snapshot

    if read_snapshot(settings.home, settings.database_url) is None:
        _say(texts("mcp", "no_index", home=settings.home))


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
