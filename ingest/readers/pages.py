"""The lines of printed pages as running text: running heads dropped, broken words and wrapped lines joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ingest.readers.text import normalise

Lines = list[str]

_EDGE = 2  # running heads stand in the first or last two lines of a page
_DIGITS = re.compile(r"\d+")
_SPACES = re.compile(r"[ \t]+")
_BULLET = re.compile(r"(?:[•●▪◦‣■–—*-]|\(?(?:\d{1,3}|[a-z])[.)])[ \u00a0\t]+\S")
_MARK = re.compile(r"[•●▪◦‣■–—*-][ \u00a0\t]+")
# The codes that symbol fonts give to bullets.
_FONT_BULLET = re.compile(r"^[ \t]*[\x7f\uf076\uf0a7\uf0b7\uf0d8][ \t]*", re.MULTILINE)
# A table of contents: "Title . . . . . . 12".
_LEADERS = re.compile(r"[ \t]?\.(?:[ \t]?\.){4,}[ \t]?")
_CONTENTS_LINE = re.compile(r" … (?:\d+|[ivxlc]+)$")
_BROKEN = re.compile(r"[^\W\d_][-\u2010]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# Looked for where a word begins only: without that, one endless word would take time squared.
_HYPHENATED = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?:-[^\W\d_]+)+")
_SENTENCE_END = (".", "!", "?", ":", ";", "»", "…")
# French joins these to the word before them with a hyphen of their own: "peut-être", "a-t-on", "celles-ci".
_JOINED_WITH_HYPHEN = re.compile("je|tu|ils?|elles?|on|nous|vous|ce|ci|là|l[ea]s?|lui|leur|moi|toi|en|mêmes?|être")


def split_lines(text: str) -> Lines:
    """The lines of one page in normal form, without the white space around them."""
    joined = text.replace("\u00ad\r\n", "").replace("\u00ad\n", "")
    marked = _LEADERS.sub(" … ", _FONT_BULLET.sub("• ", joined))
    return [_SPACES.sub(" ", line).strip() for line in normalise(marked).split("\n")]


def drop_running_heads(pages: Sequence[Lines]) -> list[Lines]:
    """The pages without the lines that ``running_heads`` finds."""
    dropped = running_heads(pages)
    return [[line for n, line in enumerate(page) if n not in heads] for page, heads in zip(pages, dropped, strict=True)]


def running_heads(pages: Sequence[Lines]) -> list[set[int]]:
    """For each page the lines that head or foot most of them (numbers in such lines may differ)."""
    if len(pages) < 3:
        return [set() for _ in pages]
    counts = Counter(key for page in pages for key in {_key(page[n]) for n in _edges(page)})
    repeated = {key for key, count in counts.items() if count > len(pages) / 2}
    return [{n for n in _edges(page) if _key(page[n]) in repeated} for page in pages]


def join_lines(pages: Sequence[Lines], *, marked: bool = False) -> list[str]:
    """The text of each page in paragraphs with an empty line between them, list items on lines of their own.

    ``marked``: paragraphs end at empty lines and nowhere else.
    """
    known = _known_words(pages)
    width = 0 if marked else usual_width(pages)
    return ["".join(_paragraphs(page, width, known)).strip("\n") for page in pages]


def is_list_item(line: str) -> bool:
    """Whether a line begins with a bullet, or with a number or letter as lists have."""
    return _BULLET.match(line) is not None


def _key(line: str) -> str:
    return _DIGITS.sub("#", line)


def _edges(page: Lines) -> set[int]:
    filled = [n for n, line in enumerate(page) if line]
    return {*filled[:_EDGE], *filled[-_EDGE:]}


def _known_words(pages: Iterable[Lines]) -> frozenset[str]:
    """Words that stand unbroken within a line, with their hyphens: they tell how a broken word is written."""
    lines = [line.lower() for page in pages for line in page]
    words = {word for line in lines for word in _FIRST_WORD.findall(line)}
    return frozenset(words | {word for line in lines for word in _HYPHENATED.findall(line)})


def usual_width(pages: Iterable[Lines]) -> int:
    """The length of a full line: nine lines in ten are no longer."""
    lengths = sorted(len(line) for page in pages for line in page if line)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def _paragraphs(page: Lines, width: int, known: frozenset[str]) -> Iterator[str]:
    """The lines that have text, each with what stands before it."""
    before = ""
    for n, line in enumerate(page):
        if line:
            following = page[n + 1] if n + 1 < len(page) else ""
            yield _separator(before, line, width) + _without_break(_with_dash(line), following, known)
        before = line


def _separator(before: str, line: str, width: int) -> str:
    if not before:
        return "\n\n"
    if is_list_item(line) or _CONTENTS_LINE.search(before):
        return "\n"
    if _is_broken(before, line):
        return ""
    return "\n\n" if ends_paragraph(before, line, width) else " "


def _with_dash(line: str) -> str:
    return _MARK.sub("- ", line, count=1) if _MARK.match(line) else line


def _is_broken(line: str, following: str) -> bool:
    return bool(_BROKEN.search(line)) and following[:1].islower() and not _BULLET.match(following)


def _without_break(line: str, following: str, known: frozenset[str]) -> str:
    """``line`` without the hyphen at its end, unless the word that goes on in ``following`` has one of its own."""
    if not _is_broken(line, following):
        return line
    head = line[:-1]
    first, second = _last_word(head.lower()), _first_word(following.lower())
    own_hyphen = f"{first}-{second}" in known or _JOINED_WITH_HYPHEN.fullmatch(second) is not None
    return line if own_hyphen and first.rpartition("-")[2] + second not in known else head


def _last_word(line: str) -> str:
    """The word at the line's end, with the hyphens in it."""
    start = len(line)
    while start and (line[start - 1].isalpha() or line[start - 1] == "-"):
        start -= 1
    return line[start:].strip("-")


def _first_word(line: str) -> str:
    word = _FIRST_WORD.match(line)
    return word[0] if word else ""


def ends_paragraph(line: str, following: str, width: int) -> bool:
    """Whether a paragraph seems to end with ``line``: it is short, or is not full and ends a sentence."""
    if len(line) < 0.6 * width:
        return True
    return line.endswith(_SENTENCE_END) and len(line) < 0.85 * width and not following[0].islower()
