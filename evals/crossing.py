"""Recall across languages on the built-in corpus: questions in French and in English, pages in one language alone.

    python -m evals.crossing [--home DIR] [--misses] [--json]

Each question of ``crossing.yml`` is asked in both languages, with retrieval filtered to its own language, then to the
other one, as if the page existed in that language alone.  A page counts once, at its best passage; the glossary, whose
definitions are found at once, does not count.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import platformdirs
import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from assistant.records import Filters
from assistant.retrieval.retriever import Retriever
from evals.numbers import table
from ingest.embedding.encoder import load_encoder
from ingest.records import LANGUAGES, Language
from ingest.store import open_index

DEPTH = 10
PASSAGES = 100
TARGET_GAP = 0.03


class Asked(BaseModel):
    """A question in both languages, and the pages, without their language, of which each answers it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fr: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]
    documents: Annotated[list[str], Field(min_length=1)]

    def text(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True)
class Found:
    """The rank, from 1, of the first page that answers a question, None beyond ``DEPTH``."""

    question: str
    asked_in: Language
    pages_in: Language
    rank: int | None


def read_questions() -> list[Asked]:
    """The questions of ``crossing.yml``."""
    text = files(__package__).joinpath("crossing.yml").read_text(encoding="utf-8")
    return TypeAdapter(list[Asked]).validate_python(yaml.safe_load(text))


def find(retriever: Retriever, questions: Sequence[Asked]) -> list[Found]:
    """Every question in each language, among the pages of each language."""
    return [
        Found(one.text(asked_in), asked_in, pages_in, _rank(retriever, one, asked_in, pages_in))
        for asked_in in LANGUAGES
        for pages_in in LANGUAGES
        for one in questions
    ]


def _rank(retriever: Retriever, asked: Asked, asked_in: Language, pages_in: Language) -> int | None:
    query = retriever.query(asked.text(asked_in), asked_in)
    hits = retriever.search(query, PASSAGES, Filters(language=pages_in))
    pages = dict.fromkeys(hit.chunk.document_id.rpartition(".")[0] for hit in hits)
    ranked = [page for page in pages if page != "glossary"][:DEPTH]
    return next((rank for rank, page in enumerate(ranked, 1) if page in asked.documents), None)


def measure(found: Sequence[Found]) -> dict[str, dict[str, float]]:
    """Recall and mean reciprocal rank at ``DEPTH``, by direction, in one language and across."""
    by_direction: dict[str, list[Found]] = {}
    for one in found:
        across = one.asked_in != one.pages_in
        for name in (f"{one.asked_in} to {one.pages_in}", "across languages" if across else "in one language"):
            by_direction.setdefault(name, []).append(one)
    return {
        name: {
            "questions": len(of),
            "recall": sum(one.rank is not None for one in of) / len(of),
            "mrr": sum(1 / one.rank for one in of if one.rank) / len(of),
        }
        for name, of in sorted(by_direction.items(), key=lambda item: (" to " not in item[0], item[0]))
    }


def gap(measured: Mapping[str, Mapping[str, float]]) -> float:
    """How much recall is lost across languages."""
    return measured["in one language"]["recall"] - measured["across languages"]["recall"]


def crossing_table(measured: Mapping[str, Mapping[str, float]]) -> str:
    """The measures as a table for a terminal."""
    rows = [(name, f"{of['questions']}", f"{of['recall']:.3f}", f"{of['mrr']:.3f}") for name, of in measured.items()]
    header = ("", "questions", f"recall@{DEPTH}", f"MRR@{DEPTH}")
    return f"{table(header, rows)}\nrecall lost across languages: {gap(measured):.3f}"


def misses_text(found: Sequence[Found]) -> str:
    """The questions whose page was not found, one a line."""
    return "\n".join(f"{one.asked_in} to {one.pages_in}  {one.question}" for one in found if one.rank is None)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 1 where more recall is lost across languages than the target allows."""
    made = argparse.ArgumentParser(prog="python -m evals.crossing", description="Recall across languages.")
    made.add_argument("--home", type=Path, default=Path(platformdirs.user_data_dir("eurocommons", appauthor=False)))
    made.add_argument("--misses", action="store_true", help="print the questions whose page was not found")
    made.add_argument("--json", action="store_true", help="print one JSON object")
    options = made.parse_args(arguments)
    encoder = load_encoder(options.home)
    found = find(Retriever(open_index(options.home, encoder), encoder), read_questions())
    measured = measure(found)
    if options.misses:
        sys.stderr.write(f"{misses_text(found)}\n")
    print(json.dumps(measured) if options.json else crossing_table(measured))
    return int(gap(measured) > TARGET_GAP)


if __name__ == "__main__":
    sys.exit(main())
