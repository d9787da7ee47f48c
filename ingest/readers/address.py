"""Web addresses that may be shown as links."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\"'<>\\^`{|}]")


def is_web_address(value: str) -> bool:
    """True for an absolute http or https address with a host, without a password, white space or quotes."""
    if _FORBIDDEN.search(value):
        return False
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018  (urlsplit checks the port only when it is asked for)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def host(value: str) -> str | None:
    """The host of an address, in lower case."""
    return urlsplit(value).hostname
