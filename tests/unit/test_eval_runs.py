"""Runs over a fake assistant: records, folders, the database, exit codes, reports."""

import argparse
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from eval_fakes import GATES, Mute, command_over, run_over, write_suites
from fakes import DOCUMENT, FIRST
from sqlalchemy import create_engine, text

from assistant.settings import Settings
from evals.commands import read_run, runs_command
from evals.errors import NoSuchRun, OutputError
from evals.gate import judge, read_gates
from evals.junit import run_junit
from evals.numbers import number, table
from evals.report import run_markdown, run_text
from evals.runs.files import write_run
from evals.runs.records import Run, run_id
from evals.runs.store import RunStore


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path / "home")


@pytest.fixture
def suites(tmp_path):
    return write_suites(tmp_path / "suites")


@pytest.fixture
def gates(tmp_path):
    path = tmp_path / "gates.yml"
    path.write_text(GATES, encoding="utf-8")
    return path


@pytest.fixture
def run(suites, settings):
    return lambda fake, *names, **options: run_over(fake, suites, settings, *names, **options)


@pytest.fixture
def command(settings, suites, gates):
    """Runs the command over a fake and returns its exit code."""
    return lambda *names, fake=None, **arguments: command_over(
        fake or Mute(), suites, gates, settings, suites=list(names), **arguments
    )


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


def test_a_run_reads_back_as_it_was_written(run, tmp_path, settings):
    done = run(Mute())
    write_run(done, run_markdown(done), tmp_path / "there")

    assert read_run(str(tmp_path / "there"), settings) == done
    assert read_run(str(tmp_path / "there" / "run.json"), settings) == done


def test_the_database_gives_a_run_back(run, settings):
    first, second = run(Mute()), run(Mute(), "other")
    store = RunStore(settings.database)
    store.add(first)
    store.add(second)

    assert store.get(first.id) == first
    assert read_run(second.id, settings) == second
    assert [(one.id, one.passed, one.cases) for one in store.newest()] == [(second.id, 1, 1), (first.id, 2, 3)]
    assert list(store.whole(1)) == [second]


def test_a_run_holds_what_is_needed_to_repeat_it(run):
    done = run(Mute(), seed=7)
    again = run(Mute(), seed=7)

    assert done.provenance == again.provenance
    assert done.estimates["all"]["pass_rate"] == again.estimates["all"]["pass_rate"]
    assert (done.provenance.seed, done.provenance.repeats) == (7, 1)
    assert set(done.provenance.suites) == {"mine"}
    assert {"python", "torch", "eurocommons-assistant"} <= done.provenance.versions.keys()
    assert done.provenance.settings["embedding_model"] == "default"
    assert all(len(value) == 64 for value in done.provenance.prompts.values())
    assert done.provenance.prompts


def test_no_address_and_no_secret_is_recorded(suites):
    settings = Settings(chroma_url="https://chroma.example.org", database_url="postgresql://me:secret@db.example.org/x")
    told = run_over(Mute(), suites, settings).model_dump_json()

    assert [word for word in ("chroma.example", "db.example", "secret") if word in told] == []


def test_a_database_of_a_newer_version_is_left_alone(settings, run):
    RunStore(settings.database).add(run(Mute()))
    with create_engine(settings.database).begin() as connection:
        connection.execute(text("UPDATE eval_format SET number = 99"))

    with pytest.raises(OutputError, match="format 99"):
        RunStore(settings.database).newest()


def test_an_unknown_run_names_those_that_exist(run, settings):
    done = run(Mute())
    RunStore(settings.database).add(done)

    with pytest.raises(NoSuchRun, match=done.id):
        read_run("yesterday", settings)


def test_a_record_that_is_not_one_is_refused(tmp_path, settings):
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")

    with pytest.raises(NoSuchRun, match="not the record of a run"):
        read_run(str(tmp_path), settings)


def test_run_ids_sort_by_time_and_name_the_snapshot():
    early, late = (run_id(datetime(2026, 7, day, tzinfo=UTC), "301f17208f19490d") for day in (1, 2))

    assert early < late
    assert early.endswith("-301f17208f19")


def test_the_exit_code_is_0_when_no_gate_falls_short(command, settings, capsys):
    assert command("mine") == 0
    (folder,) = (settings.home / "evals").iterdir()
    assert {path.name for path in folder.iterdir()} == {"run.json", "run.md"}
    assert [one.id for one in RunStore(settings.database).newest()] == [folder.name]
    assert "No gate falls short." in capsys.readouterr().out


def test_the_exit_code_is_1_when_a_gate_falls_short(command, capsys):
    fake = Mute()
    fake.abstains = False

    assert command("mine", fake=fake) == 1
    printed = capsys.readouterr().out
    assert "Falls short: abstention_recall 0.000." in printed
    assert "status: answered, expected abstained" in printed
    assert "Quel budget ?" in printed
    assert FIRST in printed


def test_a_metric_that_does_not_apply_does_not_fall_short(command, capsys):
    assert command("other") == 0
    assert "does not apply" in capsys.readouterr().out


