"""The prompts: files in ``prompts/``, one per task and language, filled with the question and its evidence."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from string import Template
from typing import Literal

from assistant.generation.chat_model import Message
from assistant.records import Evidence
from ingest.records import Language

Task = Literal["answer", "revise", "rewrite"]

_FOLDER = Path(__file__).with_name("prompts")
_USER = "\n=== user ===\n"


@cache
def prompt_hash(language: Language) -> str:
    """First twelve hexadecimal digits of the SHA-256 of the prompts that write an answer."""
    digest = hashlib.sha256()
    for task in ("answer", "revise"):
        digest.update(_text(task, language).encode())
    return digest.hexdigest()[:12]


def fill(task: Task, language: Language, fence: str, **values: str) -> list[Message]:
    """The prompt of a task; ``fence`` is ``new_fence()``, which the values delimit their data with."""
    system, _, user = _text(task, language).partition(_USER)
    filled = [Template(part).substitute(values, fence=fence).strip() for part in (system, user)]
    return [("system", filled[0]), ("user", filled[1])]


def new_fence() -> str:
    """A word that no document can hold, to tell data from instructions."""
    return secrets.token_hex(8)


def numbered(evidence: Sequence[Evidence], fence: str, max_chars: int) -> str:
    """The passages with their numbers, from 1, each cut at ``max_chars``."""
    return "\n\n".join(_passage(number, one, fence, max_chars) for number, one in enumerate(evidence, start=1))


def _passage(number: int, one: Evidence, fence: str, max_chars: int) -> str:
    heading = " > ".join([one.title, *one.chunk.heading_path])
    text = one.chunk.text[:max_chars]
    return f'<passage-{fence} number="{number}">\n[{number}] {heading}\n{text}\n</passage-{fence}>'


@cache
def _text(task: str, language: Language) -> str:
    return _FOLDER.joinpath(f"{task}.{language}.md").read_text(encoding="utf-8")
