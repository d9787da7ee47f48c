"""Intervals and paired tests, against figures worked out elsewhere."""

import numpy as np
import pytest

from evals.metrics.table import METRICS, Item, value
from evals.statistics.intervals import FEW, estimate, estimate_all, resample, wilson
from evals.statistics.paired import difference, mcnemar

PASS = METRICS["pass_rate"]


def items(scores, name="pass", paired=False):
    """One item a score; with ``paired`` two following ones are a pair, French first."""
    return [
        Item(str(n), str(n // 2 if paired else n), "en" if paired and n % 2 else "fr", {name: one}, paired)
        for n, one in enumerate(scores)
    ]


def estimated(metric, of):
    return estimate(METRICS[metric], of, resample(of, 1))


@pytest.mark.parametrize(
    ("share", "n", "low", "high"),
    # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
    [
        (81 / 263, 263, 0.2553, 0.3662),
        (15 / 148, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1 / 29, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_intervals(share, n, low, high):
    assert wilson(share, n) == pytest.approx((low, high), abs=5e-5)


def test_the_bootstrap_comes_near_the_normal_interval_of_many_items():
    chance = np.random.default_rng(0)
    scores = chance.normal(0.5, 0.1, 400).tolist()
    found = estimated("fact_recall", items(scores, "fact_recall"))
    half = 1.96 * np.std(scores) / 20

    assert found.method == "bootstrap"
    assert (found.low, found.high) == pytest.approx((np.mean(scores) - half, np.mean(scores) + half), abs=0.002)


def test_the_intervals_hold_the_truth_about_as_often_as_they_say():
    chance = np.random.default_rng(1)
    held = 0
    for seed in range(200):
        of = items((chance.random(80) < 0.8).astype(float).tolist())
        found = estimate(PASS, of, resample(of, seed))
        held += found.low <= 0.8 <= found.high

    assert 0.88 <= held / 200 <= 0.99


def test_a_translation_is_no_new_evidence():
    once = [1.0] * 70 + [0.0] * 30
    twice = [score for score in once for _ in range(2)]
    alone, pairs = estimated("pass_rate", items(once)), estimated("pass_rate", items(twice, paired=True))

    assert pairs.clusters == alone.clusters == 100
    assert pairs.high - pairs.low == pytest.approx(alone.high - alone.low, abs=0.02)


@pytest.mark.parametrize("scores", [[1.0] * 12, [1.0] * 11 + [0.0]])
def test_few_or_flawless_items_are_not_certainty(scores):
    found = estimated("pass_rate", items(scores))

    assert (found.method, found.low < 0.8) == ("wilson", True)
    assert estimated("pass_rate", items([1.0] * (FEW * 3))).low == pytest.approx(wilson(1.0, FEW * 3)[0])


def test_one_item_says_nothing_of_what_is_no_share():
    found = estimated("fact_recall", items([0.5], "fact_recall"))

    assert (found.value, found.low, found.method) == (0.5, None, "none")


def test_what_does_not_apply_has_neither_value_nor_interval():
    found = estimated("fact_recall", items([None, None], "fact_recall"))

    assert (found.value, found.low, found.n) == (None, None, 0)
    assert estimate_all([], 1)["pass_rate"].value is None


def test_the_parity_gap_is_open_to_both_sides():
    opposite = items([1.0, 0.0, 0.0, 1.0] * 25, paired=True)
    one_sided = items([1.0, 0.0, 1.0, 1.0] * 25, paired=True)
    equal = items([1.0, 1.0] * 50, paired=True)

    found = estimated("parity_gap", opposite)
    assert (found.value, found.low) == (0, 0)
    assert found.high > 0.1
    assert estimated("parity_gap", one_sided).low > 0.3
    assert 0 < estimated("parity_gap", equal).high < 0.1


def test_the_same_seed_gives_the_same_interval():
    of = items(np.random.default_rng(3).random(60).tolist(), "fact_recall")

    assert estimated("fact_recall", of) == estimated("fact_recall", of)


def test_percentiles_have_an_interval_around_them():
    times = list(np.random.default_rng(2).exponential(100, 300))
    found = estimated("latency_p95_ms", items(times, "latency_ms"))

    assert found.low < found.value < found.high
    assert value(METRICS["latency_p50_ms"], items([10.0, 20.0], "latency_ms")) == 15


@pytest.mark.parametrize(("better", "worse", "p"), [(0, 0, 1), (5, 5, 1), (0, 6, 2 / 64), (1, 9, 22 / 1024)])
def test_mcnemar_is_the_binomial_test_on_what_changed(better, worse, p):
    assert mcnemar(better, worse) == pytest.approx(p)


def test_a_change_that_chance_explains_is_noise():
    before, after = [1.0] * 90 + [0.0] * 10, [1.0] * 88 + [0.0] * 12
    found = difference(PASS, items(before), items(after), 1)

    assert (found.better, found.worse, found.is_more_than_noise) == (0, 2, False)
    assert found.low <= -0.02 <= found.high


def test_a_change_that_chance_does_not_explain_is_more_than_noise():
    found = difference(PASS, items([1.0] * 100), items([1.0] * 85 + [0.0] * 15), 1)

    assert (found.worse, found.is_more_than_noise) == (15, True)
    assert found.high < 0


def test_a_pair_that_changes_together_is_one_change():
    before, after = [1.0] * 100, [0.0] * 8 + [1.0] * 92
    found = difference(PASS, items(before, paired=True), items(after, paired=True), 1)

    assert (found.worse, found.clusters) == (4, 50)
    assert found.p == pytest.approx(2 / 16)


def test_scores_between_0_and_1_are_compared_by_paired_bootstrap():
    chance = np.random.default_rng(4)
    before = chance.random(80)
    same = difference(METRICS["ndcg_at_10"], items(before, "ndcg_at_10"), items(before, "ndcg_at_10"), 1)
    better = np.clip(before + 0.1 * chance.random(80), 0, 1)
    raised = difference(METRICS["ndcg_at_10"], items(before, "ndcg_at_10"), items(better, "ndcg_at_10"), 1)

    assert same.is_more_than_noise is False
    assert raised.is_more_than_noise is True


def test_lower_is_better_where_it_is():
    found = difference(
        METRICS["over_refusal_rate"], items([1.0] * 9, "over_refusal"), items([0.0] * 9, "over_refusal"), 1
    )

    assert (found.better, found.worse) == (9, 0)
