"""Which sources a folder, file, feed or address leads to, and how they are loaded."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from ingest.errors import FetchError, ReadError
from ingest.readers import read
from ingest.readers.feed import read_feed
from ingest.readers.identifier import ID_PATTERN
from ingest.readers.raw import RawFile
from ingest.sources import Limits, SourceRef, builtin_corpus, find_sources, load

DATA = Path(__file__).parents[1] / "data" / "readers"
LOCAL = Limits(max_bytes=100_000, timeout_s=10, allow_private=True)


def write(path: Path, text: str = "Some text.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def names(folder: Path) -> list[str]:
    return [Path(ref.source).relative_to(folder.resolve()).as_posix() for ref in find_sources(str(folder))]


def test_folder_is_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.md", "a/z.txt", "a/b.fr.md", ".hidden.md", ".git/config.md", "a/.cache/x.md"):
        write(tmp_path / name)
    assert names(tmp_path) == ["a/b.fr.md", "a/z.txt", "b.md"]


def test_files_that_no_reader_knows_are_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("a.md", "b.docx", "c.DOCX", "Makefile"):
        write(tmp_path / name)
    assert names(tmp_path) == ["a.md"]
    assert "skipped 3 files that no reader knows: .docx (2), no ending (1)" in caplog.text


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    write(outside / "secret.md")
    write(folder / "a.md")
    (folder / "file.md").symlink_to(outside / "secret.md")
    (folder / "dir").symlink_to(outside)
    (folder / "broken.md").symlink_to(outside / "missing.md")
    assert names(folder) == ["a.md"]


def test_link_within_the_folder_is_read_when_its_target_is_not(tmp_path: Path) -> None:
    write(tmp_path / "..data" / "mounted.md")
    write(tmp_path / "a.md")
    (tmp_path / "mounted.md").symlink_to("..data/mounted.md")
    (tmp_path / "copy.md").symlink_to("a.md")
    assert names(tmp_path) == ["a.md", "mounted.md"]


def test_loop_of_links_ends(tmp_path: Path) -> None:
    write(tmp_path / "a.md")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self.md").symlink_to("self.md")
    assert names(tmp_path) == ["a.md"]


def test_sources_lie_below_their_root(tmp_path: Path) -> None:
    write(tmp_path / "a" / "x.md")
    (ref,) = find_sources(os.path.relpath(tmp_path))
    assert ref.root == tmp_path.resolve().as_posix()
    assert ref.source == f"{ref.root}/a/x.md"


def test_single_file_is_its_own_root(tmp_path: Path) -> None:
    path = write(tmp_path / "x.docx")
    assert list(find_sources(str(path))) == [SourceRef(path.as_posix(), path.as_posix(), path=path)]


@pytest.mark.parametrize("arg", ["missing.md", "x" * 5000, ""])
def test_missing_path_is_an_error(arg: str, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"no such file or folder|cannot be read"):
        list(find_sources(str(tmp_path / "no" / arg)))


@pytest.mark.parametrize("url", ["ftp://example.org/a", "file:///etc/passwd", "gopher://example.org"])
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(ReadError, match="give an http or https address"):
        list(find_sources(url))


def test_default_id_is_the_same_from_file_and_folder(tmp_path: Path) -> None:
    path = write(tmp_path / "a" / "Évènement à Paris.fr.md")
    ids = {load(next(iter(find_sources(str(arg))))).id_stem for arg in (path, path.parent, tmp_path)}
    assert len(ids) == 1
    assert ids.pop().startswith("evenement-a-paris.fr-")


def test_default_ids_of_files_of_the_same_name_differ(tmp_path: Path) -> None:
    write(tmp_path / "a" / "index.md")
    write(tmp_path / "b" / "index.md")
    ids = [load(ref).id_stem for ref in find_sources(str(tmp_path))]
    assert len(set(ids)) == 2
    assert all(ID_PATTERN.fullmatch(one) for one in ids)


def test_too_large_a_file_is_refused_with_both_sizes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", "x" * 2_500_000)
    with pytest.raises(ReadError, match=r"has 2\.5 MB, the limit is 1 MB"):
        load(next(find_sources(str(path))), Limits(max_bytes=1_000_000))


def test_file_that_vanished_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md")
    ref = next(find_sources(str(path)))
    path.unlink()
    with pytest.raises(ReadError, match="cannot be read: there is no such file"):
        load(ref)


def test_corpus_sources_do_not_depend_on_where_it_is(tmp_path: Path) -> None:
    for name in ("articles/programme.fr.md", "domains/cloud.fr.md", "catalogue/x.yml", "SOURCES.md", "glossary.yml"):
        write(tmp_path / name)
    refs = list(builtin_corpus(tmp_path))
    assert [ref.source for ref in refs] == [
        "corpus:articles/programme.fr.md",
        "corpus:domains/cloud.fr.md",
        "corpus:catalogue/x.yml",
        "corpus:glossary.yml",
    ]
    assert {ref.root for ref in refs} == {"corpus:"}
    assert load(refs[0]).id_stem.startswith("articles-programme.fr-")


def test_page_that_also_exists_as_pdf_is_read_from_there(tmp_path: Path) -> None:
    for name in ("articles/faq.fr.md", "articles/faq.en.md", "domains/cloud.fr.md", "pdf/faq.fr.pdf"):
        write(tmp_path / name)
    assert [ref.source for ref in builtin_corpus(tmp_path)] == [
        "corpus:articles/faq.en.md",
        "corpus:domains/cloud.fr.md",
        "corpus:pdf/faq.fr.pdf",
    ]


def test_parts_that_a_corpus_does_not_have_are_passed_over(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(tmp_path / "articles" / "faq.fr.md")
    assert [ref.source for ref in builtin_corpus(tmp_path)] == ["corpus:articles/faq.fr.md"]
    assert not caplog.text


# Feeds


def feed(name: str) -> RawFile:
    return RawFile("https://example.org/feed", name, (DATA / name).read_bytes(), "feed", "https://example.org/feed")


def test_rss_items_are_read_once_each_and_only_from_the_web() -> None:
    assert [item.url for item in read_feed(feed("feed.rss"))] == [
        "https://example.org/courte",
        "https://example.org/longue",
    ]


def test_atom_items_link_to_their_page() -> None:
    assert [item.url for item in read_feed(feed("feed.atom"))] == [
        "https://example.org/first",
        "https://example.org/second",
    ]


def test_local_feed_gives_its_items_as_sources() -> None:
    path = DATA / "feed.rss"
    short, long = find_sources(str(path))
    assert (short.url, short.raw, short.root) == ("https://example.org/courte", None, path.resolve().as_posix())
    (document,) = read(load(long))
    assert (document.title, document.language) == ("Annonce & détails", "fr")
    assert (document.published, document.url) == ("2026-07-01", "https://example.org/longue")
    assert document.text.startswith("Annonce & détails\n\nLa salle\n\nLa première rencontre")
    assert "alert" not in document.text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<html><body>page</body></html>", "neither an RSS nor an Atom feed"),
        (b"no xml at all", r"not valid XML|neither"),
        (b"<rss><channel><item><title>x</title></item></channel></rss>", "no item that links to a web page"),
    ],
)
def test_what_is_not_a_feed_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read_feed(RawFile("f", "f.xml", data, "f"))


def test_feed_loads_no_file_that_it_names(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.txt", "TOP-SECRET " * 100)
    data = f"""<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>
    <rss xmlns:content="c"><channel><item><title>&x;</title><link>https://example.org/a</link>
    <content:encoded>&x; {"word " * 200}</content:encoded></item></channel></rss>"""
    (item,) = read_feed(RawFile("f", "f.xml", data.encode(), "f"))
    assert item.page is not None
    assert b"TOP-SECRET" not in item.page


def test_feed_that_unfolds_into_gigabytes_is_refused() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    data = f"""<!DOCTYPE rss [<!ENTITY l0 "lol">{laughs}]>
    <rss><channel><item><title>&l9;</title><link>https://example.org/a</link></item></channel></rss>"""
    with pytest.raises(ReadError):
        read_feed(RawFile("f", "f.xml", data.encode(), "f"))


