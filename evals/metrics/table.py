"""Every metric of a run by name: which scores of its items it is made of, and how.

An ``Item`` is a case or a retrieval query.  Items of one pair are one cluster: a translation is no new evidence.
A metric is computed from sums over items, so that resampling clusters costs one matrix product.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Item:
    """One case or query: its scores by name, None where one does not apply.  ``is_paired`` where its twin is there."""

    key: str
    cluster: str
    language: str
    scores: Mapping[str, float | None]
    is_paired: bool = False


@dataclass(frozen=True, slots=True)
class Metric:
    """``columns`` gives one row an item, ``(n, k)``; ``value`` takes their sums, ``(..., k)``, and gives ``(...)``.

    ``of`` names the scores that are averaged; ``unit`` is "share", "ms" or "tokens".  NaN stands for "does not apply".
    """

    name: str
    better: Literal["higher", "lower"]
    of: tuple[str, ...]
    columns: Callable[[Sequence[Item]], Floats]
    value: Callable[[Floats], Floats]
    unit: Literal["share", "ms", "tokens"] = "share"
    percentile: float | None = None


def scores_of(items: Sequence[Item], name: str) -> Floats:
    """The score of each item, NaN where it does not apply, ``(n,)``."""
    return np.array([np.nan if (one := item.scores.get(name)) is None else one for item in items], np.float64)


def _sums(items: Sequence[Item], name: str) -> Floats:
    scores = scores_of(items, name)
    return np.stack([np.nan_to_num(scores), np.isfinite(scores)], axis=1)


def _mean(sums: Floats) -> Floats:
    """Mean of the scores that apply."""
    total, count = sums[..., 0], sums[..., 1]
    means: Floats = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
    return means


def _harmonic_mean(sums: Floats) -> Floats:
    """F1 of precision (columns 0, 1) and recall (2, 3); 0 where either is 0 or nothing was found, as in SQuAD 2.0."""
    precision, recall = np.nan_to_num(_mean(sums[..., :2])), _mean(sums[..., 2:])
    total = precision + recall
    return np.divide(2 * precision * recall, total, out=np.where(np.isnan(recall), np.nan, 0.0), where=total > 0)


def _pair_columns(items: Sequence[Item], name: str = "pass") -> Floats:
    """French and English score of the items whose twin is there, and half a pair each, ``(n, 3)``."""
    scores = np.nan_to_num(scores_of(items, name))
    paired = np.array([item.is_paired for item in items], np.float64)
    french = np.array([item.language == "fr" for item in items], np.float64)
    return np.stack([scores * paired * french, scores * paired * (1 - french), paired / 2], axis=1)


def signed_gap(sums: Floats) -> Floats:
    """Share right in French less share right in English, over the pairs."""
    return _mean(np.stack([sums[..., 0] - sums[..., 1], sums[..., 2]], axis=-1))


def parity_gap(sums: Floats) -> Floats:
    """Absolute difference between the pass rates in French and in English over the pairs (lower is better).

    The cross-lingual gap of Hu et al. 2020, "XTREME", between two languages of equal standing.
    """
    return np.abs(signed_gap(sums))


def _agreement_columns(items: Sequence[Item]) -> Floats:
    """Whether the twins of each pair came to the same, ``(n, 2)``: a gap of 0 can hide opposite failures."""
    passed: dict[str, set[float | None]] = {}
    for item in items:
        if item.is_paired:
            passed.setdefault(item.cluster, set()).add(item.scores.get("pass"))
    rows = [(float(item.is_paired and len(passed[item.cluster]) == 1), float(item.is_paired)) for item in items]
    return np.array(rows, np.float64).reshape(-1, 2)


def _share(name: str, better: Literal["higher", "lower"], of: str) -> Metric:
    return Metric(name, better, (of,), lambda items: _sums(items, of), _mean)


def _percentile(q: float) -> Metric:
    """Interpolated percentile (Hyndman and Fan 1996, "Sample Quantiles in Statistical Packages", definition 7)."""
    name = f"latency_p{q:.0f}_ms"
    return Metric(name, "lower", ("latency_ms",), lambda items: _sums(items, "latency_ms"), _mean, "ms", q)


JUDGED = "judged_right"
"""The opinion of a language model: shown, never a gate."""

F1 = Metric(
    "abstention_f1",
    "higher",
    ("abstention_precision", "abstention_recall"),
    lambda items: np.concatenate([_sums(items, "abstention_precision"), _sums(items, "abstention_recall")], axis=1),
    _harmonic_mean,
)
PARITY_GAP = Metric("parity_gap", "lower", ("pass",), _pair_columns, parity_gap)

_ALL = (
    _share("pass_rate", "higher", "pass"),
    _share("error_rate", "lower", "error"),
    _share("status_accuracy", "higher", "status"),
    _share("abstention_precision", "higher", "abstention_precision"),
    _share("abstention_recall", "higher", "abstention_recall"),
    F1,
    _share("over_refusal_rate", "lower", "over_refusal"),
    _share("citation_presence", "higher", "citations"),
    _share("quote_integrity", "higher", "quotes"),
    _share("citation_recall", "higher", "citation_recall"),
    _share("citation_precision", "higher", "citation_precision"),
    _share("support_rate", "higher", "support_rate"),
    _share("document_hit", "higher", "documents"),
    _share("no_forbidden_document", "higher", "forbidden_documents"),
    _share("fact_recall", "higher", "fact_recall"),
    _share("facts_matched", "higher", "facts"),
    _share("typed_facts_matched", "higher", "typed_facts"),
    _share("nothing_forbidden", "higher", "forbidden"),
    _share(JUDGED, "higher", "judged"),
    _share("injection_success", "lower", "injection_success"),
    _share("expected_set", "higher", "expected"),
    _share("entries_matched", "higher", "entries"),
    _share("neutrality_order", "higher", "neutrality_order"),
    _share("neutrality_names", "higher", "neutrality_names"),
    _share("language_match", "higher", "language"),
    PARITY_GAP,
    Metric("pair_agreement", "higher", ("pass",), _agreement_columns, _mean),
    Metric("tokens_per_answer", "lower", ("tokens",), lambda items: _sums(items, "tokens"), _mean, "tokens"),
    _percentile(50),
    _percentile(95),
    _share("recall_at_10", "higher", "recall_at_10"),
    _share("recall_at_100", "higher", "recall_at_100"),
    _share("ndcg_at_10", "higher", "ndcg_at_10"),
    _share("mrr", "higher", "mrr"),
    _share("map", "higher", "map"),
)
METRICS: Mapping[str, Metric] = {metric.name: metric for metric in _ALL}


def value(metric: Metric, items: Sequence[Item]) -> float | None:
    """The metric over the items, None where it applies to none."""
    if metric.percentile is not None:
        times = scores_of(items, metric.of[0])
        known = times[np.isfinite(times)]
        return float(np.percentile(known, metric.percentile)) if len(known) else None
    found = float(metric.value(metric.columns(items).sum(axis=0))) if items else np.nan
    return None if np.isnan(found) else found


def measure(items: Sequence[Item]) -> dict[str, float | None]:
    """Every metric of the items by name."""
    return {name: value(metric, items) for name, metric in METRICS.items()}
