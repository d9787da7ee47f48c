"""Where the time of ``ask`` goes: each stage's p50 and p95 over mixed questions, on the built-in corpus.

    python -m evals.profile [--home DIR] [--rounds 3] [--json]

The questions are those of ``latency_questions.txt`` and of the suites.  They are asked a first time, on a warm
assistant that does not know them, then again, when their vectors are kept.  Stages are those of ``Answer.timings_ms``;
steps are calls inside them, timed by wrapping the functions while the script runs.  ``evals.latency`` measures the same
through the HTTP API.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import platformdirs

from assistant.answer import Assistant
from assistant.catalogue import composing, selection
from assistant.conversation.store import SessionStore
from assistant.live import limit_threads, spare_collections
from assistant.records import Answer
from assistant.retrieval import retriever
from assistant.settings import Settings
from assistant.writing import extractive, typed
from evals.latency import read_questions
from evals.numbers import table
from evals.suites_format.yaml_files import load_suites
from ingest.embedding.encoder import Encoder, load_encoder
from ingest.lexical import LexicalIndex
from ingest.store import Index, open_index

TARGET_P50_MS, TARGET_P95_MS = 60.0, 120.0
WARM_UP = (
    "Bonjour, à quoi sert une licence libre ?",
    "What is a foundation?",
    "Que prendre à la place de Zoom ?",
    "compare Nextcloud and Alfresco",
)
"""Asked before the measure, and in none of its questions: the first calls of everything are slower."""

STEPS: dict[str, tuple[Any, str]] = {
    "embedding: the model": (Encoder, "_encode"),
    "retrieval: nearest vectors": (Index, "dense"),
    "retrieval: BM25": (LexicalIndex, "search"),
    "retrieval: vectors of candidates": (Index, "vectors"),
    "retrieval, writing: sentence vectors": (Index, "sentence_vectors"),
    "retrieval: coverage": (LexicalIndex, "_coverage"),
    "retrieval: ranking": (retriever, "score"),
    "retrieval: order": (retriever, "diversify"),
    "writing: sentence scores": (extractive, "score_sentences"),
    "writing: decision": (extractive, "decide"),
    "writing: choice": (extractive, "choose"),
    "facts: selection": (selection, "ranked"),
    "facts: composing": (typed, "compose"),
    "facts: quoting": (composing, "quote"),
}

_SHOWN = ("p50_ms", "p95_ms", "max_ms")
Spent = dict[str, float]


def percentiles(times_ms: Sequence[float]) -> dict[str, float]:
    """How many, p50, p95 and the longest, milliseconds."""
    values = np.asarray(times_ms, float)
    return {
        "count": len(values),
        "p50_ms": round(float(np.percentile(values, 50)), 1),
        "p95_ms": round(float(np.percentile(values, 95)), 1),
        "max_ms": round(float(values.max()), 1),
    }


@contextmanager
def timed_steps(steps: Mapping[str, tuple[Any, str]], spent: Spent) -> Iterator[None]:
    """Add to ``spent`` the milliseconds of every call of these functions, each named by its owner and its name."""
    originals = {step: getattr(owner, name) for step, (owner, name) in steps.items()}
    for step, (owner, name) in steps.items():
        setattr(owner, name, _timed(originals[step], step, spent))
    try:
        yield
    finally:
        for step, (owner, name) in steps.items():
            setattr(owner, name, originals[step])


def _timed(function: Callable[..., Any], step: str, spent: Spent) -> Callable[..., Any]:
    @wraps(function)
    def call(*arguments: Any, **named: Any) -> Any:
        started = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            spent[step] = spent.get(step, 0.0) + 1000 * (time.perf_counter() - started)

    return call


def open_apart(home: Path, sessions: Path) -> Assistant:
    """An assistant as a server has it once warm, which keeps its conversations in a folder of their own."""
    limit_threads(Settings(home=home))
    encoder = load_encoder(home)
    store = SessionStore(f"sqlite:///{sessions / 'sessions.db'}")
    assistant = Assistant(open_index(home, encoder), encoder, home / "cache", store)
    assistant.warm_up()
    for question in WARM_UP:
        assistant.ask(question)
    spare_collections()
    return assistant


def measured_questions() -> list[str]:
    """The questions of the latency benchmark and of the suites, each once."""
    of_suites = (case.question for suite in load_suites() for case in suite.cases)
    return [one for one in dict.fromkeys((*read_questions(), *of_suites)) if one not in WARM_UP]


def profile(assistant: Assistant, questions: Sequence[str], rounds: int) -> dict[str, dict[str, dict[str, float]]]:
    """Percentiles by stage, by step and for the whole.

    A stage and a step count the questions that go through them, at the first asking.
    """
    times: dict[str, dict[str, list[float]]] = {"stages": {}, "steps": {step: [] for step in STEPS}, "whole": {}}
    spent: Spent = {}
    with timed_steps(STEPS, spent):
        for number in range(rounds):
            for question in questions:
                spent.clear()
                elapsed_ms, answer = _ask(assistant, question)
                asking = "again" if number else "first"
                _add(times["whole"], {asking: elapsed_ms, f"{asking}, {_group(answer)}": elapsed_ms})
                if number == 0:
                    _add(times["stages"], {name: ms for name, ms in answer.timings_ms.items() if name != "total"})
                    _add(times["steps"], spent)
    return {part: {name: percentiles(values) for name, values in of.items() if values} for part, of in times.items()}


def _ask(assistant: Assistant, question: str) -> tuple[float, Answer]:
    started = time.perf_counter()
    answer = assistant.ask(question)
    return 1000 * (time.perf_counter() - started), answer


def _group(answer: Answer) -> str:
    return "from facts" if "facts" in answer.timings_ms else "from passages"


def _add(times: dict[str, list[float]], spent: Mapping[str, float]) -> None:
    for name, milliseconds in spent.items():
        times.setdefault(name, []).append(milliseconds)


def profile_table(measured: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    """The percentiles as a table for a terminal; what a question takes as a whole comes last."""
    rows = [
        (part if part != "whole" else "", name, str(int(of["count"])), *(f"{of[key]:.1f}" for key in _SHOWN))
        for part, values in measured.items()
        for name, of in values.items()
    ]
    return table(("", "", "questions", *(key.replace("_", " ") for key in _SHOWN)), rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 1 where the whole of ``ask`` misses a target at the first asking."""
    made = argparse.ArgumentParser(prog="python -m evals.profile", description="Where the time of an answer goes.")
    made.add_argument("--home", type=Path, default=Path(platformdirs.user_data_dir("eurocommons", appauthor=False)))
    made.add_argument("--rounds", type=int, default=3, help="how often each question is asked (default: 3)")
    made.add_argument("--json", action="store_true", help="print one JSON object")
    options = made.parse_args(arguments)
    with TemporaryDirectory(prefix="eurocommons-profile-") as sessions:
        assistant = open_apart(options.home, Path(sessions))
        measured = profile(assistant, measured_questions(), max(1, options.rounds))
    print(json.dumps(measured) if options.json else profile_table(measured))
    first = measured["whole"]["first"]
    return int(first["p50_ms"] >= TARGET_P50_MS or first["p95_ms"] >= TARGET_P95_MS)


if __name__ == "__main__":
    sys.exit(main())
