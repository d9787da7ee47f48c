"""Finds the passages that may answer a question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.glossary import Wordings, wordings
from assistant.records import Evidence, Filters
from assistant.retrieval.across import scores_across
from assistant.retrieval.asked_as import NOWHERE, Section, load_asked_as
from assistant.retrieval.cosines import cosines
from assistant.retrieval.places import opens_section
from assistant.retrieval.ranking import Candidates, Hit, Scores, diversify, score
from assistant.retrieval.reranker import Reranker, reorder
from ingest.embedding.centring import for_model
from ingest.embedding.encoder import Encoder
from ingest.lexical import best_rows
from ingest.records import LANGUAGES, Language
from ingest.store import Index
from ingest.store.index import passage_context, where_clause

POOL = 100
"""Candidates taken by meaning, and by words, before they are ranked."""
ASKED_GAIN = 0.15
"""What a passage gains in score whose section is surely asked for."""
OF_ARTICLES = (0.8, 0.94)
"""How near a question has to be for an article to be asked rather than the catalogue (``asked_as.WITHIN``): a follow-up
of three words ("the licence doesn't matter") is near to many."""
POOL_ACROSS = 50
"""Candidates taken of the other language by the question's words translated."""


@dataclass(frozen=True, slots=True)
class Query:
    """A searchable question: its text, the language it is written in, and its vector ``(d,)``, ``uncentred`` too.

    ``wordings`` says it in the glossary's terms; the vector is that of the question and of its own-language wording.
    ``typed`` are the words as they were typed, and ``kind`` what they ask for.
    """

    text: str
    language: Language
    vector: NDArray[np.float32]
    uncentred: NDArray[np.float32]
    wordings: Wordings
    typed: str
    kind: str = ""

    @property
    def own_texts(self) -> tuple[str, ...]:
        """The question, and its wording in its own language where that differs."""
        return tuple(dict.fromkeys((self.text, self.wordings.own)))


def _rows_of_sections(index: Index) -> Mapping[Section, Sequence[int]]:
    """The passages below each heading of each document."""
    rows: dict[Section, list[int]] = defaultdict(list)
    for row, passage in enumerate(index.passages):
        for heading in dict.fromkeys(passage.chunk.heading_path):
            rows[passage.document.id, heading].append(row)
    return rows


def _best(scores: Iterable[NDArray[np.float32]]) -> NDArray[np.float32]:
    """The best score of each row over several wordings of a question."""
    best: NDArray[np.float32] = np.maximum.reduce(list(scores))
    return best


