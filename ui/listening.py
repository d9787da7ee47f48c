"""Addresses to listen on: why one cannot be, and how a browser writes it."""

from __future__ import annotations

import socket
from contextlib import closing

EVERY_INTERFACE = ("0.0.0.0", "::")  # noqa: S104 - compared, not bound


def why_not_listen(host: str, port: int) -> OSError | None:
    """Why the address cannot be listened on, or None; asked before the model is loaded."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with closing(socket.socket(family, kind)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        return error
    return None


def for_address(host: str) -> str:
    """A host as a browser wants it: brackets around IPv6, loopback for "every interface"."""
    if host in EVERY_INTERFACE:
        return "localhost"
    return f"[{host}]" if ":" in host else host
