"""Learns what the citation check leaves to likeness: ``python -m evals.train_citations [--data DIR]``.

A logistic regression for each way (evidence in the sentence's language, or in the other one), written with its
threshold to ``assistant/verification/model.json``.  Pairs that a strict check decides are not learned from, and the
kinds of corruption called unseen never are.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_data_path
from scipy.optimize import minimize
from scipy.special import expit

from assistant.verification.checker import CitationChecker
from assistant.verification.model import MODEL, SIGNS, WAYS, Floats, Way
from assistant.verification.verdict import Examined
from evals.citation_pairs import FAMILIES, FOLDS, MOST, Family, Pair, pairs_of
from evals.corruptions import ASKED, UNSEEN
from evals.datasets import DEFAULT_FOLDER
from ingest.embedding.encoder import load_encoder
from ingest.reference import CORPUS

_BOUNDS = {1: (0.0, None), -1: (None, 0.0)}
_LEAST_SPREAD = 1e-6
RIDGE = 3.0
"""Weight of the squared coefficients of scaled features, beside the sum of the log losses."""
TAUGHT = 120
"""True sentences of one kind in one half of a family to learn from: more than are judged, for a steadier threshold."""
MOST_FALSE, LEAST_TRUE = 0.01, 0.95
"""The reach aimed at: the part of corrupted sentences that may pass, and of true ones that must."""
AS_LITTLE = 1.03
"""What falls short at a threshold, of the least of all, up to which it counts as least."""
OTHERS_COST: dict[Way, float] = {"same": 0.15, "across": 0.05}
"""What false sentences of the kinds that the aims do not name cost beside those that they name: less, since of some
of them a third passes whatever the threshold is; across languages, where they are most, least."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair and what the checker found of it."""

    pair: Pair
    examined: Examined


def judge(families: Mapping[str, Family], data: Path, checker: CitationChecker, most: int = MOST) -> list[Judged]:
    """Every pair of the families, examined."""
    found: list[Judged] = []
    for family, read in families.items():
        pairs = pairs_of(family, data, CORPUS, most, read)
        examined = checker.examine([pair.claim for pair in pairs])
        found += [Judged(*both) for both in zip(pairs, examined, strict=True)]
    return found


def learn(judged: Sequence[Judged]) -> dict[str, Any]:
    """Coefficients, intercept and threshold of each way."""
    taught = [one for one in judged if one.pair.kind not in UNSEEN]
    return {way: _learn_way(taught, way) for way in WAYS}


def _learn_way(judged: Sequence[Judged], way: Way) -> dict[str, Any]:
    rows = [one for one in judged if one.examined.features is not None and one.examined.way == way]
    features = np.array([one.examined.features for one in rows])
    right = np.array([one.pair.true for one in rows])
    middle, spread = features.mean(axis=0), features.std(axis=0)
    # A feature that is the same everywhere teaches nothing, and would hide the others if it were scaled.
    scale = np.where(spread > _LEAST_SPREAD, spread, np.inf)
    weights = _fit((features - middle) / scale, right, list(SIGNS[way].values()))
    coefficients = weights[:-1] / scale
    intercept = float(weights[-1] - coefficients @ middle)
    scores = 1 / (1 + np.exp(-(features @ coefficients + intercept)))
    return {
        "intercept": round(intercept, 3),
        "threshold": round(_threshold(scores, rows, judged, way), 3),
        "coefficients": dict(zip(SIGNS[way], np.round(coefficients, 3).tolist(), strict=True)),
    }


def _fit(features: Floats, right: NDArray[np.bool_], wanted: Sequence[int]) -> Floats:
    """Logistic regression with a ridge, each weight of the sign ``wanted`` of its feature; the intercept comes last.

    Both classes count the same.  Without the signs a small sample teaches that fewer shared words are better.
    """
    rows = np.hstack([features, np.ones((len(features), 1))])
    signs = np.where(right, 1.0, -1.0)
    share = np.where(right, 0.5 / max(right.sum(), 1), 0.5 / max((~right).sum(), 1)) * len(rows)

    def loss(weights: Floats) -> tuple[float, Floats]:
        margins = signs * (rows @ weights)
        slope = -signs * share * expit(-margins)
        ridge = RIDGE * np.append(weights[:-1], 0.0)
        return float(share @ np.logaddexp(0, -margins) + ridge @ weights / 2), rows.T @ slope + ridge

    bounds = [_BOUNDS[sign] for sign in wanted] + [(None, None)]
    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x, np.float64)


def _threshold(scores: Floats, rows: Sequence[Judged], judged: Sequence[Judged], way: Way) -> float:
    """Amid the thresholds where what falls short of the two aims, each in its own measure and at its cost, is least.

    It is as little over a wide range, where one sentence more moves the least from end to end: their median stays.

    ``scores`` are those of ``rows``, which no strict check decided.  What the strict checks refused counts among the
    refused, what is verbatim among the accepted.
    """
    totals = Counter(_group(one) for one in judged if way_of(one) == way)
    groups = np.array([_group(one) for one in rows])

    def part(group: str, chosen: NDArray[np.bool_]) -> float:
        return float((chosen & (groups == group)).sum() / max(totals[group], 1))

    def shortfall(threshold: float) -> float:
        passes = scores >= threshold
        passed = part("asked", passes) + OTHERS_COST[way] * part("others", passes)
        return part("true", ~passes) / (1 - LEAST_TRUE) + passed / MOST_FALSE

    thresholds = [float(each) for each in np.arange(0.02, 0.99, 0.01)]
    found = [shortfall(each) for each in thresholds]
    return float(
        np.median([each for each, short in zip(thresholds, found, strict=True) if short <= AS_LITTLE * min(found)])
    )


def _group(one: Judged) -> str:
    if one.pair.true:
        return "true"
    return "asked" if one.pair.kind in ASKED else "others"


def way_of(one: Judged) -> Way:
    """Whether a quote of the pair is in its sentence's language."""
    claim = one.pair.claim
    return "same" if any(quote.language == claim.language for quote in claim.quotes) else "across"


def train(judged: Sequence[Judged]) -> dict[str, Any]:
    """The whole model: learned on all families, and on each fold alone."""
    by_fold = [[one for one in judged if one.pair.family in fold] for fold in FOLDS]
    return {
        "method": "logistic regression on pairs that no strict check decides; python -m evals.train_citations",
        "threshold_chosen": f"least (true refused / {1 - LEAST_TRUE:.2f}) + (false passed / {MOST_FALSE})",
        "others_cost": OTHERS_COST,
        "trained_on": list(FAMILIES),
        **learn(judged),
        "folds": [{"families": list(fold), **learn(rows)} for fold, rows in zip(FOLDS, by_fold, strict=True)],
    }


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.train_citations", description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument("--home", type=Path, default=user_data_path("eurocommons"))
    parser.add_argument("--most", type=int, default=TAUGHT, help="true sentences of one kind in one half of a family")
    arguments = parser.parse_args(argv)
    checker = CitationChecker(load_encoder(arguments.home))
    write(train(judge(FAMILIES, arguments.data, checker, arguments.most)))
    return 0


def write(model: Mapping[str, Any]) -> None:
    """Write the model beside the code that uses it, and print it."""
    MODEL.write_text(json.dumps(model, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(MODEL.read_text("utf-8"))


if __name__ == "__main__":
    raise SystemExit(main())
