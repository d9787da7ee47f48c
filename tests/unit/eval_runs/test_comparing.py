"""Two runs side by side, over fakes."""

import argparse
import json

import pytest
from eval_fakes import Mute, command_over

from evals.commands import compare_command
from evals.compare import compare, comparison_text, verdict_text


def test_a_comparison_says_which_cases_changed(run):
    worse = Mute()
    worse.abstains = False
    comparison = compare(run(Mute()), run(worse))

    assert [change.key for change in comparison.worse] == ["mine/budget"]
    assert comparison.worse[0].before == "passes"
    assert "expected abstained" in comparison.worse[0].after
    assert comparison.better == ()
    assert comparison.warnings == ()
    assert [change.key for change in compare(run(worse), run(Mute())).better] == ["mine/budget"]
    assert "no more than noise" in verdict_text(comparison)


def test_a_comparison_says_what_makes_it_doubtful(run):
    comparison = compare(run(Mute(), "mine"), run(Mute(snapshot="snapshot-2"), "mine", "other"))
    text = comparison_text(comparison)

    assert "different suites: mine in A, mine, other in B" in text
    assert "different snapshots: snapshot-1 in A, snapshot-2 in B" in text
    assert "only in B: other/else" in text


def test_metrics_are_compared_over_the_cases_in_both(run):
    comparison = compare(run(Mute(), "mine"), run(Mute(), "mine", "other"))
    values = {name: (before, after) for name, before, after in comparison.metrics}

    assert values["pass_rate"] == pytest.approx((2 / 3, 2 / 3))
    assert "as good as" in verdict_text(comparison)


def test_runs_that_share_no_case_have_no_metric_to_compare(run):
    comparison = compare(run(Mute(), "mine"), run(Mute(), "other"))

    assert {(before, after) for _, before, after in comparison.metrics} == {(None, None)}
    assert "share nothing" in verdict_text(comparison)


def test_an_edited_case_is_compared_and_said(run, suites):
    before = run(Mute())
    path = suites / "mine.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("facts: [coalition]", "facts: [union]"), encoding="utf-8")
    comparison = compare(before, run(Mute()))

    assert "the cases were edited between the runs: mine/good-fr" in comparison.warnings
    assert [change.key for change in comparison.worse] == ["mine/good-fr"]


def test_each_part_has_its_difference(run):
    comparison = compare(run(Mute()), run(Mute()))

    assert comparison.parts["group: newcomers"].a == comparison.parts["group: newcomers"].b == 0.5


def test_compare_prints_two_runs(suites, settings, tmp_path, capsys):
    gates = tmp_path / "gates.yml"
    gates.write_text("run: {}", encoding="utf-8")
    for name in ("mine", "other"):
        command_over(Mute(), suites, gates, settings, suites=[name])
    first, second = sorted(path.name for path in (settings.home / "evals").iterdir())
    capsys.readouterr()

    assert compare_command(argparse.Namespace(run_a=first, run_b=second, json=False), settings) == 0
    assert "different suites" in capsys.readouterr().out
    assert compare_command(argparse.Namespace(run_a=first, run_b=second, json=True), settings) == 0
    assert json.loads(capsys.readouterr().out)["run_a"] == first


def test_comparing_with_a_run_that_is_not_there_is_wrong_use(settings, capsys):
    assert compare_command(argparse.Namespace(run_a="x", run_b="y", json=False), settings) == 2
    assert "no run is called x" in capsys.readouterr().err
