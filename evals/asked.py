"""Asks in people's words what the pages tell, and what they do not: ``python -m evals.asked``.

3,600 questions that readers of the pages wrote for half of the articles' sections and a third of the domain pages',
each with the section that answers it (or says that the answer is unknown), and 320 that sound as if the pages answered
them and that none does (``evals/asked/``).  They are counted only; the sections are found by others
(``assistant/retrieval/asked/``).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from assistant.answer import Assistant, open_assistant
from assistant.records import Answer
from assistant.settings import Settings
from assistant.writing.texts import text
from ingest.records import LANGUAGES, Document, Language

FOLDER = Path(__file__).with_name("asked")
OUTCOMES = ("its section", "another", "unknown", "not found")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the ``section`` of the page ``document`` that tells; both are empty where nothing does."""

    question: str
    language: Language
    document: str = ""
    section: str = ""

    @property
    def told(self) -> bool:
        """Whether a page answers it, rather than says that the answer is unknown."""
        return bool(self.document) and not self.document.startswith("not-known")


def asked(language: Language) -> Iterator[Asked]:
    """All questions in a language."""
    for line in (FOLDER / f"{language}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield from (Asked(one, language, row["document"], row["section"]) for one in row["asked"])
    for line in (FOLDER / f"unanswered.{language}.txt").read_text(encoding="utf-8").splitlines():
        yield Asked(line, language)


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
        epilog="example:\n  python -m evals.asked --most 300",
    )
    parser.add_argument("--home", type=Path, default=user_data_path("eurocommons"), help="where the index is")
    parser.add_argument("--most", type=int, default=300, help="questions of each kind and language, drawn by lot")
    options = parser.parse_args(argv)
    assistant = open_assistant(Settings(home=options.home))
    for language in LANGUAGES:
        kinds: dict[str, list[Asked]] = {"told": [], "unknown": [], "nowhere": []}
        for one in asked(language):
            kinds["told" if one.told else "unknown" if one.document else "nowhere"].append(one)
        for kind, members in kinds.items():
            chosen = random.Random(0).sample(members, min(options.most, len(members)))  # noqa: S311 - the same each run
            found = Counter(outcome(one, assistant.ask(one.question), assistant) for one in chosen)
            shares = ", ".join(f"{name} {found[name] / len(chosen):.3f}" for name in OUTCOMES)
            print(f"{language} {kind:8} ({len(chosen)}): {shares}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
