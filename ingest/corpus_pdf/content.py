"""Markdown as the paragraphs of a printed page, with the words that are bold or italic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ingest.errors import WrongValueError
from ingest.texts import message

Role = Literal["title", "heading", "subheading", "body", "item"]

_PARSER = MarkdownIt("commonmark").enable("table")
_HEADINGS: dict[str, Role] = {"h2": "heading", "h3": "subheading"}


class UnprintableError(WrongValueError):
    """The Markdown holds something that these PDFs have no form for."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one face."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One heading, paragraph or list item; ``mark`` stands before an item, ``depth`` is how deep its list lies."""

    role: Role
    runs: tuple[Run, ...]
    mark: str = ""
    depth: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def paragraphs(title: str, markdown: str) -> list[Paragraph]:
    """The page's title and its text; raises ``UnprintableError`` for tables, quotations, code blocks and HTML."""
    return [Paragraph("title", (Run(title),)), *_blocks(SyntaxTreeNode(_PARSER.parse(markdown)).children)]


def _blocks(nodes: Iterable[SyntaxTreeNode], depth: int = 0) -> Iterator[Paragraph]:
    for node in nodes:
        match node.type:
            case "heading" if node.tag in _HEADINGS and not depth:
                yield Paragraph(_HEADINGS[node.tag], tuple(_runs(node)))
            case "paragraph":
                yield Paragraph("body", tuple(_runs(node)), depth=depth)
            case "bullet_list" | "ordered_list":
                yield from _items(node, depth + 1)
            case _:
                raise UnprintableError(message("pdf_unprintable", node=f"{node.type} {node.tag}"))


def _items(node: SyntaxTreeNode, depth: int) -> Iterator[Paragraph]:
    first = int(node.attrs.get("start", 1))
    for number, child in enumerate(node.children, start=first):
        mark = f"{number}." if node.type == "ordered_list" else "•"
        for n, paragraph in enumerate(_blocks(child.children, depth)):
            yield paragraph if n else replace(paragraph, role="item", mark=mark)


def _runs(node: SyntaxTreeNode, bold: bool = False, italic: bool = False) -> Iterator[Run]:
    for child in node.children:
        match child.type:
            case "text" | "code_inline":
                yield Run(child.content, bold, italic)
            case "softbreak" | "hardbreak":
                yield Run(" ", bold, italic)
            case "inline" | "link":
                yield from _runs(child, bold, italic)
            case "strong":
                yield from _runs(child, True, italic)
            case "em":
                yield from _runs(child, bold, True)
            case _:
                raise UnprintableError(message("pdf_unprintable_within", node=child.type))
