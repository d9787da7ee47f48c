"""Metrics of a ranking of documents for one query.  ``ranked`` is best first, each document once.

``relevant`` gives the grade of each judged document; one is relevant when its grade is above 0.  All are from 0 to 1,
higher is better, and None where no document is relevant.  They agree with trec_eval.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2

Grades = Mapping[str, int]


def recall_at(k: int, ranked: Sequence[str], relevant: Grades) -> float | None:
    """Share of the relevant documents that are among the first ``k`` (Manning, Raghavan and Schütze 2008,
    "Introduction to Information Retrieval", 8.4)."""
    wanted = _relevant(relevant)
    return len(wanted.intersection(ranked[:k])) / len(wanted) if wanted else None


def ndcg_at(k: int, ranked: Sequence[str], relevant: Grades) -> float | None:
    """Discounted cumulative gain over the best possible one (Järvelin and Kekäläinen 2002, "Cumulated Gain-Based
    Evaluation of IR Techniques"), the gain being the grade and the discount log2(rank + 1), as in BEIR."""
    ideal = _gain(sorted((grade for grade in relevant.values() if grade > 0), reverse=True)[:k])
    return _gain([max(relevant.get(one, 0), 0) for one in ranked[:k]]) / ideal if ideal else None


def reciprocal_rank(ranked: Sequence[str], relevant: Grades) -> float | None:
    """One over the rank of the first relevant document, 0 where none is found (Voorhees 1999, "The TREC-8 Question
    Answering Track Report"); its mean over queries is the MRR."""
    wanted = _relevant(relevant)
    if not wanted:
        return None
    return next((1 / rank for rank, one in enumerate(ranked, start=1) if one in wanted), 0.0)


def average_precision(ranked: Sequence[str], relevant: Grades) -> float | None:
    """Mean of the precision at the rank of each relevant document, 0 for those not found (Buckley and Voorhees 2000,
    "Evaluating Evaluation Measure Stability"); its mean over queries is the MAP."""
    wanted = _relevant(relevant)
    if not wanted:
        return None
    ranks = [rank for rank, one in enumerate(ranked, start=1) if one in wanted]
    return sum(found / rank for found, rank in enumerate(ranks, start=1)) / len(wanted)


def ranking_scores(ranked: Sequence[str], relevant: Grades) -> dict[str, float | None]:
    """Every metric of one query by name."""
    return {
        "recall_at_10": recall_at(10, ranked, relevant),
        "recall_at_100": recall_at(100, ranked, relevant),
        "ndcg_at_10": ndcg_at(10, ranked, relevant),
        "mrr": reciprocal_rank(ranked, relevant),
        "map": average_precision(ranked, relevant),
    }


def _relevant(relevant: Grades) -> set[str]:
    return {document for document, grade in relevant.items() if grade > 0}


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / log2(rank + 1) for rank, grade in enumerate(grades, start=1))
