"""What the fetcher accepts, and what it refuses to connect to."""

import gzip
import socket
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from ingest.errors import FetchError
from ingest.fetch import MAX_REDIRECTS, USER_AGENT, fetch, is_public
from ingest.readers.identifier import ID_PATTERN
from ingest.readers.raw import RawFile

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A web site on this machine; ``answers`` says what each path does, ``seen`` keeps the requests' headers."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.answers: dict[str, Answer] = {}
        self.seen: list[dict[str, str]] = []

    def page(self, path: str, body: bytes, content_type: str = "text/plain", **headers: str) -> str:
        def answer(request: BaseHTTPRequestHandler) -> None:
            respond(request, 200, {"Content-Type": content_type, **headers}, body)

        self.answers[path] = answer
        return self.url + path

    def redirect(self, path: str, to: str) -> str:
        self.answers[path] = lambda request: respond(request, 302, {"Location": to}, b"")
        return self.url + path


def respond(request: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes) -> None:
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.seen.append(dict(self.headers.items()))
            here.answers.get(self.path, lambda request: respond(request, 404, {}, b""))(self)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test's output is its own."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Nothing: a client that hangs up is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    here = Site(server.server_port)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield here
    server.shutdown()
    server.server_close()


def get(url: str, *, timeout_s: float = 10, max_bytes: int = 1_000_000, **options: object) -> RawFile:
    return fetch(url, timeout_s=timeout_s, max_bytes=max_bytes, allow_private=True, **options)  # type: ignore[arg-type]


class FakeResolver:
    """Gives each host its addresses, one list a call, and keeps the hosts asked for."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        return self.answers.pop(0)


def test_page_is_fetched_under_the_projects_name(site: Site) -> None:
    raw = get(site.page("/docs/guide.fr.html", b"<p>x</p>", "text/html; charset=utf-8"))
    assert (raw.data, raw.name) == (b"<p>x</p>", "guide.fr.html")
    assert raw.source == raw.url == f"{site.url}/docs/guide.fr.html"
    assert raw.id_stem.startswith("127.0.0.1-docs-guide.fr-")
    assert ID_PATTERN.fullmatch(raw.id_stem)
    assert site.seen[0]["User-Agent"] == USER_AGENT
    assert "eurocommons" in USER_AGENT


@pytest.mark.parametrize(
    ("path", "content_type", "name"),
    [
        ("/", "text/html", "127.0.0.1.html"),
        ("/a.php?x=1", "TEXT/HTML; charset=UTF-8", "a.html"),
        ("/a", "application/pdf", "a.pdf"),
        ("/README.md", "text/plain", "README.md"),
        ("/data.csv", "text/plain", "data.csv"),
        ("/page.html", "text/plain", "page.txt"),
        ("/feed", "application/atom+xml", "feed.xml"),
    ],
)
def test_content_type_chooses_the_reader(site: Site, path: str, content_type: str, name: str) -> None:
    assert get(site.page(path, b"x", content_type)).name == name


@pytest.mark.parametrize("content_type", ["image/png", "application/zip", "application/octet-stream", ""])
def test_other_content_types_are_refused(site: Site, content_type: str) -> None:
    with pytest.raises(FetchError, match="cannot be read; it must be one of"):
        get(site.page("/a", b"x", content_type))


def test_fragment_is_no_part_of_the_source(site: Site) -> None:
    assert get(site.page("/a", b"x") + "#part").source == f"{site.url}/a"


def test_text_in_the_servers_encoding_becomes_utf8(site: Site) -> None:
    url = site.page("/a", "été".encode("latin-1"), "text/plain; charset=iso-8859-1")
    assert get(url).data == "été".encode()


def test_utf8_that_the_server_calls_latin1_stays(site: Site) -> None:
    assert get(site.page("/a", "été".encode(), "text/plain; charset=iso-8859-1")).data == "été".encode()


def test_server_error_is_told(site: Site) -> None:
    with pytest.raises(FetchError, match="answered 404 Not Found"):
        get(f"{site.url}/missing")


# Size and time


def test_declared_size_beyond_the_limit_is_refused(site: Site) -> None:
    url = site.page("/a", b"", Content_Length="52000000")
    with pytest.raises(FetchError, match="has 52 MB, the limit is 1 MB"):
        get(url)


def test_undeclared_size_beyond_the_limit_is_refused(site: Site) -> None:
    with pytest.raises(FetchError, match="the limit is 1 MB"):
        get(site.page("/a", b"x" * 1_000_001))


def test_compressed_page_is_unpacked(site: Site) -> None:
    assert get(site.page("/a", gzip.compress(b"text"), Content_Encoding="gzip")).data == b"text"


def test_compressed_bomb_is_refused(site: Site) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    with pytest.raises(FetchError, match="the limit is 1 MB"):
        get(site.page("/a", bomb, Content_Encoding="gzip"))


@pytest.mark.parametrize(("encoding", "says"), [("br", "compression unasked"), ("gzip", "compression is damaged")])
def test_unreadable_compression_is_refused(site: Site, encoding: str, says: str) -> None:
    with pytest.raises(FetchError, match=says):
        get(site.page("/a", b"not compressed", Content_Encoding=encoding))


def trickle(request: BaseHTTPRequestHandler) -> None:
    """A body that comes a byte at a time: no single read is slow."""
    respond(request, 200, {"Content-Type": "text/plain"}, b"")
    for _ in range(100):
        request.wfile.write(b"x")
        time.sleep(0.1)


def trickle_headers(request: BaseHTTPRequestHandler) -> None:
    for _ in range(100):
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(0.1)


@pytest.mark.parametrize("answer", [trickle, trickle_headers])
def test_time_limit_is_for_the_whole_answer(site: Site, answer: Answer) -> None:
    site.answers["/slow"] = answer
    started = time.monotonic()
    with pytest.raises(FetchError, match=r"no complete answer within 0\.5 s"):
        get(f"{site.url}/slow", timeout_s=0.5)
    assert time.monotonic() - started < 3


def test_unreachable_server_is_told() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(FetchError, match="check the address and the network"):
            get(f"http://127.0.0.1:{unused.getsockname()[1]}/")


def test_not_http_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=lambda: server.accept()[0].sendall(b"SSH-2.0-x\r\n\r\n"), daemon=True).start()
        with pytest.raises(FetchError, match="check the address and the network"):
            get(f"http://127.0.0.1:{server.getsockname()[1]}/", timeout_s=5)


# Redirects


def test_redirect_is_followed_and_source_stays_what_was_asked(site: Site) -> None:
    site.page("/b", b"text")
    raw = get(site.redirect("/a", "/b"))
    assert (raw.source, raw.url, raw.data) == (f"{site.url}/a", f"{site.url}/b", b"text")


def test_endless_redirects_are_refused(site: Site) -> None:
    with pytest.raises(FetchError, match=f"more than {MAX_REDIRECTS} redirects"):
        get(site.redirect("/a", "/a"))
    assert len(site.seen) == MAX_REDIRECTS + 1


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://example.org/", "http://user:pass@127.0.0.1/", "http://[/"])
def test_redirect_to_what_is_no_web_address_is_refused(site: Site, to: str) -> None:
    with pytest.raises(FetchError, match=r"not an http or https address|ValueError"):
        get(site.redirect("/a", to))


def test_redirect_to_a_private_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only 127.0.0.2 counts as private here, so that the first hop can be a site on this machine."""
    monkeypatch.setattr("ingest.fetch.is_public", lambda address: address != "127.0.0.2")
    site.redirect("/a", f"http://inner.invalid:{site.port}/secret")
    resolver = FakeResolver(["127.0.0.1"], ["127.0.0.2"])
    with pytest.raises(FetchError, match=r"'inner\.invalid' is at 127\.0\.0\.2, not on the public web"):
        fetch(f"http://outer.invalid:{site.port}/a", timeout_s=5, max_bytes=100, resolve=resolver)
    assert (resolver.asked, len(site.seen)) == (["outer.invalid", "inner.invalid"], 1)


