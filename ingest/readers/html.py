"""HTML pages: the main text with its headings, without menus, scripts and footers."""

from __future__ import annotations

import configparser
import copy
import dataclasses
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

import trafilatura
from trafilatura.settings import DEFAULT_CONFIG
from trafilatura.settings import Document as Page

from ingest.errors import ReadError
from ingest.readers.address import host, is_web_address
from ingest.readers.outline import Block, heading, item, lay_out, loosen_first, row, title_of
from ingest.readers.raw import RawFile
from ingest.readers.text import as_utf8, decode, one_line
from ingest.records import Document, Language
from ingest.texts import message

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SPACES = re.compile(r"[ \t\n]+")
# Stands for <br> while line ends of the source become spaces.
_LINE_BREAK = "\0"
_AROUND_BREAK = re.compile(r" *(?:\0 *)+")
_INLINE = frozenset({"hi", "ref", "del", "span", "lb"})


def read_html(raw: RawFile) -> list[Document]:
    """One document; raises ``ReadError`` for a page without readable text."""
    tree = trafilatura.load_html(decode(_as_utf8(raw)))
    page = None if tree is None else _main_text(tree, raw)
    blocks = [] if page is None else list(_blocks(page.body))
    if tree is None or page is None or not blocks:
        raise ReadError(raw.source, message("no_page_text"))
    title = _main_heading(blocks) or one_line(page.title or "") or title_of(blocks) or PurePosixPath(raw.name).stem
    text, sections = lay_out(blocks, title)
    document = Document(
        id=raw.id_stem,
        source=raw.source,
        kind="article",
        title=title,
        text=text,
        language=_language(tree),
        sections=sections,
        url=_canonical(tree, raw.url) or raw.url,
        published=page.date if page.date and _DATE.fullmatch(page.date) else None,
        licence=page.license,
    )
    return [document]


def _main_heading(blocks: Iterable[Block]) -> str | None:
    """The main text's heading of level 1: the page's first one may be that of a menu, and its title names the site."""
    return next((block.text for block in blocks if block.level == 1 and block.text), None)


def _as_utf8(raw: RawFile) -> RawFile:
    """The page as UTF-8: as it is when valid, else from the encoding that it declares, else from windows-1252."""
    declared = _CHARSET.search(raw.data[:4096])
    encoding = declared[1].decode("ascii").lower() if declared else "windows-1252"
    if encoding.startswith("utf") or raw.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw
    try:
        return dataclasses.replace(raw, data=as_utf8(raw.data, encoding))
    except (UnicodeDecodeError, LookupError) as error:
        raise ReadError(raw.source, message("not_in_encoding", encoding=encoding, error=error)) from error


def _settings() -> configparser.ConfigParser:
    """Trafilatura's settings, but for short pages and for dates, which it would else guess from the text."""
    settings = copy.deepcopy(DEFAULT_CONFIG)
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "20")
    settings.set("DEFAULT", "EXTENSIVE_DATE_SEARCH", "off")
    return settings


def _main_text(tree: Any, raw: RawFile) -> Page | None:
    page = trafilatura.bare_extraction(
        tree, url=raw.url, with_metadata=True, include_comments=False, include_formatting=True, config=_settings()
    )
    return page if isinstance(page, Page) and page.body is not None else None


def _language(tree: Any) -> Language | None:
    match str(tree.get("lang") or "").lower()[:2]:
        case "fr":
            return "fr"
        case "en":
            return "en"
        case _:
            return None


def _canonical(tree: Any, fetched_from: str | None) -> str | None:
    """The page's own address for itself, unless it names another host than the one it came from."""
    links = tree.xpath("//link[@rel='canonical']/@href")
    address = str(links[0]).strip() if links else ""
    if not is_web_address(address) or (fetched_from and host(address) != host(fetched_from)):
        return None
    return address


def _blocks(parent: Any) -> Iterator[Block]:
    """The blocks below an element of trafilatura's own XML."""
    for element in parent:
        match element.tag:
            case "head":
                yield heading(_text(element), _level(element))
            case "list":
                yield from loosen_first(_items(element))
            case "table":
                yield from loosen_first(row(map(_text, line)) for line in element.iter("row"))
            case "code":
                yield Block("".join(element.itertext()))
            case "div" | "quote" if any(child.tag not in _INLINE for child in element):
                yield Block(_tidy(element.text))
                yield from _blocks(element)
            case _:
                yield Block(_text(element))
        yield Block(_tidy(element.tail))


def _level(element: Any) -> int:
    digit = str(element.get("rend") or "")[-1:]
    return int(digit) if digit in tuple("123456") else 2


def _items(element: Any) -> Iterator[Block]:
    for child in element:
        nested = [grandchild for grandchild in child if grandchild.tag == "list"]
        yield from item([Block(_text(child, without="list")), *(block for one in nested for block in _items(one))])


def _text(element: Any, without: str = "") -> str:
    return _AROUND_BREAK.sub("\n", _tidy("".join(_pieces(element, without)))).strip()


def _pieces(element: Any, without: str) -> Iterable[str]:
    if element.tag == "lb":
        yield _LINE_BREAK
    yield element.text or ""
    for child in element:
        if child.tag != without:
            yield from _pieces(child, without)
        yield child.tail or ""


def _tidy(text: str | None) -> str:
    return _SPACES.sub(" ", text or "").strip()
