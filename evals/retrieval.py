"""Retrieval on public sets: dense, BM25, their rank fusion and the product's own ranking, side by side.

    python -m evals.retrieval [--data DIR] [--sets NAME ...] [--cache DIR] [--home DIR] [--json]

The shipped constants were learned on these very sets: ``python -m evals.train_ranking`` judges each set with constants
learned on the others.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np
import platformdirs
from numpy.typing import NDArray

from assistant.glossary import wordings
from assistant.retrieval.across import scores_across
from assistant.retrieval.cosines import Cosines
from assistant.retrieval.ranking import Candidates, Weights, score
from assistant.retrieval.retriever import POOL, POOL_ACROSS
from evals.datasets import DEFAULT_FOLDER, RetrievalSet, load_sets
from ingest.embedding.centring import Centring, for_model
from ingest.embedding.encoder import Encoder, Passage, load_encoder
from ingest.language import detect_text
from ingest.lexical import LexicalIndex, best_rows, tokenise
from ingest.records import Language
from ingest.sentences import split_sentences

Matrix = NDArray[np.float32]
DEPTH = 10
RRF_K = 60
SLICE = 128
BASELINES = ("dense", "bm25", "rrf")
METRICS = ("recall", "mrr", "ndcg")


@dataclass(frozen=True, slots=True)
class Vectors:
    """Raw vectors of a set: queries, passages, and the passages' sentences one after another, ``counts`` each."""

    queries: Matrix
    passages: Matrix
    sentences: Matrix
    counts: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A set made ready for ranking; matrices have one row a query and one column a passage.

    ``documents`` numbers the document of each passage, ``relevant`` those that answer each query.  ``languages`` are
    detected from the queries.  ``reworded`` has the raw vectors of the queries in the glossary's terms.  ``opening``
    marks the first passage of each document: a document of these sets is a section, a paragraph or an answer.
    """

    one: RetrievalSet
    vectors: Vectors
    languages: list[Language]
    passage_languages: list[Language]
    documents: NDArray[np.int64]
    relevant: list[list[int]]
    reworded: Matrix
    lexical: LexicalIndex
    bm25: Matrix
    words_bm25: Matrix
    coverage: Matrix
    same_language: NDArray[np.bool_]
    opening: NDArray[np.bool_]


def prepare(one: RetrievalSet, vectors: Vectors, encoder: Encoder) -> View:
    """Everything about a set that no learned constant changes."""
    numbers: dict[str, int] = {}
    documents = np.array([numbers.setdefault(passage.document, len(numbers)) for passage in one.passages])
    languages = [detect_text(query.text, "fr") for query in one.queries]
    passage_languages = [passage.language for passage in one.passages]
    texts = [f"{passage.title}\n{passage.text}" for passage in one.passages]
    lexical = LexicalIndex.build([(p.id, p.language, text) for p, text in zip(one.passages, texts, strict=True)])
    asked = list(zip([query.text for query in one.queries], languages, strict=True))
    said = [wordings(text, language) for text, language in asked]
    own = [(wording.own, language) for wording, language in zip(said, languages, strict=True)]
    others = [(wording.other, language) for wording, language in zip(said, languages, strict=True)]
    across = _best_of(lambda text, language: np.array(scores_across(lexical, text, language)), asked, others)
    return View(
        one=one,
        vectors=vectors,
        languages=languages,
        passage_languages=passage_languages,
        documents=documents,
        relevant=[[numbers[name] for name in one.qrels[query.id]] for query in one.queries],
        reworded=_reworded(vectors.queries, [text for text, _ in asked], [text for text, _ in own], encoder),
        lexical=lexical,
        bm25=_one_index_bm25(texts, passage_languages, asked),
        words_bm25=np.maximum(_best_of(lexical.scores_of, asked, own), across[:, 0]),
        coverage=np.maximum(_best_of(lexical.coverage_of, asked, own), across[:, 1]),
        same_language=np.array(languages)[:, None] == np.array(passage_languages)[None],
        opening=np.diff(documents, prepend=-1) != 0,
    )


def _reworded(vectors: Matrix, asked: list[str], own: list[str], encoder: Encoder) -> Matrix:
    """The vectors of the wordings, those of the queries where the glossary has nothing to replace."""
    changed = [place for place, (text, wording) in enumerate(zip(asked, own, strict=True)) if text != wording]
    reworded = vectors.copy()
    if changed:
        reworded[changed] = encoder.encode_queries([own[place] for place in changed])
    return reworded


def _best_of(
    scores: Callable[[str, Language], Matrix], asked: list[tuple[str, Language]], own: list[tuple[str, Language]]
) -> Matrix:
    """The better score of each query and its wording."""
    as_asked = np.array([scores(*query) for query in asked])
    best: Matrix = np.maximum(as_asked, np.array([scores(*query) for query in own]))
    return best


def _one_index_bm25(texts: list[str], languages: list[Language], asked: list[tuple[str, Language]]) -> Matrix:
    """The BM25 baseline: one index of all passages, each text stemmed in its own language."""
    index = bm25s.BM25(k1=1.2, b=0.75)
    index.index([tokenise(text, one) for text, one in zip(texts, languages, strict=True)], show_progress=False)
    known = [index.get_tokens_ids(tokenise(text, language)) for text, language in asked]
    return np.array([index.get_scores_from_ids(terms) if terms else np.zeros(len(texts)) for terms in known])


def embed(one: RetrievalSet, encoder: Encoder, cache: Path) -> Vectors:
    """The set's raw vectors, from ``cache`` where they are."""
    texts = [query.text for query in one.queries] + [f"{p.title}\n{p.text}" for p in one.passages]
    digest = hashlib.sha256("\0".join([encoder.identity, *texts]).encode()).hexdigest()[:16]
    path = cache / f"{one.name.replace(' ', '-')}-{digest}.npz"
    if not path.is_file():
        print(f"{one.name}: embedding {len(one.passages)} passages", file=sys.stderr)
        vectors = _embed(one, encoder)
        cache.mkdir(parents=True, exist_ok=True)
        np.savez(
            path,
            queries=vectors.queries.astype(np.float16),
            passages=vectors.passages.astype(np.float16),
            sentences=vectors.sentences.astype(np.float16),
            counts=vectors.counts,
        )
    with np.load(path) as file:
        queries, passages, sentences = (file[name].astype(np.float32) for name in ("queries", "passages", "sentences"))
        return Vectors(queries, passages, sentences, file["counts"])