# Addresses


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
    ],
)
def test_private_address_is_refused_in_every_spelling(url: str) -> None:
    with pytest.raises(FetchError, match=r"not on the public web: refused|has no address|InvalidURL"):
        fetch(url, timeout_s=5, max_bytes=100)


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "file:///etc/passwd", "http://", "http://a:b@example.org/", "http://exa mple.org/"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(FetchError, match="not an http or https address"):
        fetch(url, timeout_s=5, max_bytes=100)


def test_name_with_one_private_address_is_refused() -> None:
    resolver = FakeResolver(["93.184.215.14", "10.0.0.1"])
    with pytest.raises(FetchError, match=r"'mixed\.example' is at 10\.0\.0\.1, not on the public web"):
        fetch("http://mixed.example/", timeout_s=5, max_bytes=100, resolve=resolver)


def test_name_without_address_is_told() -> None:
    with pytest.raises(FetchError, match=r"'nowhere\.example' has no address; check its spelling"):
        fetch("http://nowhere.example/", timeout_s=5, max_bytes=100, resolve=FakeResolver([]))


def test_connection_goes_to_the_address_that_was_checked(site: Site) -> None:
    """The name does not exist: only the resolver's answer can have led to the site, and it was asked once."""
    site.page("/a", b"text")
    resolver = FakeResolver(["127.0.0.1"])
    raw = get(f"http://rebinding.invalid:{site.port}/a", resolve=resolver)
    assert (raw.data, resolver.asked) == (b"text", ["rebinding.invalid"])
    assert site.seen[0]["Host"] == f"rebinding.invalid:{site.port}"


def test_next_address_is_tried_when_one_is_down(site: Site) -> None:
    site.page("/a", b"text")
    assert get(f"http://two.invalid:{site.port}/a", resolve=FakeResolver(["::1", "127.0.0.1"])).data == b"text"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("64:ff9b::5db8:d70e", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("255.255.255.255", False),
        ("224.0.0.1", False),
        ("ff02::1", False),
        ("fe80::1%eth0", False),
        ("::ffff:10.0.0.1", False),
    ],
)
def test_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public
