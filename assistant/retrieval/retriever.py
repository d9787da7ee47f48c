"""Finds the passages that may answer a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.records import Evidence, Filters
from assistant.retrieval.ranking import Candidates, Hit, diversify, score
from ingest.embedding.centring import for_model
from ingest.embedding.encoder import Encoder
from ingest.records import Language
from ingest.store import Index
from ingest.store.index import where_clause

POOL = 100
"""Candidates taken from each half before they are ranked."""


@dataclass(frozen=True, slots=True)
class Query:
    """A searchable question: its text, the language it is written in, and its vector ``(d,)``."""

    text: str
    language: Language
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Ranks:
    """The rank of each row in each half, from 1."""

    dense: dict[int, int]
    lexical: dict[int, int]


class Retriever:
    """Searches one open index."""

    def __init__(self, index: Index, encoder: Encoder) -> None:
        self._index = index
        self._encoder = encoder
        self._centring = for_model(encoder.identity)
        self._calibrated = bool(self._centring.means)

    def query(self, text: str, language: Language) -> Query:
        """Embed a question once, for every search and score that follows."""
        vectors = self._centring.centre(self._encoder.encode_queries([text]), language, "query")
        return Query(text, language, vectors[0])

    def search(self, query: Query, k: int, filters: Filters = Filters()) -> list[Evidence]:
        """The ``k`` best passages, best first; fewer where the filters leave fewer."""
        where = where_clause(filters.kind, filters.language, filters.domain)
        dense = self._index.dense(query.vector, POOL, where)
        lexical = self._index.lexical.search(query.text, query.language, POOL, self._index.mask(where))
        rows = sorted({row for row, _ in dense} | {row for row, _ in lexical})
        vectors = self._index.vectors(rows)
        candidates = self._candidates(query, rows, vectors)
        scores = score(candidates, self._calibrated)
        hits = [
            Hit(self._index.work(passage.document.id), passage.chunk.language, float(value))
            for passage, value in zip((self._index.passages[row] for row in rows), scores, strict=True)
        ]
        ranks = _Ranks(
            {row: n for n, (row, _) in enumerate(dense, 1)}, {row: n for n, (row, _) in enumerate(lexical, 1)}
        )
        return [
            self._evidence(rows[at], rank, hits[at].score, float(candidates.dense[at]), ranks)
            for rank, at in enumerate(diversify(hits, query.language, vectors)[:k], 1)
        ]

    def _candidates(self, query: Query, rows: Sequence[int], vectors: NDArray[np.float32]) -> Candidates:
        dense = vectors @ query.vector
        lexical = self._index.lexical
        return Candidates(
            dense=dense,
            sentence=np.array(
                [
                    float((sentences @ query.vector).max()) if len(sentences) else cosine
                    for sentences, cosine in zip(self._index.sentence_vectors(rows), dense, strict=True)
                ],
                np.float32,
            ),
            bm25=lexical.scores_of(query.text, query.language, rows),
            coverage=lexical.coverage_of(query.text, query.language, rows),
            surface=lexical.surface_coverage_of(query.text, rows),
            same_language=np.array([self._index.passages[row].chunk.language == query.language for row in rows], bool),
        )

    def _evidence(self, row: int, rank: int, value: float, cosine: float, ranks: _Ranks) -> Evidence:
        passage = self._index.passages[row]
        document = passage.document
        return Evidence(
            chunk=passage.chunk,
            title=document.title,
            kind=document.kind,
            score=value,
            rank=rank,
            cosine=cosine,
            dense_rank=ranks.dense.get(row),
            lexical_rank=ranks.lexical.get(row),
            url=document.url,
            domains=document.domains,
            entry=document.entry,
            gaps=document.gaps,
        )
