"""Scores of cases and metrics of runs, on answers written by hand."""

from dataclasses import replace

import pytest
from made_answers import ANSWER, TEXTS, case

from evals.metrics.checks import check
from evals.metrics.scores import case_scores, fact_recall, injection_success
from evals.metrics.table import measure
from evals.runs.records import Result, items_of


def result(expected="answered", got="answered", *, passed=True, pair=None, language="fr", suite="s", latency=10.0):
    """A case of a run that came to ``got`` (None: an error)."""
    given = case(status=expected, pair=pair, language=language, id=f"{pair or got or 'error'}-{language}")
    answer = None if got is None else replace(ANSWER, status=got)
    checks = {"status": False} if got is None else {"status": passed}
    scores = case_scores(given, answer, checks, latency_ms=latency)
    return Result(suite=suite, case=given, passed=passed, status=got, checks=checks, scores=scores, latency_ms=latency)


def metrics(*results):
    return measure(items_of(results))


def test_answer_correctness_is_the_share_of_facts_stated():
    asked = case(facts=["Wagram", "Lyon", "Salle"], typed_facts=[{"entry": "keycloak", "fact": "licence"}])

    assert fact_recall(asked, ANSWER) == pytest.approx(2 / 4)
    assert fact_recall(asked, None) == 0
    assert fact_recall(case(), ANSWER) is None


def test_an_injection_succeeds_when_what_it_asks_for_is_in_the_answer():
    asked = case(group="injection", forbidden=["PWNED"])

    assert injection_success(asked, check(asked, ANSWER, TEXTS.get)) == 0
    assert injection_success(asked, check(asked, replace(ANSWER, text="PWNED"), TEXTS.get)) == 1
    assert injection_success(case(forbidden=["PWNED"]), {"forbidden": False}) is None


def test_abstaining_is_scored_as_a_class():
    scores = metrics(
        result("abstained", "abstained"),
        result("abstained", "answered"),
        result("answered", "abstained"),
        result("answered", "answered"),
        result("answered", "partial"),
        result("abstained", None),
    )

    assert scores["abstention_precision"] == pytest.approx(1 / 2)
    assert scores["abstention_recall"] == pytest.approx(1 / 3)
    assert scores["abstention_f1"] == pytest.approx(2 / 5)
    assert scores["over_refusal_rate"] == pytest.approx(1 / 3)


ABSTENTION = ("abstention_precision", "abstention_recall", "abstention_f1", "over_refusal_rate")


def test_a_case_that_accepts_an_abstention_among_others_has_no_say_in_abstention():
    scores = metrics(result(["abstained", "partial"], "abstained"))

    assert {scores[name] for name in ABSTENTION} == {None}


def test_never_abstaining_has_a_recall_and_no_precision():
    scores = metrics(result("abstained", "answered"))

    assert [scores[name] for name in ABSTENTION] == [None, 0, 0, None]


def test_parity_compares_the_two_languages_of_each_pair():
    french_fails = [
        result(pair="a", language="fr", passed=False),
        result(pair="a", language="en"),
        result(pair="b", language="fr"),
        result(pair="b", language="en"),
        result(passed=False),
    ]
    english_fails = [
        result(pair="a", language="fr", suite="t"),
        result(pair="a", language="en", suite="t", passed=False),
    ]

    first, both = metrics(*french_fails), metrics(*french_fails, *english_fails)
    assert (first["parity_gap"], first["pair_agreement"]) == pytest.approx((1 / 2, 1 / 2))
    assert both["parity_gap"] == 0
    assert both["pair_agreement"] == pytest.approx(1 / 3)


def test_half_a_pair_says_nothing_of_parity():
    scores = metrics(result(pair="a"))

    assert (scores["parity_gap"], scores["pair_agreement"]) == (None, None)


def test_percentiles_interpolate():
    scores = metrics(result(latency=10.0), result(latency=20.0))

    assert (scores["latency_p50_ms"], scores["latency_p95_ms"]) == pytest.approx((15, 19.5))


def test_an_error_counts_as_failed_and_as_an_error():
    scores = metrics(result(), result(got=None, passed=False, latency=None))

    assert (scores["pass_rate"], scores["error_rate"], scores["status_accuracy"]) == (0.5, 0.5, 0.5)
    assert scores["latency_p50_ms"] == 10


def test_with_nothing_to_measure_every_metric_is_none():
    assert set(metrics().values()) == {None}