# The web


@dataclass
class Site:
    """A web site on this machine: what it answers by path."""

    url: str
    pages: dict[str, tuple[str, bytes]] = field(default_factory=dict)


@pytest.fixture
def site() -> Iterator[Site]:
    pages: dict[str, tuple[str, bytes]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content_type, body = pages.get(self.path, ("", b""))
            self.send_response(200 if content_type else 404)
            self.send_header("Content-Type", content_type)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test's output is its own."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield Site(f"http://127.0.0.1:{server.server_port}", pages)
    server.shutdown()
    server.server_close()


def test_web_page_is_fetched_once_and_read(site: Site) -> None:
    site.pages["/join"] = ("text/html", (DATA / "page.html").read_bytes())
    (ref,) = find_sources(f"{site.url}/join", LOCAL)
    site.pages.clear()
    (document,) = read(load(ref, LOCAL))
    assert (document.source, document.url) == (f"{site.url}/join", f"{site.url}/join")
    assert document.title == "Rejoindre une coalition"


def test_feed_on_the_web_leads_to_its_pages(site: Site) -> None:
    rss = f"<rss><channel><item><link>/one.md</link></item><item><link>{site.url}/gone</link></item></channel></rss>"
    site.pages["/feed"] = ("application/rss+xml", rss.encode())
    site.pages["/one.md"] = ("text/plain; charset=utf-8", b"# One\n\nText.")
    one, gone = find_sources(f"{site.url}/feed", LOCAL)
    assert one.root == f"{site.url}/feed"
    assert read(load(one, LOCAL))[0].title == "One"
    with pytest.raises(FetchError, match="404"):
        load(gone, LOCAL)


def test_private_address_is_refused_by_default(site: Site) -> None:
    with pytest.raises(FetchError, match="not on the public web"):
        list(find_sources(site.url))
