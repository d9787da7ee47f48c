"""The profile of an answer counts what it times, and leaves the functions as they were."""

from __future__ import annotations

import time
from dataclasses import replace
from types import SimpleNamespace

import pytest
from fakes import FakeAssistant, answer_to

from evals.profile import STEPS, WARM_UP, measured_questions, percentiles, profile, profile_table, timed_steps


def test_percentiles_are_those_of_the_times():
    times = [float(ms) for ms in range(1, 102)]
    assert percentiles(times) == {"count": 101, "p50_ms": 51.0, "p95_ms": 96.0, "max_ms": 101.0}


def test_every_step_is_a_function_that_exists():
    assert all(callable(getattr(owner, name)) for owner, name in STEPS.values())


def test_steps_add_up_and_are_put_back_even_after_an_error():
    def fails():
        raise ValueError("no")

    owner = SimpleNamespace(sleep=lambda: time.sleep(0.01), fails=fails)
    before, spent = owner.sleep, {}
    with pytest.raises(ValueError), timed_steps({"a": (owner, "sleep"), "b": (owner, "fails")}, spent):
        owner.sleep()
        owner.sleep()
        owner.fails()
    assert spent["a"] >= 20
    assert spent["b"] >= 0
    assert (owner.sleep, owner.fails) == (before, fails)


def test_the_questions_are_many_and_none_is_asked_before_the_measure():
    questions = measured_questions()
    assert len(questions) > 100
    assert len(set(questions)) == len(questions)
    assert not set(questions) & set(WARM_UP)


def test_a_question_counts_once_at_first_and_then_again():
    assistant = FakeAssistant()
    assistant.ask = lambda question: replace(
        answer_to(question, "fr", "s", "snapshot-1"), timings_ms={"embed": 41.0, "total": 43.0}
    )
    measured = profile(assistant, ["Un ?", "Deux ?"], rounds=3)
    whole = measured["whole"]
    assert (whole["first"]["count"], whole["again"]["count"], whole["first, from passages"]["count"]) == (2, 4, 2)
    assert measured["stages"] == {"embed": {"count": 2, "p50_ms": 41.0, "p95_ms": 41.0, "max_ms": 41.0}}
    assert "again, from passages" in profile_table(measured)
