"""Whether two runs over the same items differ by more than chance: McNemar's exact test, and a paired bootstrap."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pydantic import BaseModel, ConfigDict
from scipy.stats import binomtest

from evals.metrics.table import Item, Metric, scores_of, value
from evals.statistics.intervals import resample

SIGNIFICANT = 0.05


class Difference(BaseModel):
    """A metric in two runs over the same items: B less A, its 95 % interval and a two-sided p-value.

    ``clusters`` is the number of independent items; ``better`` and ``worse`` count those that changed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    metric: str
    a: float | None
    b: float | None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    better: int = 0
    worse: int = 0
    clusters: int = 0

    @property
    def is_more_than_noise(self) -> bool:
        """Whether a difference this large would be rare (p < 0.05) if the two runs were as good as each other."""
        return self.p is not None and self.p < SIGNIFICANT


def difference(metric: Metric, a: Sequence[Item], b: Sequence[Item], seed: int) -> Difference:
    """Compare a metric over the items of two runs, which are the same and in the same order.

    Of pass or fail, the p-value is McNemar's exact one (McNemar 1947; Dror et al. 2018, "The Hitchhiker's Guide to
    Testing Statistical Significance in NLP") over clusters: the two questions of a pair that change together are one
    change.  Of anything else it comes from the paired bootstrap (Efron and Tibshirani 1993, chapter 15): twice the
    share of resamples on the far side of no difference.
    """
    before, after = value(metric, a), value(metric, b)
    if before is None or after is None or metric.percentile is not None:
        return Difference(metric=metric.name, a=before, b=after)
    changes = _changes(metric, a, b)
    better, worse = sum(one > 0 for one in changes.values()), sum(one < 0 for one in changes.values())
    low, high, p = _bootstrap(metric, a, b, seed)
    if _is_pass_or_fail(metric, a, b):
        p = mcnemar(better, worse)
    return Difference(
        metric=metric.name, a=before, b=after, low=low, high=high, p=p,
        better=better if metric.better == "higher" else worse,
        worse=worse if metric.better == "higher" else better,
        clusters=len(changes),
    )  # fmt: skip


def mcnemar(better: int, worse: int) -> float:
    """Two-sided p-value of the exact binomial test on what changed; 1 where nothing did."""
    return float(binomtest(better, better + worse, 0.5).pvalue) if better + worse else 1.0


def _changes(metric: Metric, a: Sequence[Item], b: Sequence[Item]) -> dict[str, float]:
    """By cluster, the sum of what its scores changed by."""
    changed: dict[str, float] = {}
    for name in metric.of:
        for item, change in zip(a, scores_of(b, name) - scores_of(a, name), strict=True):
            if np.isfinite(change) and (metric.name not in _OF_PAIRS or item.is_paired):
                changed[item.cluster] = changed.get(item.cluster, 0.0) + float(change)
    return changed


_OF_PAIRS = ("parity_gap", "pair_agreement")


def _is_pass_or_fail(metric: Metric, a: Sequence[Item], b: Sequence[Item]) -> bool:
    """Whether the metric is the share of one score that is 0 or 1, and applies to the same items in both."""
    if len(metric.of) != 1 or metric.unit != "share" or metric.name in _OF_PAIRS:
        return False
    before, after = scores_of(a, metric.of[0]), scores_of(b, metric.of[0])
    both = np.concatenate([before, after])
    same = (np.isfinite(before) == np.isfinite(after)).all()
    return bool(same and np.isin(both[np.isfinite(both)], (0.0, 1.0)).all())


def _bootstrap(metric: Metric, a: Sequence[Item], b: Sequence[Item], seed: int) -> tuple[float, float, float]:
    weights = resample(a, seed).weights
    before, after = (metric.value(weights @ metric.columns(side)) for side in (a, b))
    drawn = after - before
    drawn = drawn[np.isfinite(drawn)]
    low, high = np.percentile(drawn, (2.5, 97.5))
    tail = min((drawn <= 0).mean(), (drawn >= 0).mean())
    return float(low), float(high), float(min(1.0, 2 * tail))
