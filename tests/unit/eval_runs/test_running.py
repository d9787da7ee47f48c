"""Suites run over a fake assistant: every case has its result."""

from dataclasses import replace

import pytest
from eval_fakes import Mute
from fakes import DOCUMENT, FIRST

from evals.report import run_text


def test_a_run_holds_one_result_for_each_case(run):
    done = run(Mute())

    assert [(one.key, one.passed) for one in done.results] == [
        ("mine/good-fr", True),
        ("mine/good-en", False),
        ("mine/budget", True),
    ]
    assert done.results[0].cited == (DOCUMENT.id,)
    assert done.results[0].citations[0].quote == FIRST
    [why] = done.results[1].failures
    assert why.said("en") == "language: expected English, the answer says French or reads otherwise"
    assert why.said("fr") == "langue\u00a0: anglais attendu, la réponse se dit en français ou se lit autrement"
    assert done.suites == {"mine": 3}
    assert done.snapshot == "snapshot-1"
    assert done.metrics["parity_gap"] == 1
    assert done.metrics_by_language["en"]["language_match"] == 0
    assert set(done.estimates) == {
        "all", "group: newcomers", "group: unanswerable", "language: en", "language: fr", "suite: mine",
    }  # fmt: skip


def test_each_question_is_asked_once_in_its_own_conversation(run):
    fake = Mute()
    run(fake)

    assert [asked.question for asked in fake.asked] == ["Qui se retrouve ?", "Who meets?", "Quel budget ?"]
    assert len({asked.session_id for asked in fake.asked}) == 3


def test_the_turns_of_a_dialogue_are_asked_before_the_question_in_its_session(run, suites):
    (suites / "mine.yml").write_text(
        "cases: [{id: a, language: fr, turns: [Qui, Où], question: Quand, status: answered}]", encoding="utf-8"
    )
    fake = Mute()
    run(fake)

    assert [asked.question for asked in fake.asked] == ["Qui", "Où", "Quand"]
    assert len({asked.session_id for asked in fake.asked}) == 1


def test_an_error_is_a_result_and_the_run_goes_on(run):
    fake = Mute()
    fake.breaks = True
    done = run(fake)

    assert [one.error for one in done.results] == ["ValueError: the index is on fire"] * 3
    assert done.metrics["error_rate"] == 1
    assert done.metrics["status_accuracy"] == 0


def test_an_altered_document_breaks_the_quotes(run):
    fake = Mute()
    fake.document = lambda _: replace(DOCUMENT, text=DOCUMENT.text.replace("Une", "La"))
    done = run(fake)

    assert done.results[0].checks["quotes"] is False
    assert done.metrics["quote_integrity"] == 0


class Moody(Mute):
    """Right every other time."""

    def ask(self, question, **options):
        answer = super().ask(question, **options)
        return replace(answer, status="partial") if len(self.asked) % 2 else answer


def test_repeats_tell_the_flaky_questions(run):
    done = run(Moody(), repeats=4)
    flaky = {one.key: one.tries for one in done.results if one.is_flaky}

    assert flaky == dict.fromkeys(("mine/good-fr", "mine/budget"), (False, True, False, True))
    assert done.results[0].scores["pass"] == 0.5
    assert done.metrics["pass_rate"] == pytest.approx((0.5 + 0 + 0.5) / 3)
    assert "Flaky, 4 tries each: mine/good-fr, mine/budget" in run_text(done)
