"""Finds the passages that may answer a question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.glossary import Wordings, wordings
from assistant.records import Evidence, Filters
from assistant.retrieval.cosines import cosines
from assistant.retrieval.places import opens_section
from assistant.retrieval.ranking import Candidates, Hit, Scores, diversify, score
from assistant.retrieval.reranker import Reranker, reorder
from ingest.embedding.centring import for_model
from ingest.embedding.encoder import Encoder
from ingest.records import Language
from ingest.store import Index
from ingest.store.index import passage_context, where_clause

POOL = 100
"""Candidates taken from each half before they are ranked."""


@dataclass(frozen=True, slots=True)
class Query:
    """A searchable question: its text, the language it is written in, and its vector ``(d,)``, ``uncentred`` too.

    ``wordings`` says it in the glossary's terms; the vector is that of the question and of its own-language wording.
    """

    text: str
    language: Language
    vector: NDArray[np.float32]
    uncentred: NDArray[np.float32]
    wordings: Wordings

    @property
    def own_texts(self) -> tuple[str, ...]:
        """The question, and its wording in its own language where that differs."""
        return tuple(dict.fromkeys((self.text, self.wordings.own)))


def _best(scores: Iterable[NDArray[np.float32]]) -> NDArray[np.float32]:
    """The best score of each row over several wordings of a question."""
    best: NDArray[np.float32] = np.maximum.reduce(list(scores))
    return best


def _direction(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The direction of the sum of vectors ``(n, d)``, shape ``(d,)``."""
    total: NDArray[np.float32] = vectors.sum(axis=0)
    return total / np.linalg.norm(total)


@dataclass(frozen=True, slots=True)
class _Ranks:
    """The rank of each row in each half, from 1."""

    dense: dict[int, int]
    lexical: dict[int, int]


class Retriever:
    """Searches one open index; a ``reranker`` has the last word on the order of the best candidates."""

    def __init__(self, index: Index, encoder: Encoder, reranker: Reranker | None = None) -> None:
        self._index = index
        self._encoder = encoder
        self._reranker = reranker
        self._centring = for_model(encoder.identity)
        self._calibrated = bool(self._centring.means)
        self._opening = opens_section(index.passages)

    def query(self, text: str, language: Language, reword: Callable[[str, Language], Wordings] = wordings) -> Query:
        """Embed a question, once for all that follows; ``reword`` says it in the glossary's terms."""
        said = reword(text, language)
        vectors = self._encoder.encode_queries(list(dict.fromkeys([text, said.own])))
        vector = _direction(self._centring.centre(vectors, language, "query"))
        return Query(text, language, vector, _direction(vectors), said)

    def search(self, query: Query, k: int, filters: Filters = Filters()) -> list[Evidence]:
        """The ``k`` best passages, best first; fewer where the filters leave fewer."""
        where = where_clause(filters.kind, filters.language, filters.domain)
        dense = self._index.dense(query.vector, POOL, where)
        lexical = self._lexical(query, self._index.mask(where))
        rows = sorted({row for row, _ in dense} | {row for row, _ in lexical})
        vectors = self._index.vectors(rows)
        candidates = self._candidates(query, rows, vectors)
        scores = self._reranked(query, rows, score(candidates, self._calibrated))
        hits = [
            Hit(self._index.work(passage.document.id), passage.chunk.language, float(value))
            for passage, value in zip((self._index.passages[row] for row in rows), scores, strict=True)
        ]
        ranks = _Ranks(
            {row: n for n, (row, _) in enumerate(dense, 1)}, {row: n for n, (row, _) in enumerate(lexical, 1)}
        )
        return [
            self._evidence(rows[at], rank, hits[at].score, float(candidates.cosines.dense[at]), ranks)
            for rank, at in enumerate(diversify(hits, query.language, vectors)[:k], 1)
        ]

    def _lexical(self, query: Query, mask: NDArray[np.bool_] | None) -> list[tuple[int, float]]:
        """The best rows by shared words, of the question as it is or in the glossary's terms."""
        lexical = self._index.lexical
        found: dict[int, float] = {}
        for text in query.own_texts:
            for row, value in lexical.search(text, query.language, POOL, mask):
                found[row] = max(value, found.get(row, 0.0))
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:POOL]

    def _candidates(self, query: Query, rows: Sequence[int], vectors: NDArray[np.float32]) -> Candidates:
        lexical = self._index.lexical
        languages = [self._index.passages[row].chunk.language for row in rows]
        sentences = self._index.sentence_vectors(rows)
        return Candidates(
            cosines=cosines(query.vector, query.uncentred, vectors, sentences, languages, self._centring),
            bm25=_best(lexical.scores_of(text, query.language, rows) for text in query.own_texts),
            coverage=_best(lexical.coverage_of(text, query.language, rows) for text in query.own_texts),
            surface=_best(lexical.surface_coverage_of(text, rows) for text in {query.text, query.wordings.other}),
            same_language=np.array([language == query.language for language in languages], bool),
            opening=self._opening[list(rows)],
        )

    def _reranked(self, query: Query, rows: Sequence[int], scores: Scores) -> Scores:
        if self._reranker is None:
            return scores
        reranker = self._reranker
        return reorder(scores, lambda best: reranker.relevance(query.text, [self._text(rows[at]) for at in best]))

    def _text(self, row: int) -> str:
        """A passage as it was embedded: its title and headings, then its text."""
        passage = self._index.passages[row]
        return f"{passage_context(passage.document.title, passage.chunk.heading_path)}\n{passage.chunk.text}"

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
