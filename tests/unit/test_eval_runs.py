"""Runs over a fake assistant: records, gates, exit codes, comparison of two runs."""

import argparse
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fakes import DOCUMENT, FIRST, FakeAssistant

from assistant.settings import Settings
from evals.commands import compare_command, judge, read_gates, run_command
from evals.compare import compare
from evals.errors import GateError, NoSuchRun
from evals.report import comparison_text, number, run_markdown, run_text, table
from evals.runner import read_run, run_id, run_suites, write_run
from evals.suites_format.yaml_files import load_suites

SUITE = """
cases:
  - id: good-fr
    pair: good
    language: fr
    question: Qui se retrouve ?
    status: answered
    documents: [articles/coalitions]
    facts: [coalition]
  - {id: good-en, pair: good, language: en, question: "Who meets?", status: answered}
  - {id: budget, language: fr, question: "Quel budget ?", status: abstained}
"""
OTHER = 'cases: [{id: else, language: fr, question: "Autre chose ?", status: answered}]'
GATES = "status_accuracy: {min: 0.5}\nabstention_recall: {min: 1}\n"


class Mute(FakeAssistant):
    """A fake that abstains when asked for a budget, and can be made to fail."""

    abstains = True
    breaks = False

    def ask(self, question, **options):
        if self.breaks:
            raise ValueError("the index is on fire")
        answer = super().ask(question, **options)
        if self.abstains and "budget" in question:
            return replace(
                answer, status="abstained", text="Les documents ne le disent pas.", sentences=(), citations=()
            )
        return answer


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path / "home")


@pytest.fixture
def suites(tmp_path):
    folder = tmp_path / "suites"
    folder.mkdir()
    (folder / "mine.yml").write_text(SUITE, encoding="utf-8")
    (folder / "other.yml").write_text(OTHER, encoding="utf-8")
    return folder


@pytest.fixture
def gates(tmp_path):
    path = tmp_path / "gates.yml"
    path.write_text(GATES, encoding="utf-8")
    return path


@pytest.fixture
def command(settings, suites, gates):
    """Runs the command over a fake and returns its exit code."""

    def run(*names, fake=None, out=None, as_json=False):
        args = argparse.Namespace(suites=list(names), out=out, json=as_json)
        opened = fake or Mute()
        return run_command(args, settings, suites_folder=suites, gates=gates, open_answers=lambda _: opened)

    return run


@pytest.fixture
def run(suites, settings):
    def over(fake, *names):
        return run_suites(fake, load_suites(names or ["mine"], suites), settings)

    return over


def test_a_run_holds_one_result_for_each_case(run):
    done = run(Mute())

    assert [(one.key, one.passed) for one in done.results] == [
        ("mine/good-fr", True),
        ("mine/good-en", False),
        ("mine/budget", True),
    ]
    assert done.results[0].cited == (DOCUMENT.id,)
    assert done.results[1].failures == ("language: expected en, the answer says fr or reads otherwise",)
    assert done.suites == {"mine": 3}
    assert done.snapshot == "snapshot-1"
    assert done.metrics["parity_gap"] == 1
    assert done.metrics_by_language["en"]["language_match"] == 0


def test_each_question_is_asked_once_in_its_own_conversation(run):
    fake = Mute()
    run(fake)

    assert [asked.question for asked in fake.asked] == ["Qui se retrouve ?", "Who meets?", "Quel budget ?"]
    assert {(asked.language, asked.session_id) for asked in fake.asked} == {("auto", None)}


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


def test_a_run_reads_back_as_it_was_written(run, tmp_path):
    done = run(Mute())
    write_run(done, run_markdown(done), tmp_path / done.id)

    assert read_run(done.id, tmp_path) == done
    assert read_run(str(tmp_path / done.id), tmp_path / "elsewhere") == done
    assert read_run(str(tmp_path / done.id / "run.json"), tmp_path / "elsewhere") == done


def test_an_unknown_run_names_those_that_exist(run, tmp_path):
    done = run(Mute())
    write_run(done, "", tmp_path / done.id)

    with pytest.raises(NoSuchRun, match=done.id):
        read_run("yesterday", tmp_path)


def test_a_record_that_is_not_one_is_refused(tmp_path):
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")

    with pytest.raises(NoSuchRun, match="not the record of a run"):
        read_run(str(tmp_path), tmp_path)


def test_run_ids_sort_by_time_and_name_the_snapshot():
    early, late = (run_id(datetime(2026, 7, day, tzinfo=UTC), "301f17208f19490d") for day in (1, 2))

    assert early < late
    assert early.endswith("-301f17208f19")


def test_no_address_is_recorded(suites):
    settings = Settings(chroma_url="https://chroma.example.org")
    assert "chroma.example.org" not in run_suites(Mute(), load_suites(["mine"], suites), settings).model_dump_json()


def test_the_exit_code_is_0_when_every_gate_is_kept(command, settings, capsys):
    assert command("mine") == 0
    (folder,) = (settings.home / "evals").iterdir()
    assert {path.name for path in folder.iterdir()} == {"run.json", "run.md"}
    assert "Every gate is kept." in capsys.readouterr().out