def _embed(one: RetrievalSet, encoder: Encoder) -> Vectors:
    inputs = [Passage(p.title, p.text, tuple(split_sentences(p.text, p.language))) for p in one.passages]
    passages, sentences, counts = [], [], []
    for start in range(0, len(inputs), SLICE):
        for vectors in encoder.encode_passages(inputs[start : start + SLICE]):
            passages.append(vectors.passage)
            sentences.append(vectors.sentences if len(vectors.sentences) else vectors.passage[None])
            counts.append(len(sentences[-1]))
    queries = encoder.encode_queries([query.text for query in one.queries])
    return Vectors(queries, np.array(passages), np.concatenate(sentences), np.array(counts))


def set_cosines(view: View, centring: Centring) -> Cosines:
    """As a retriever has them of a question's candidates, of every query and passage: arrays ``(queries, passages)``.

    ``distance``, which no query changes, has the shape ``(passages,)``.
    """
    vectors = view.vectors
    of_sentences = [
        language for language, count in zip(view.passage_languages, vectors.counts, strict=True) for _ in range(count)
    ]
    starts = np.cumsum([0, *vectors.counts])[:-1]
    centred = [centring.centre(raw, view.languages, "query") for raw in (vectors.queries, view.reworded)]
    queries, raw_queries = _directions(*centred), _directions(vectors.queries, view.reworded)
    passages = centring.centre(vectors.passages, view.passage_languages, "passage")
    sentences = centring.centre(vectors.sentences, of_sentences, "passage")
    raw_sentences = np.maximum.reduceat(raw_queries @ vectors.sentences.T, starts, axis=1)
    raw: Matrix = np.mean([raw_queries @ vectors.passages.T, raw_sentences], axis=0)
    return Cosines(
        dense=queries @ passages.T,
        sentence=np.maximum.reduceat(queries @ sentences.T, starts, axis=1),
        uncentred=raw,
        distance=centring.lengths(passages, view.passage_languages, "passage"),
    )


