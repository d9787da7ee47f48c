"""RSS and Atom feeds: the pages that a feed announces."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]

from ingest.errors import ReadError
from ingest.readers.address import is_web_address
from ingest.readers.raw import RawFile
from ingest.readers.text import one_line
from ingest.texts import message

_ROOTS = frozenset({"rss", "feed", "RDF"})
_ITEMS = frozenset({"item", "entry"})
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TAGS = re.compile(r"<[^<>]*>")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FULL_TEXT_CHARS = 500
_PAGE = """<!doctype html><html{lang}><head><title>{title}</title>{date}</head>
<body><main><article><h1>{title}</h1>{content}</article></main></body></html>"""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One announced page; ``page`` is its whole text as an HTML page where the feed carries it."""

    url: str
    page: bytes | None = None


def read_feed(raw: RawFile) -> list[FeedItem]:
    """The items that link to a web page, each address once; raises ``ReadError`` for what is not a feed."""
    root = _parse(raw)
    language = root.get(_XML_LANG) or _text(root, "language")
    items: dict[str, FeedItem] = {}
    for element in root.iter():
        if _name(element) in _ITEMS:
            url = urljoin(raw.url or "", _link(element))
            if is_web_address(url):
                items.setdefault(url, FeedItem(url, _page(element, language)))
    if not items:
        raise ReadError(raw.source, message("no_item"))
    return list(items.values())


def _parse(raw: RawFile) -> Any:
    """The feed's root; no entity is expanded and nothing is loaded from elsewhere."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(raw.data, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(raw.source, message("not_xml", error=one_line(str(error)))) from error
    if root is None or _name(root) not in _ROOTS:
        raise ReadError(raw.source, message("not_a_feed"))
    return root


def _link(item: Any) -> str:
    """RSS writes the address as text, Atom as an attribute of the link to the page itself."""
    for child in _children(item, "link"):
        if child.get("rel", "alternate") == "alternate":
            return str(child.get("href") or child.text or "").strip()
    return ""


def _page(item: Any, language: str) -> bytes | None:
    content = _content(item)
    if len(_TAGS.sub("", content).strip()) < _FULL_TEXT_CHARS:
        return None
    date = _date(item)
    page = _PAGE.format(
        lang=f' lang="{html.escape(one_line(language))}"' if language else "",
        title=html.escape(one_line(html.unescape(_text(item, "title")))),
        date=f'<meta property="article:published_time" content="{date}">' if date else "",
        content=content,
    )
    return page.encode()


def _content(item: Any) -> str:
    """The item's HTML: ``content:encoded`` of RSS, ``content`` of Atom; a description is a summary, not the text."""
    for child in [*_children(item, "encoded"), *_children(item, "content")]:
        match child.get("type", "html"):
            case "html" | "text/html":
                return "".join(child.itertext())
            case "xhtml":
                return "".join(etree.tostring(part, encoding="unicode", method="html") for part in child)
            case "text":
                return f"<p>{html.escape(''.join(child.itertext()))}</p>"
    return ""


def _date(item: Any) -> str | None:
    written = _text(item, "pubDate")
    if written:
        try:
            return parsedate_to_datetime(written).date().isoformat()
        except ValueError:  # a date that nobody can read is as good as none
            return None
    iso = _ISO_DATE.match(_text(item, "published") or _text(item, "date") or _text(item, "updated"))
    return iso[0] if iso else None


def _text(parent: Any, name: str) -> str:
    """The text of the first such element, which RSS puts below ``channel`` for the feed itself."""
    scopes = [parent, *_children(parent, "channel")]
    found = [child for scope in scopes for child in _children(scope, name)]
    return "".join(found[0].itertext()).strip() if found else ""


def _children(parent: Any, name: str) -> Iterator[Any]:
    return (child for child in parent if _name(child) == name)


def _name(element: Any) -> str:
    """The element's name without its namespace; comments and the like have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
