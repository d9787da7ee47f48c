"""Questions that a section of a page asks in the very words: its suggestions do, and so do people who read it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.lexical import fold
from ingest.store import Passage

_WORD = re.compile(r"[^\W_]+")


def words_of_question(text: str) -> tuple[str, ...]:
    """The folded words of a question, all of them, in order: two questions that have the same are one."""
    return tuple(_WORD.findall(fold(text)))


def headings_that_ask(passages: Iterable[Passage]) -> frozenset[tuple[str, ...]]:
    """The words of every heading that is a question."""
    headings = {heading for passage in passages for heading in passage.chunk.heading_path if heading.endswith("?")}
    return frozenset(map(words_of_question, headings))