def _directions(first: Matrix, second: Matrix) -> Matrix:
    total = first + second
    directions: Matrix = total / np.linalg.norm(total, axis=1, keepdims=True)
    return directions


def pool(view: View, cosines: Cosines, query: int) -> NDArray[np.int64]:
    """The candidates of a query, as the product gathers them: the best of both halves."""
    dense = np.argsort(-cosines.dense[query], kind="stable")[:POOL]
    same, words = view.same_language[query], view.words_bm25[query]
    own, across = (best_rows(words, np.flatnonzero(one), k) for one, k in ((same, POOL), (~same, POOL_ACROSS)))
    return np.unique([*dense, *own, *across])


def candidates(view: View, cosines: Cosines, query: int, rows: NDArray[np.int64]) -> Candidates:
    return Candidates(
        cosines=Cosines(
            dense=cosines.dense[query, rows],
            sentence=cosines.sentence[query, rows],
            uncentred=cosines.uncentred[query, rows],
            distance=cosines.distance[rows],
        ),
        bm25=view.words_bm25[query, rows],
        coverage=view.coverage[query, rows],
        same_language=view.same_language[query, rows],
        opening=view.opening[rows],
    )


def our_scores(view: View, centring: Centring, calibrated: bool = True, weights: Weights | None = None) -> Matrix:
    """The product's score of each passage for each query; minus infinity outside a query's pool."""
    cosines = set_cosines(view, centring)
    scores = np.full(cosines.dense.shape, -np.inf, np.float32)
    for query in range(len(scores)):
        rows = pool(view, cosines, query)
        scores[query, rows] = score(candidates(view, cosines, query, rows), calibrated, weights)
    return scores


def document_scores(view: View, scores: Matrix) -> Matrix:
    """The best passage's score for each document, shape ``(queries, documents)``."""
    best = np.full((len(scores), int(view.documents.max()) + 1), -np.inf, np.float32)
    for passage, document in enumerate(view.documents):
        np.maximum(best[:, document], scores[:, passage], out=best[:, document])
    return best


def baseline_scores(view: View) -> dict[str, Matrix]:
    """Document scores of the baselines: raw cosine, BM25 (nothing for no shared term), reciprocal rank fusion."""
    dense = document_scores(view, view.vectors.queries @ view.vectors.passages.T)
    bm25 = document_scores(view, np.where(view.bm25 > 0, view.bm25, -np.inf))
    return {"dense": dense, "bm25": bm25, "rrf": _reciprocal_rank(dense) + _reciprocal_rank(bm25)}


def _reciprocal_rank(scores: Matrix) -> Matrix:
    """1 / (60 + rank), 0 for what was not retrieved (Cormack, Clarke and Buettcher 2009)."""
    ranks = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1, kind="stable") + 1
    return np.where(np.isfinite(scores), 1 / (RRF_K + ranks), 0).astype(np.float32)


def measure(scores: Matrix, relevant: Sequence[Sequence[int]]) -> dict[str, float]:
    """Mean recall, reciprocal rank and nDCG (binary gains), all at 10, of document scores ``(queries, documents)``."""
    values = []
    for row, wanted in zip(scores, relevant, strict=True):
        ranks = np.array([_rank(row, document) for document in wanted], np.float64)
        inside = ranks <= DEPTH
        ideal = sum(1 / np.log2(rank + 1) for rank in range(1, min(len(wanted), DEPTH) + 1))
        best = ranks.min()
        values.append(
            (
                inside.sum() / min(len(wanted), DEPTH),
                1 / best if best <= DEPTH else 0,
                (1 / np.log2(ranks[inside] + 1)).sum() / ideal,
            )
        )
    return dict(zip(METRICS, np.mean(values, axis=0).tolist(), strict=True))


