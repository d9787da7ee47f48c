"""Finds the passages that may answer a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.records import Evidence, Filters
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


class Retriever:
    """Searches one open index."""

    def __init__(self, index: Index, encoder: Encoder) -> None:
        self._index = index
        self._encoder = encoder
        self._centring = for_model(encoder.identity)

    def query(self, text: str, language: Language) -> Query:
        """Embed a question once, for every search and score that follows."""
        vectors = self._centring.centre(self._encoder.encode_queries([text]), language, "query")
        return Query(text, language, vectors[0])

    def search(self, query: Query, k: int, filters: Filters = Filters()) -> list[Evidence]:
        """The ``k`` best passages, best first; fewer where the filters leave fewer."""
        where = where_clause(filters.kind, filters.language, filters.domain)
        dense = self._index.dense(query.vector, POOL, where)
        lexical = self._index.lexical.search(query.text, query.language, POOL, self._index.mask(where))
        rows = list(dict.fromkeys([row for row, _ in dense] + [row for row, _ in lexical]))
        if not rows:
            return []
        cosines = self._index.vectors(rows) @ query.vector
        scores = self._scores(query, rows, cosines)
        order = np.argsort(-scores, kind="stable")[:k]
        dense_ranks = {row: rank for rank, (row, _) in enumerate(dense, 1)}
        lexical_ranks = {row: rank for rank, (row, _) in enumerate(lexical, 1)}
        return [
            self._evidence(rows[at], float(scores[at]), rank, float(cosines[at]), dense_ranks, lexical_ranks)
            for rank, at in enumerate(order, 1)
        ]

    def _scores(self, query: Query, rows: Sequence[int], cosines: NDArray[np.float32]) -> NDArray[np.float64]:
        bm25 = self._index.lexical.scores_of(query.text, query.language, rows)
        return cosines + 0.1 * bm25 / max(float(bm25.max()), 1e-9)

    def _evidence(
        self, row: int, score: float, rank: int, cosine: float, dense_ranks: dict[int, int], lexical_ranks: dict[int, int]
    ) -> Evidence:
        passage = self._index.passages[row]
        document = passage.document
        return Evidence(
            chunk=passage.chunk,
            title=document.title,
            kind=document.kind,
            score=score,
            rank=rank,
            cosine=cosine,
            dense_rank=dense_ranks.get(row),
            lexical_rank=lexical_ranks.get(row),
            url=document.url,
            domains=document.domains,
            entry=document.entry,
            gaps=document.gaps,
        )