def test_a_wrong_suite_is_wrong_use(command, capsys):
    assert command("mine", "nowhere") == 2
    assert "there are: mine, other, retrieval" in capsys.readouterr().err


def test_a_suite_can_be_a_file_of_ones_own(command, suites, tmp_path, capsys):
    path = tmp_path / "ours.yml"
    path.write_text((suites / "other.yml").read_text(encoding="utf-8"), encoding="utf-8")

    assert command(str(path)) == 0
    assert "ours 1; 1 of 1 cases pass" in capsys.readouterr().out


def test_json_is_one_object_and_nothing_else(command, capsys, tmp_path):
    assert command("mine", "other", out=str(tmp_path / "out"), json=True) == 0
    data = json.loads(capsys.readouterr().out)

    assert data["ok"] is True
    assert data["suites"] == {"mine": 3, "other": 1}
    assert json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["id"] == data["id"]


def test_what_a_library_prints_stays_out_of_the_json(command, capsys):
    class Talkative(Mute):
        def ask(self, question, **options):
            print("loading weights")
            return super().ask(question, **options)

    command("mine", fake=Talkative(), json=True)

    assert json.loads(capsys.readouterr().out)["ok"] is True


def test_a_wrong_suite_is_an_object_too_in_json(command, capsys):
    assert command("nowhere", json=True) == 2
    assert "nowhere" in json.loads(capsys.readouterr().out)["error"]


def test_a_folder_that_cannot_be_written_is_wrong_use(command, tmp_path, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert command("mine", out=str(tmp_path / "file")) == 2
    assert "--out" in capsys.readouterr().err


def test_the_runs_are_listed_newest_first(command, settings, capsys):
    command("mine")
    command("other")
    capsys.readouterr()

    assert runs_command(argparse.Namespace(limit=5, json=True), settings) == 0
    listed = json.loads(capsys.readouterr().out)["runs"]
    assert [one["suites"] for one in listed] == [{"other": 1}, {"mine": 3}]
    assert runs_command(argparse.Namespace(limit=1, json=False), settings) == 0
    assert "1/1" in capsys.readouterr().out


def test_no_run_yet_is_said(settings, capsys):
    assert runs_command(argparse.Namespace(limit=5, json=False), settings) == 0
    assert "No run" in capsys.readouterr().out


def test_continuous_integration_gets_junit_and_markdown(command, tmp_path):
    junit, markdown = tmp_path / "ci" / "junit.xml", tmp_path / "ci" / "summary.md"
    command("mine", junit=str(junit), markdown=str(markdown))
    root = ElementTree.parse(junit).getroot()
    counts = {suite.get("name"): (suite.get("tests"), suite.get("failures")) for suite in root}

    assert counts == {"mine": ("3", "1"), "gates": ("2", "0")}
    assert "### mine/good-en" in markdown.read_text(encoding="utf-8")


def test_junit_tells_failures_errors_and_gates(run, gates):
    fake = Mute()
    fake.breaks = True
    done = run(fake)
    judged = done.model_copy(update={"gates": judge(done, read_gates(gates))})
    root = ElementTree.fromstring(run_junit(judged))

    assert len(root.findall("./testsuite[@name='mine']/testcase/error")) == 3
    assert len(root.findall("./testsuite[@name='gates']/testcase/failure")) == 2


def test_what_xml_cannot_hold_does_not_break_junit(run):
    class Odd(Mute):
        def ask(self, question, **options):
            return replace(super().ask(question, **options), text="a\x00<b>\x0b & ]]>")

    root = ElementTree.fromstring(run_junit(run(Odd())))

    assert "<b>" in root.findtext("./testsuite/testcase/system-out")


def test_markup_of_an_answer_is_not_markup_of_the_report(run):
    class Odd(Mute):
        def ask(self, question, **options):
            return replace(super().ask(question, **options), status="partial", text="# Title <script> [x](y)")

    assert "> \\# Title \\<script\\> \\[x\\](y)" in run_markdown(run(Odd()))


def test_the_report_names_every_failed_case(run):
    fake = Mute()
    fake.abstains = False
    done = run(fake)

    assert "### mine/budget" in run_markdown(done)
    assert "mine/good-fr" not in run_text(done)
    assert "## Questions manquées" in run_markdown(done, "fr")
    assert re.search(r"\| pass_rate \| \d,\d{3} \|", run_markdown(done, "fr"))
    assert re.search(r"\d questions réussies sur \d", run_text(done, "fr"))


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [("pass_rate", 0.5, "0.500"), ("latency_p95_ms", 41.6, "42"), ("parity_gap", None, "-")],
)
def test_numbers_are_shown_in_their_unit(name, value, shown):
    assert number(name, value) == shown


def test_columns_line_up():
    assert table(("a", "b"), [("long", "1")]) == "a     b\nlong  1"


def test_a_record_of_the_first_format_is_read(run):
    old = json.loads(run(Mute()).model_dump_json())
    for name in ("format", "estimates", "provenance", "queries", "seconds"):
        del old[name]

    assert Run.model_validate(old).metrics["pass_rate"] == pytest.approx(2 / 3)
