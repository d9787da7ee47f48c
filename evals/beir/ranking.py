"""Ranks the queries of a retrieval suite with the assistant's own retriever."""

from __future__ import annotations

import sys
import time
from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePosixPath

from tqdm import tqdm

from assistant.records import Evidence
from evals.beir.reading import RetrievalSuite, Text
from evals.metrics.ranking import ranking_scores
from evals.runs.records import QueryResult
from evals.subject import Answers
from ingest.language import detect_text

PASSAGES = 200
"""Passages retrieved for a query: all that both halves of the retrieval return."""
DOCUMENTS = 100
SHOWN = 10


def rank_queries(suite: RetrievalSuite, assistant: Answers) -> Iterator[QueryResult]:
    """One result a query: a document ranks where its best passage does."""
    judged = frozenset(document for grades in suite.qrels.values() for document in grades)
    progress = tqdm(suite.queries, desc=suite.name, unit="query", file=sys.stderr, disable=None)
    return (_rank(query, suite, assistant, judged) for query in progress)


def _rank(query: Text, suite: RetrievalSuite, assistant: Answers, judged: Collection[str]) -> QueryResult:
    begun = time.perf_counter()
    hits = assistant.search(query.text, k=PASSAGES)
    latency_ms = (time.perf_counter() - begun) * 1000
    ranked = documents_of(hits, judged)
    grades = suite.qrels[query.id]
    return QueryResult(
        suite=suite.name,
        id=query.id,
        language=detect_text(query.text, "fr"),
        text=query.text,
        relevant=dict(grades),
        ranked=ranked[:SHOWN],
        scores=ranking_scores(ranked, grades),
        latency_ms=latency_ms,
    )


def documents_of(hits: Sequence[Evidence], judged: Collection[str]) -> tuple[str, ...]:
    """The documents of the passages, each once, best first; "event.fr" is "event" where the grades say "event"."""
    names = (hit.chunk.document_id for hit in hits)
    return tuple(dict.fromkeys(_named(name, judged) for name in names))[:DOCUMENTS]


def _named(document_id: str, judged: Collection[str]) -> str:
    path = PurePosixPath(document_id)
    work = str(path.with_suffix("")) if path.suffix in (".fr", ".en") else document_id
    return work if work in judged and document_id not in judged else document_id