def _direction(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The direction of the sum of vectors ``(n, d)``, shape ``(d,)``."""
    total: NDArray[np.float32] = vectors.sum(axis=0)
    return total / np.linalg.norm(total)


@dataclass(frozen=True, slots=True)
class _Words:
    """What each row of the index shares with a question by words; both arrays have the shape ``(rows,)``."""

    bm25: NDArray[np.float32]
    coverage: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Ranks:
    """The rank of each row in each half, from 1."""

    dense: dict[int, int]
    lexical: dict[int, int]


@dataclass(frozen=True, slots=True)
class AskedFor:
    """How surely readers ask for sections in words like a question's, by their ``rows``, above 0 and up to 1.

    ``nowhere`` is how surely they ask so what no page answers, from 0 on, and ``unknown`` what a page says that nobody
    knows.
    """

    rows: Mapping[int, float]
    nowhere: float
    unknown: float

    def __bool__(self) -> bool:
        """Whether they ask for anything in words like these."""
        return bool(self.rows) or self.nowhere > 0


NOTHING_ASKED = AskedFor({}, 0.0, 0.0)


class Retriever:
    """Searches one open index; a ``reranker`` has the last word on the order of the best candidates."""

    def __init__(self, index: Index, encoder: Encoder, reranker: Reranker | None = None) -> None:
        self._index = index
        self._encoder = encoder
        self._reranker = reranker
        self._centring = for_model(encoder.identity)
        self._calibrated = bool(self._centring.means)
        self._opening = opens_section(index.passages)
        self._rows_of = _rows_of_sections(index)
        self._asked_as = load_asked_as(encoder)

    def query(
        self,
        text: str,
        language: Language,
        reword: Callable[[str, Language], Wordings] = wordings,
        typed: str = "",
        kind: str = "",
    ) -> Query:
        """Embed a question, once for all that follows; ``reword`` says it in the glossary's terms.

        ``typed`` is the question as it was typed, where ``text`` says more; ``kind`` what it asks for, if known.
        """
        said = reword(text, language)
        own = list(dict.fromkeys([text, said.own]))
        vectors = self._encoder.encode_queries(own)
        vector = _direction(self._centring.centre(vectors, language, "query"))
        return Query(text, language, vector, _direction(vectors), said, typed or text, kind)

    def asked_of_articles(self, text: str, language: Language, kind: str) -> float:
        """How surely readers ask an article in words like a question's, from 0 to 1; ``kind`` is what it asks for.

        Not at all where what no page answers, as the catalogue's own questions, is asked more nearly so.
        """
        near = self._asked_as.near(text, language, kind, OF_ARTICLES) if self._asked_as else {}
        if not near or max(near, key=lambda section: near[section]) == NOWHERE:
            return 0.0
        articles = (
            sure for row, sure in self._rows(near).items() if self._index.passages[row].document.kind == "article"
        )
        return max(articles, default=0.0)

    def vector_of(self, text: str, language: Language) -> NDArray[np.float32]:
        """The vector that stands for a text as a query, shape ``(d,)``."""
        return self.query(text, language).vector

    def search(
        self, query: Query, k: int, filters: Filters = Filters(), asked: Mapping[int, float] | None = None
    ) -> list[Evidence]:
        """The ``k`` best passages, best first; fewer where the filters leave fewer.

        Those ``asked`` for (``asked_for``) gain by it.
        """
        where = where_clause(filters.kind, filters.language, filters.domain)
        dense = self._index.dense(query.vector, POOL, where)
        mask, words = self._index.mask(where), self._words(query)
        lexical = self._best_by_words(words, query.language, mask)
        asked = {row: sure for row, sure in (asked or {}).items() if mask is None or mask[row]}
        rows = sorted({*(row for row, _ in dense), *(row for ranked in lexical for row in ranked), *asked})
        vectors = self._index.vectors(rows)
        candidates = self._candidates(query, rows, vectors, words)
        gains = ASKED_GAIN * np.array([asked.get(row, 0.0) for row in rows])
        scores = self._reranked(query, rows, score(candidates, self._calibrated) + gains)
        hits = [
            Hit(self._index.work(passage.document.id), passage.chunk.language, float(value))
            for passage, value in zip((self._index.passages[row] for row in rows), scores, strict=True)
        ]
        ranks = _Ranks(
            {row: n for n, (row, _) in enumerate(dense, 1)},
            {row: n for ranked in lexical for n, row in enumerate(ranked, 1)},
        )
        return [
            self._evidence(rows[at], rank, hits[at].score, float(candidates.cosines.dense[at]), ranks, asked)
            for rank, at in enumerate(diversify(hits, query.language, vectors)[:k], 1)
        ]

    def asked_for(self, query: Query) -> AskedFor:
        """What readers ask for in words like the question's."""
        near = self._asked_as.near(query.typed, query.language, query.kind) if self._asked_as else {}
        rows = self._rows(near)
        unknown = max((sure for row, sure in rows.items() if self._index.passages[row].document.gaps), default=0.0)
        return AskedFor(rows, near.get(NOWHERE, 0.0), unknown)

    def _rows(self, near: Mapping[Section, float]) -> Mapping[int, float]:
        return {row: sure for section, sure in near.items() for row in self._rows_of.get(section, ())}

    def _words(self, query: Query) -> _Words:
        """What every row shares with the question, as it is or in the glossary's terms, each in its own language."""
        lexical, language = self._index.lexical, query.language
        across = [scores_across(lexical, text, language) for text in {query.text, query.wordings.other}]
        return _Words(
            _best([*(lexical.scores_of(text, language) for text in query.own_texts), *(bm25 for bm25, _ in across)]),
            _best([*(lexical.coverage_of(text, language) for text in query.own_texts), *(part for _, part in across)]),
        )

    def _best_by_words(self, words: _Words, language: Language, mask: NDArray[np.bool_] | None) -> list[list[int]]:
        """The best rows of the question's language, and of the other one, best first."""
        allowed = words.bm25 if mask is None else np.where(mask, words.bm25, 0)
        return [
            best_rows(allowed, self._index.lexical.rows_of(each), POOL if each == language else POOL_ACROSS)
            for each in LANGUAGES
        ]

    def _candidates(self, query: Query, rows: Sequence[int], vectors: NDArray[np.float32], words: _Words) -> Candidates:
        languages = [self._index.passages[row].chunk.language for row in rows]
        sentences = self._index.sentence_vectors(rows)
        return Candidates(
            cosines=cosines(query.vector, query.uncentred, vectors, sentences, languages, self._centring),
            bm25=words.bm25[list(rows)],
            coverage=words.coverage[list(rows)],
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

    def _evidence(
        self, row: int, rank: int, value: float, cosine: float, ranks: _Ranks, asked: Mapping[int, float]
    ) -> Evidence:
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
            asked=asked.get(row, 0.0),
        )
