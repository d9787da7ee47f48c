"""Fetches a page from the public web, and from nowhere else."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import zlib
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePosixPath
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import httpx

from ingest.errors import FetchError
from ingest.messages import Figure
from ingest.readers.address import is_web_address
from ingest.readers.identifier import default_id
from ingest.readers.raw import RawFile
from ingest.readers.text import as_utf8
from ingest.texts import message

USER_AGENT = "eurocommons-assistant (reads the documents it is asked to index)"
MAX_REDIRECTS = 5

Resolver = Callable[[str, int], Awaitable[list[str]]]

# Content type to the ending of the reader's name.
_TYPES = {
    "application/atom+xml": ".xml",
    "application/pdf": ".pdf",
    "application/rss+xml": ".xml",
    "application/xhtml+xml": ".html",
    "application/xml": ".xml",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/xml": ".xml",
    "text/x-markdown": ".md",
}
# Servers send these as plain text; the address then says what they are.
_PLAIN_ENDINGS = frozenset({".csv", ".markdown", ".md"})
_GZIP = 31
# Networks that stand for an IPv4 address, which may be a private one.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def fetch(
    url: str, *, timeout_s: float, max_bytes: int, allow_private: bool = False, resolve: Resolver | None = None
) -> RawFile:
    """What ``url`` gives, within ``timeout_s`` seconds in all and ``max_bytes`` bytes; raises ``FetchError``.

    Only http and https, and only public addresses unless ``allow_private``: a page must not make the assistant read
    what only its own network can reach.  The host is resolved once a hop and the connection goes to the address that
    was checked, so a name that changes its address in between gains nothing.  ``resolve`` replaces the system's
    resolver.  Proxies of the environment are not used, since they would resolve the name again.
    """
    url = urldefrag(url).url
    try:
        # A thread of its own: the caller's may run an event loop already, as notebooks do.
        with ThreadPoolExecutor(1) as thread:
            within = _within(timeout_s, _follow(url, max_bytes, allow_private, resolve or _addresses))
            return thread.submit(asyncio.run, within).result()
    except TimeoutError as error:
        raise FetchError(url, message("too_slow", seconds=Figure(f"{timeout_s:g}"))) from error
    # ValueError: an address, given or redirected to, that cannot be parsed.
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise FetchError(url, message("no_connection", error=f"{type(error).__name__}: {error}")) from error


async def _within(timeout_s: float, work: Awaitable[RawFile]) -> RawFile:
    async with asyncio.timeout(timeout_s):
        return await work


async def _follow(url: str, max_bytes: int, allow_private: bool, resolve: Resolver) -> RawFile:
    at = url
    async with _client() as client:
        for _ in range(MAX_REDIRECTS + 1):
            client.cookies.clear()
            response = await _send(client, at, await _checked_addresses(url, at, allow_private, resolve))
            try:
                if not response.has_redirect_location:
                    return await _raw_file(url, at, response, max_bytes)
                at = urldefrag(urljoin(at, response.headers["location"])).url
            finally:
                await response.aclose()
    raise FetchError(url, message("too_many_redirects", limit=MAX_REDIRECTS))


def _client() -> httpx.AsyncClient:
    """A client that keeps no connection: it would take another host at the same address for the one it checked."""
    return httpx.AsyncClient(
        trust_env=False,
        timeout=None,  # noqa: S113  (the caller limits the time of all hops together)
        headers={"User-Agent": USER_AGENT},
        limits=httpx.Limits(max_keepalive_connections=0),
    )


async def _checked_addresses(url: str, at: str, allow_private: bool, resolve: Resolver) -> list[str]:
    """The addresses of the host in ``at``, all of them public; ``url`` is the one asked for, for messages."""
    if not is_web_address(at):
        raise FetchError(url, message("not_a_web_address", address=at))
    parts = httpx.URL(at)
    addresses = await resolve(parts.raw_host.decode("ascii"), parts.port or (443 if parts.scheme == "https" else 80))
    if not addresses:
        raise FetchError(url, message("unknown_host", host=parts.host))
    refused = [address for address in addresses if not is_public(address)]
    if refused and not allow_private:
        raise FetchError(url, message("private_host", host=parts.host, address=refused[0]))
    return addresses


async def _addresses(host: str, port: int) -> list[str]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        return []
    return list(dict.fromkeys(str(address[4][0]) for address in found))


def is_public(address: str) -> bool:
    """False for loopback, private, link-local, multicast and reserved addresses, also when IPv6 wraps IPv4."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


