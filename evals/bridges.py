"""What the glossary brings to retrieval: questions in people's own words, with and without it, on the built-in corpus.

    python -m evals.bridges [--home DIR] [--json]

The pages that answer each question are in ``bridges.yml``; the glossary itself, whose definitions would be found at
once, does not count as an answer.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import platformdirs
import yaml

from assistant.glossary import Wordings, wordings
from assistant.retrieval.retriever import Retriever
from ingest.embedding.encoder import load_encoder
from ingest.language import detect_text
from ingest.records import Language
from ingest.store import open_index

DEPTH = 10
PASSAGES = 50

Rewording = Callable[[str, Language], Wordings]

VARIANTS: dict[str, Rewording] = {
    "without the glossary": lambda text, language: Wordings(text, text),
    "own language only": lambda text, language: Wordings(wordings(text, language).own, text),
    "with the glossary": wordings,
}


def ranks(retriever: Retriever, questions: Sequence[dict[str, Any]], reword: Rewording) -> list[int | None]:
    """The rank, from 1, of the first page that answers each question; None beyond ``DEPTH``."""
    return [_rank(retriever, question["question"], question["documents"], reword) for question in questions]


def _rank(retriever: Retriever, question: str, answering: Sequence[str], reword: Rewording) -> int | None:
    query = retriever.query(question, detect_text(question, "fr"), reword)
    found = (hit.chunk.document_id.rpartition(".")[0] for hit in retriever.search(query, PASSAGES))
    pages = [page for page in dict.fromkeys(found) if page != "glossary"][:DEPTH]
    return next((rank for rank, page in enumerate(pages, 1) if page in answering), None)


def measure(found: Sequence[int | None]) -> dict[str, float]:
    """Mean reciprocal rank at ``DEPTH`` and the share of questions answered in the first three pages."""
    return {
        "mrr": sum(1 / rank for rank in found if rank) / len(found),
        "in_first_3": sum(rank is not None and rank <= 3 for rank in found) / len(found),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0."""
    made = argparse.ArgumentParser(description="Retrieval in people's own words, with and without the glossary.")
    made.add_argument("--home", type=Path, default=Path(platformdirs.user_data_dir("eurocommons", appauthor=False)))
    made.add_argument("--json", action="store_true", help="print one JSON object")
    options = made.parse_args(arguments)
    encoder = load_encoder(options.home)
    retriever = Retriever(open_index(options.home, encoder), encoder)
    questions = yaml.safe_load(files(__package__).joinpath("bridges.yml").read_text(encoding="utf-8"))
    results = {name: measure(ranks(retriever, questions, reword)) for name, reword in VARIANTS.items()}
    if options.json:
        print(json.dumps(results))
    else:
        print(f"{len(questions)} questions")
        for name, values in results.items():
            print(f"{name:<22}  MRR@{DEPTH} {values['mrr']:.3f}  in the first three {values['in_first_3']:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