def test_the_exit_code_is_1_when_a_gate_falls_short(command, capsys):
    fake = Mute()
    fake.abstains = False

    assert command("mine", fake=fake) == 1
    printed = capsys.readouterr().out
    assert "Falls short: abstention_recall." in printed
    assert "status: answered, expected abstained" in printed
    assert "Quel budget ?" in printed
    assert FIRST in printed


def test_a_metric_that_does_not_apply_does_not_fall_short(command, capsys):
    assert command("other") == 0
    assert "does not apply" in capsys.readouterr().out


def test_a_wrong_suite_is_wrong_use(command, capsys):
    assert command("mine", "nowhere") == 2
    assert "there are: mine, other" in capsys.readouterr().err


def test_json_is_one_object_and_nothing_else(command, capsys, tmp_path):
    assert command(out=str(tmp_path / "out"), as_json=True) == 0
    data = json.loads(capsys.readouterr().out)

    assert data["ok"] is True
    assert data["suites"] == {"mine": 3, "other": 1}
    assert json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["id"] == data["id"]


def test_what_a_library_prints_stays_out_of_the_json(command, capsys):
    class Talkative(Mute):
        def ask(self, question, **options):
            print("loading weights")
            return super().ask(question, **options)

    command("mine", fake=Talkative(), as_json=True)

    assert json.loads(capsys.readouterr().out)["ok"] is True


def test_a_wrong_suite_is_an_object_too_in_json(command, capsys):
    assert command("nowhere", as_json=True) == 2
    assert "nowhere" in json.loads(capsys.readouterr().out)["error"]


def test_a_folder_that_cannot_be_written_is_wrong_use(command, tmp_path, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert command("mine", out=str(tmp_path / "file")) == 2
    assert "--out" in capsys.readouterr().err


def test_the_gates_that_come_with_the_assistant_can_be_read():
    assert {"quote_integrity", "abstention_recall"} <= read_gates().keys()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("quality: {min: 1}", "quality"),
        ("pass_rate: {least: 1}", "pass_rate.least"),
        ("pass_rate: {min: high}", "pass_rate.min"),
        ("pass_rate: {", "gates.yml"),
    ],
)
def test_wrong_gates_are_refused_by_name(gates, text, word):
    gates.write_text(text, encoding="utf-8")

    with pytest.raises(GateError, match=word):
        read_gates(gates)


@pytest.mark.parametrize(
    ("bounds", "ok"),
    [("{min: 0.5}", True), ("{min: 0.7}", False), ("{max: 0.5}", False), ("{min: 0.6, max: 0.7}", True)],
)
def test_a_gate_bounds_a_metric_on_either_side(run, gates, bounds, ok):
    gates.write_text(f"pass_rate: {bounds}", encoding="utf-8")
    (judged,) = judge(run(Mute()), read_gates(gates))

    assert judged.ok is ok


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


def test_a_comparison_says_what_makes_it_doubtful(run):
    elsewhere = Mute(snapshot="snapshot-2")
    comparison = compare(run(Mute(), "mine"), run(elsewhere, "mine", "other"))
    text = comparison_text(comparison)

    assert "different suites: mine in A, mine, other in B" in text
    assert "different snapshots: snapshot-1 in A, snapshot-2 in B" in text
    assert "only in B: other/else" in text


def test_metrics_are_compared_over_the_cases_in_both(run):
    comparison = compare(run(Mute(), "mine"), run(Mute(), "mine", "other"))
    values = {name: (before, after) for name, before, after in comparison.metrics}

    assert values["pass_rate"] == pytest.approx((2 / 3, 2 / 3))


def test_runs_that_share_no_case_have_no_metric_to_compare(run):
    comparison = compare(run(Mute(), "mine"), run(Mute(), "other"))

    assert {(before, after) for _, before, after in comparison.metrics} == {(None, None)}


def test_compare_prints_two_runs(command, settings, capsys):
    command("mine")
    command("other")
    first, second = sorted(path.name for path in (settings.home / "evals").iterdir())
    capsys.readouterr()

    assert compare_command(argparse.Namespace(run_a=first, run_b=second, json=False), settings) == 0
    assert "different suites" in capsys.readouterr().out
    assert compare_command(argparse.Namespace(run_a=first, run_b=second, json=True), settings) == 0
    assert json.loads(capsys.readouterr().out)["run_a"] == first


def test_comparing_with_a_run_that_is_not_there_is_wrong_use(settings, capsys):
    assert compare_command(argparse.Namespace(run_a="x", run_b="y", json=False), settings) == 2
    assert "no run is called x" in capsys.readouterr().err


def test_the_report_names_every_failed_case(run):
    fake = Mute()
    fake.abstains = False
    done = run(fake)

    assert "### mine/budget" in run_markdown(done)
    assert "mine/good-fr" not in run_text(done)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [("pass_rate", 0.5, "0.500"), ("latency_p95_ms", 41.6, "42"), ("parity_gap", None, "-")],
)
def test_numbers_are_shown_in_their_unit(name, value, shown):
    assert number(name, value) == shown


def test_columns_line_up():
    assert table(("a", "b"), [("long", "1")]) == "a     b\nlong  1"
