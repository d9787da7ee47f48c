"""Markdown, with or without front matter, as readable text without markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ingest.errors import ReadError
from ingest.readers.front_matter import split_front_matter
from ingest.readers.outline import Block, heading, item, lay_out, loosen_first, row, title_of
from ingest.readers.raw import RawFile
from ingest.readers.text import decode, one_line
from ingest.records import Document
from ingest.texts import message

_CODE_TAG = re.compile(r"<(/?)(?:script|style)\b", re.IGNORECASE)
_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)
_SPACES = re.compile(" {2,}")


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802
        """Accept every address: a refused link would stay in the text as markup, an accepted one is dropped."""
        return True


_PARSER = _Parser("commonmark").enable(["table", "strikethrough"])


def read_markdown(raw: RawFile) -> list[Document]:
    """One document; its title is the front matter's, else the first heading, else the file's name."""
    front, body = split_front_matter(decode(raw), raw.source)
    blocks = markdown_blocks(body)
    title = front.title or title_of(blocks) or PurePosixPath(raw.name).stem
    text, sections = lay_out(blocks, title)
    if not text:
        raise ReadError(raw.source, message("empty_page"))
    document = Document(
        id=front.id or raw.id_stem,
        source=raw.source,
        kind=front.kind,
        title=title,
        text=text,
        language=front.language,
        sections=sections,
        url=front.url or raw.url,
        published=front.published,
        licence=front.licence,
        translation_of=front.translation_of,
        domains=front.domains,
        last_verified=front.last_verified,
        gaps=front.gaps,
    )
    return [document]


def markdown_blocks(markdown: str) -> list[Block]:
    """The blocks of a Markdown text; raw HTML is dropped."""
    return list(_blocks(SyntaxTreeNode(_PARSER.parse(markdown)).children, top=True))


def markdown_line(markdown: str) -> str:
    """A short Markdown text (a table cell, a label) as one line of text."""
    return one_line("".join(_inline(node) for node in SyntaxTreeNode(_PARSER.parseInline(markdown)).children))


def _blocks(nodes: Iterable[SyntaxTreeNode], *, top: bool = False) -> Iterator[Block]:
    """Only headings at the top level make sections: one inside a quotation is a line of it."""
    for node in nodes:
        match node.type:
            case "heading":
                yield heading(_inline(node), int(node.tag[1]) if top else 0)
            case "paragraph":
                yield Block(_inline(node))
            case "bullet_list" | "ordered_list":
                yield from loosen_first(_items(node))
            case "fence" | "code_block":
                yield Block(node.content)
            case "table":
                yield from loosen_first(_rows(node))
            case "html_block" | "hr":
                continue
            case _:
                yield from _blocks(node.children)


def _items(node: SyntaxTreeNode) -> Iterator[Block]:
    for child in node.children:
        yield from item(_blocks(child.children))


def _rows(table: SyntaxTreeNode) -> Iterator[Block]:
    for part in table.children:
        for line in part.children:
            yield row(_inline(cell) for cell in line.children)


def _inline(node: SyntaxTreeNode) -> str:
    text = "".join(_words(child) for child in _outside_code_tags(node.children))
    return _SPACES.sub(" ", text).strip()


def _words(node: SyntaxTreeNode) -> str:
    match node.type:
        case "text" | "code_inline":
            return node.content
        case "softbreak":
            return " "
        case "html_inline":
            return " "
        case "hardbreak":
            return "\n"
        case _:
            return "".join(_words(child) for child in _outside_code_tags(node.children))


def _outside_code_tags(nodes: Iterable[SyntaxTreeNode]) -> Iterator[SyntaxTreeNode]:
    """Inline HTML but ``<br>`` is dropped, and with it what stands inside ``<script>`` and ``<style>``."""
    inside = False
    for node in nodes:
        if node.type == "html_inline":
            tag = _CODE_TAG.match(node.content)
            inside = (not tag[1]) if tag else inside
            if _BREAK_TAG.match(node.content):
                yield node
        elif not inside:
            yield node