async def _send(client: httpx.AsyncClient, at: str, addresses: list[str]) -> httpx.Response:
    """The answer of the first address that can be reached, asked for under the host's name."""
    target = httpx.URL(at)
    headers = {"Host": target.netloc.decode("ascii"), "Accept-Encoding": "gzip", "Accept": ", ".join(_TYPES)}
    for n, address in enumerate(addresses, start=1):
        request = client.build_request(
            "GET", target.copy_with(host=address), headers=headers, extensions={"sni_hostname": target.host}
        )
        try:
            return await client.send(request, stream=True)
        except httpx.ConnectError:
            if n == len(addresses):
                raise
    raise AssertionError("a host without addresses has been refused before")


async def _raw_file(url: str, at: str, response: httpx.Response, max_bytes: int) -> RawFile:
    if response.status_code != 200:
        said = message("http_status", status=response.status_code, phrase=response.reason_phrase)
        raise FetchError(url, said)
    data = await _body(url, response, max_bytes)
    name = _name(url, at, _content_type(response))
    if name.endswith((".pdf", ".xml")):  # neither is text in the encoding that the server names
        return RawFile(url, name, data, _id(url), url=at)
    return RawFile(url, name, _utf8(url, data, response), _id(url), url=at)


async def _body(url: str, response: httpx.Response, max_bytes: int) -> bytes:
    """The answer's bytes, unpacked here so that a small answer cannot unpack to more than ``max_bytes``."""
    encoding = response.headers.get("content-encoding", "identity").lower()
    if encoding not in ("gzip", "identity"):
        raise FetchError(url, message("unasked_compression", encoding=encoding))
    declared = response.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > max_bytes:
        size, limit = megabytes(int(declared)), megabytes(max_bytes)
        raise FetchError(url, message("answer_too_large", size=size, limit=limit))
    unpack = zlib.decompressobj(_GZIP) if encoding == "gzip" else None
    data = bytearray()
    async for part in response.aiter_raw():
        data += _unpacked(url, unpack, part, max_bytes + 1 - len(data)) if unpack else part
        if len(data) > max_bytes:
            raise FetchError(url, message("answer_larger", limit=megabytes(max_bytes)))
    return bytes(data)


def _unpacked(url: str, unpack: zlib._Decompress, part: bytes, at_most: int) -> bytes:
    try:
        return unpack.decompress(part, at_most)
    except zlib.error as error:
        raise FetchError(url, message("damaged_compression", error=error)) from error


def megabytes(size_bytes: int) -> Figure:
    """A size in MB with the digits that matter: 0.001, 52, 50.1."""
    return Figure(f"{size_bytes / 1_000_000:.3g}" if size_bytes < 1_000_000_000 else f"{size_bytes / 1_000_000:.0f}")


def _content_type(response: httpx.Response) -> str:
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()


def _name(url: str, at: str, content_type: str) -> str:
    """A file name whose ending says what the answer is."""
    if content_type not in _TYPES:
        raise FetchError(url, message("wrong_content_type", type=content_type, types=", ".join(_TYPES)))
    path = PurePosixPath(unquote(urlsplit(at).path))
    plain = content_type == "text/plain" and path.suffix.lower() in _PLAIN_ENDINGS
    return f"{path.stem or urlsplit(at).hostname}{path.suffix.lower() if plain else _TYPES[content_type]}"


def _utf8(url: str, data: bytes, response: httpx.Response) -> bytes:
    """Text in the encoding that the server names, as UTF-8; readers see to the rest."""
    encoding = response.charset_encoding
    if encoding is None or encoding.lower().startswith("utf"):
        return data
    try:
        return as_utf8(data, encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise FetchError(url, message("not_in_named_encoding", encoding=encoding)) from error


def _id(url: str) -> str:
    parts = urlsplit(url)
    path = PurePosixPath(unquote(parts.path))
    return default_id(url, f"{parts.hostname}-{path.parent if path.name else ''}-{path.stem}")
