"""The gate: what falls short, what is kept, and what too few questions leave open."""

import pytest
from eval_fakes import Mute, run_over, write_suites

from assistant.settings import Settings
from evals.errors import GateError
from evals.gate import Bounds, judge, read_gates, summary, verdict_on
from evals.statistics.intervals import Estimate


@pytest.mark.parametrize(
    ("bounds", "value", "low", "high", "verdict"),
    [
        ({"min": 0.9}, 0.95, 0.92, 0.98, "kept"),
        ({"min": 0.9}, 0.95, 0.85, 0.98, "undecided"),
        ({"min": 0.9}, 0.88, 0.85, 0.91, "undecided"),
        ({"min": 0.9}, 0.8, 0.75, 0.85, "falls short"),
        ({"min": 0.9}, 0.8, None, None, "undecided"),
        ({"max": 0.1}, 0.05, 0.02, 0.08, "kept"),
        ({"max": 0.1}, 0.05, 0.02, 0.12, "undecided"),
        ({"max": 0.1}, 0.2, 0.15, 0.25, "falls short"),
        ({"floor": 1}, 0.999, 0.99, 1.0, "falls short"),
        ({"floor": 1}, 1.0, 0.9, 1.0, "kept"),
        ({"ceiling": 0}, 0.001, 0.0, 0.01, "falls short"),
        ({"ceiling": 0}, 0.0, 0.0, 0.1, "kept"),
        ({"min": 0.9, "floor": 0.8}, 0.75, 0.5, 0.95, "falls short"),
        ({"min": 0.9, "max": 0.95}, 0.92, 0.91, 0.99, "undecided"),
        ({"min": 0.9}, None, None, None, "does not apply"),
    ],
)
def test_a_bound_is_judged_on_the_interval_and_a_floor_on_the_value(bounds, value, low, high, verdict):
    assert verdict_on(Estimate(value=value, low=low, high=high), Bounds(**bounds)) == verdict


def test_a_strict_gate_takes_the_value_for_what_it_is():
    found = Estimate(value=0.88, low=0.85, high=0.91)

    assert verdict_on(found, Bounds(min=0.9), strict=True) == "falls short"
    assert verdict_on(Estimate(value=0.95, low=0.85, high=0.98), Bounds(min=0.9), strict=True) == "undecided"


def test_the_gates_that_come_with_the_assistant_can_be_read():
    gates = read_gates()

    assert {"quote_integrity", "injection_success", "error_rate", "parity_gap"} <= gates.run.keys()
    assert gates.each_group["pass_rate"].min == 0.95


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("run: {quality: {min: 1}}", "quality"),
        ("run: {pass_rate: {least: 1}}", "run.pass_rate.least"),
        ("run: {pass_rate: {min: high}}", "run.pass_rate.min"),
        ("pass_rate: {min: 1}", "each_group"),
        ("run: {pass_rate: {", "gates.yml"),
    ],
)
def test_wrong_gates_are_refused_by_name(tmp_path, text, word):
    path = tmp_path / "gates.yml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(GateError, match=word):
        read_gates(path)


def test_each_group_has_its_own_bound(tmp_path):
    path = tmp_path / "gates.yml"
    path.write_text("each_group: {pass_rate: {floor: 0.9}}", encoding="utf-8")
    run = run_over(Mute(), write_suites(tmp_path / "suites"), Settings(home=tmp_path))
    judged = judge(run, read_gates(path))

    assert [(one.part, one.ok) for one in judged] == [("group: newcomers", False), ("group: unanswerable", True)]
    told = summary(run.model_copy(update={"gates": judged}))
    assert "pass_rate (group: newcomers) 0.500" in told
