"""95 % confidence intervals of metrics: clusters resampled, and Wilson's interval where resampling knows too little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict
from scipy.stats import norm

from evals.metrics.table import METRICS, PARITY_GAP, Floats, Item, Metric, scores_of, signed_gap, value

CONFIDENCE = 0.95
RESAMPLES = 2000
FEW = 30
"""Below this many clusters a share's interval is Wilson's."""

_Z = float(norm.ppf((1 + CONFIDENCE) / 2))
_TAILS = (50 * (1 - CONFIDENCE), 50 * (1 + CONFIDENCE))


class Estimate(BaseModel):
    """A metric's value and its 95 % interval; None where it does not apply, or where one cluster says nothing.

    ``n`` items take part, in ``clusters`` clusters.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    clusters: int = 0
    method: Literal["bootstrap", "wilson", "none"] = "none"


@dataclass(frozen=True, slots=True)
class Resampling:
    """Weights of items ``(resamples, n)``: how often each item's cluster was drawn."""

    weights: Floats


def estimate_all(items: Sequence[Item], seed: int) -> dict[str, Estimate]:
    """Every metric of the items with its interval; the same seed draws the same resamples."""
    drawn = resample(items, seed)
    return {name: estimate(metric, items, drawn) for name, metric in METRICS.items()}


def resample(items: Sequence[Item], seed: int) -> Resampling:
    """Draw clusters with replacement (Efron 1979, "Bootstrap Methods"; by clusters, Field and Welsh 2007,
    "Bootstrapping Clustered Data"), so that the two questions of a pair come and go together."""
    numbers: dict[str, int] = {}
    of_item = np.array([numbers.setdefault(item.cluster, len(numbers)) for item in items], np.int64)
    if not numbers:
        return Resampling(np.zeros((RESAMPLES, 0)))
    counts = np.random.default_rng(seed).multinomial(len(numbers), np.full(len(numbers), 1 / len(numbers)), RESAMPLES)
    return Resampling(counts[:, of_item].astype(np.float64))


def estimate(metric: Metric, items: Sequence[Item], drawn: Resampling) -> Estimate:
    """The metric's value over the items and its interval (percentile bootstrap, or Wilson)."""
    found = value(metric, items)
    if found is None:
        return Estimate(value=None)
    scores = np.stack([scores_of(items, name) for name in metric.of])
    taking_part = np.isfinite(scores).any(axis=0)  # (n,)
    if metric is PARITY_GAP:
        taking_part &= np.array([item.is_paired for item in items])
    clusters = len({items[int(place)].cluster for place in np.flatnonzero(taking_part)})
    low, high, method = _interval(metric, items, drawn, scores[:, taking_part], clusters, found)
    return Estimate(value=found, low=low, high=high, n=int(taking_part.sum()), clusters=clusters, method=method)


Method = Literal["bootstrap", "wilson", "none"]


def _interval(
    metric: Metric, items: Sequence[Item], drawn: Resampling, scores: Floats, clusters: int, found: float
) -> tuple[float | None, float | None, Method]:
    """Resampling knows nothing beyond what it saw: few clusters, or a share that is 0 or 1 throughout, get Wilson's."""
    if metric is PARITY_GAP:
        return _gap_interval(items, drawn, clusters)
    known = scores[np.isfinite(scores)]
    is_share = metric.unit == "share" and np.isin(known, (0.0, 1.0)).all()
    if is_share and (clusters < FEW or known.min() == known.max()):
        return (*wilson(found, clusters), "wilson")
    if clusters < 2:
        return None, None, "none"
    return (*_bounds(_resampled(metric, items, drawn)), "bootstrap")


def _gap_interval(items: Sequence[Item], drawn: Resampling, pairs: int) -> tuple[float, float, Method]:
    """The signed gap is resampled: its absolute value alone would never come near 0.  Where no pair disagrees, the
    gap is at most the share of pairs that could have, by Wilson's interval."""
    signed = signed_gap(drawn.weights @ PARITY_GAP.columns(items))
    signed = signed[np.isfinite(signed)]
    if signed.size == 0 or not signed.any():
        return 0.0, wilson(0.0, pairs)[1], "wilson"
    low, high = _bounds(signed)
    nearest = 0.0 if low <= 0 <= high else min(abs(low), abs(high))
    return nearest, max(abs(low), abs(high)), "bootstrap"


def _resampled(metric: Metric, items: Sequence[Item], drawn: Resampling) -> Floats:
    """The metric over each resample; a percentile is that of the weighted values, without interpolation."""
    if metric.percentile is None:
        return metric.value(drawn.weights @ metric.columns(items))
    times = scores_of(items, metric.of[0])
    order = np.argsort(times)[: np.isfinite(times).sum()]
    seen = drawn.weights[:, order].cumsum(axis=1)
    places = (seen >= seen[:, -1:] * metric.percentile / 100).argmax(axis=1)
    return np.where(seen[:, -1] > 0, times[order][places], np.nan)


def _bounds(values: Floats) -> tuple[float, float]:
    low, high = np.nanpercentile(values, _TAILS)
    return float(low), float(high)


def wilson(share: float, n: int) -> tuple[float, float]:
    """Interval of a share of ``n`` (Wilson 1927, "Probable Inference, the Law of Succession, and Statistical
    Inference").  ``n`` counts clusters, as if the questions of a pair always came to the same: the cautious end."""
    centre = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half))
