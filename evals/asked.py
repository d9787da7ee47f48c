"""Asks in people's words what the pages tell, and what they do not: ``python -m evals.asked [--half dev|held]``.

6,000 questions that readers of the pages wrote for their sections, each with the section that answers it (or says that
the answer is unknown), and 600 that sound as if the pages answered them and that none does (``evals/asked/``).  A
section and its translation are in one half: ``dev`` may be learned from and read, ``held`` is counted only.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal
from zlib import crc32

from platformdirs import user_data_path

from assistant.answer import Assistant, open_assistant
from assistant.records import Answer
from assistant.settings import Settings
from assistant.writing.texts import text
from ingest.records import LANGUAGES, Document, Language

Half = Literal["dev", "held"]
HALVES: tuple[Half, ...] = ("dev", "held")
FOLDER = Path(__file__).with_name("asked")
ARTICLES = Path(__file__).resolve().parents[1] / "corpus" / "articles"
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
OUTCOMES = ("its section", "another", "unknown", "not found")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the ``section`` of the page ``document`` that tells; both are empty where nothing does."""

    question: str
    language: Language
    half: Half
    document: str = ""
    section: str = ""

    @property
    def told(self) -> bool:
        """Whether a page answers it, rather than says that the answer is unknown."""
        return bool(self.document) and not self.document.startswith("not-known")


def asked(language: Language) -> Iterator[Asked]:
    """All questions in a language.

    Raises:
        ValueError: a section is none of its page.
    """
    for line in (FOLDER / f"{language}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        place = _headings(row["document"]).index(row["section"])
        half = HALVES[crc32(f"{row['document'].rpartition('.')[0]} {place}".encode()) % 2]
        yield from (Asked(one, language, half, row["document"], row["section"]) for one in row["asked"])
    for at, line in enumerate((FOLDER / f"unanswered.{language}.txt").read_text(encoding="utf-8").splitlines()):
        yield Asked(line, language, HALVES[at % 2])


@cache
def _headings(document: str) -> list[str]:
    return [found.strip() for found in _HEADING.findall((ARTICLES / f"{document}.md").read_text(encoding="utf-8"))]


def outcome(one: Asked, answer: Answer, assistant: Assistant) -> str:
    """What a question got: see ``OUTCOMES``."""
    places = [found.start for found in answer.citations if found.document_id == one.document]
    if places and any(_is_in(one.section, place, assistant.document(one.document)) for place in places):
        return "its section"
    if answer.sentences and answer.sentences[0].text == text("abstained_weak", answer.language):
        return "not found"
    return "unknown" if answer.status == "abstained" else "another"


def _is_in(heading: str, place: int, document: Document) -> bool:
    """Whether a place of a document is below a heading of any level."""
    return any(heading in one.heading_path for one in document.sections if one.start <= place < one.end)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m evals.asked",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="example:\n  python -m evals.asked --half held --most 300",
    )
    parser.add_argument("--home", type=Path, default=user_data_path("eurocommons"), help="where the index is")
    parser.add_argument("--half", choices=HALVES, default="held")
    parser.add_argument("--most", type=int, default=300, help="questions of each kind and language, drawn by lot")
    options = parser.parse_args(argv)
    assistant = open_assistant(Settings(home=options.home))
    for language in LANGUAGES:
        kinds: dict[str, list[Asked]] = {"told": [], "unknown": [], "nowhere": []}
        for one in asked(language):
            if one.half == options.half:
                kinds["told" if one.told else "unknown" if one.document else "nowhere"].append(one)
        for kind, members in kinds.items():
            chosen = random.Random(0).sample(members, min(options.most, len(members)))  # noqa: S311 - the same each run
            found = Counter(outcome(one, assistant.ask(one.question), assistant) for one in chosen)
            shares = ", ".join(f"{name} {found[name] / len(chosen):.3f}" for name in OUTCOMES)
            print(f"{language} {kind:8} ({len(chosen)}): {shares}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