def _rank(row: Matrix, document: int) -> float:
    """The document's rank, from 1; of equal scores, half of the others come before it."""
    if not np.isfinite(row[document]):
        return float("inf")
    return 1 + float((row > row[document]).sum()) + (float((row == row[document]).sum()) - 1) / 2


Result = dict[str, dict[str, float]]


def evaluate(view: View, ours: Matrix) -> Result:
    """Metrics by system."""
    systems = baseline_scores(view) | {"ours": document_scores(view, ours)}
    return {name: measure(scores, view.relevant) for name, scores in systems.items()}


def table(results: Mapping[str, Result]) -> str:
    """One line a set, each cell recall@10, MRR@10 and nDCG@10, and the mean; then where ours falls short."""
    systems = (*BASELINES, "ours")
    header = f"{'set':<24}" + "".join(f"{name + ' R/MRR/nDCG':>22}" for name in systems)
    lines = [
        f"{name:<24}" + "".join(f"{_cell(result[one]):>22}" for one in systems) for name, result in results.items()
    ]
    means = {one: _mean([result[one] for result in results.values()]) for one in systems}
    lines.append(f"{'mean':<24}" + "".join(f"{_cell(means[one]):>22}" for one in systems))
    return "\n".join([header, *lines, *shortfalls(results)])


def shortfalls(results: Mapping[str, Result]) -> list[str]:
    """A sentence for each set and metric on which ours is below the best baseline."""
    said = []
    for name, result in results.items():
        for metric in ("recall", "mrr"):
            best = max(result[one][metric] for one in BASELINES)
            if result["ours"][metric] < best - 1e-9:
                said.append(f"below the best baseline: {name}, {metric}@10 {result['ours'][metric]:.3f} < {best:.3f}")
    return said


def _cell(values: Mapping[str, float]) -> str:
    return " ".join(f"{values[metric]:.3f}" for metric in METRICS)


def _mean(values: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {metric: float(np.mean([one[metric] for one in values])) for metric in METRICS}


def load_views(arguments: argparse.Namespace) -> tuple[list[View], str]:
    """The sets asked for, embedded, and the model's identity."""
    encoder = load_encoder(arguments.home)
    sets = load_sets(arguments.data, arguments.sets)
    return [prepare(one, embed(one, encoder, arguments.cache), encoder) for one in sets], encoder.identity


def parser(description: str) -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=description)
    made.add_argument("--data", type=Path, default=DEFAULT_FOLDER, help="folder of the public sets")
    made.add_argument("--sets", nargs="*", default=[], metavar="NAME", help="only these sets")
    made.add_argument(
        "--cache", type=Path, default=Path(platformdirs.user_cache_dir("eurocommons", appauthor=False)) / "evals"
    )
    made.add_argument("--home", type=Path, default=Path(platformdirs.user_data_dir("eurocommons", appauthor=False)))
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0 when ours is nowhere below the best baseline, 1 when it is somewhere, 2 without any set."""
    made = parser("Retrieval on public sets: dense, BM25, rank fusion and ours.")
    made.add_argument("--json", action="store_true", help="print one JSON object")
    options = made.parse_args(arguments)
    views, identity = load_views(options)
    if not views:
        print("no set to judge", file=sys.stderr)
        return 2
    centring = for_model(identity)
    results = {view.one.name: evaluate(view, our_scores(view, centring, bool(centring.means))) for view in views}
    below = shortfalls(results)
    print(json.dumps({"sets": results, "below": below}) if options.json else table(results))
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
