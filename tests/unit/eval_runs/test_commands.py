"""``eurocommons eval run`` and the list of runs: exit codes and what is printed."""

import argparse
import json

from eval_fakes import Mute
from fakes import FIRST

from evals.commands import runs_command
from evals.runs.store import RunStore


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
