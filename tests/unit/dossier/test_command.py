"""``eurocommons dossier``."""

import json

import pytest
from made_dossiers import OFF_TOPIC, TEAMS

from assistant.dossier.formats import FORMATS
from ui import cli_commands
from ui.cli import ENVIRONMENT, main


@pytest.fixture
def command(monkeypatch, assistant, tmp_path):
    """Runs the command in an English locale, over the fake assistant, in an empty folder."""
    for key in ENVIRONMENT:  # main() sets them: monkeypatch takes them out again afterwards
        monkeypatch.setenv(key, "")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("EUROCOMMONS_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(cli_commands, "open_existing", lambda settings, texts: assistant)
    monkeypatch.chdir(tmp_path)
    return lambda *argv: main(["dossier", *argv])


def test_the_command_prints_markdown(command, capsys):
    assert command(TEAMS) == 0
    assert capsys.readouterr().out.startswith("# Dossier de comparaison\n")


@pytest.mark.parametrize("ending", [*FORMATS, "ODT"])
def test_the_command_writes_the_format_of_the_ending(command, capsys, tmp_path, ending):
    assert command(TEAMS, "-o", f"teams.{ending}", "--lang", "en") == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"teams.{ending} is written. ")
    content = (tmp_path / f"teams.{ending}").read_bytes()
    assert content.startswith({"md": b"# Comparison", "csv": b"\xef\xbb\xbfStatus,", "odt": b"PK"}[ending.lower()])


def test_the_command_prints_json_and_writes_the_file_too(command, capsys, tmp_path):
    assert command(TEAMS, "-o", "teams.csv", "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["file"] == "teams.csv"
    assert printed["matches"] and printed["references"] and printed["snapshot"] == "snapshot-1"
    assert (tmp_path / "teams.csv").exists()


def test_the_command_replaces_a_file_only_when_told_to(command, capsys, tmp_path):
    kept = tmp_path / "teams.md"
    kept.write_text("mine")
    assert command(TEAMS, "-o", "teams.md") == 2
    assert "--force" in capsys.readouterr().err
    assert kept.read_text() == "mine"
    assert command(TEAMS, "-o", "teams.md", "--force") == 0
    assert kept.read_text(encoding="utf-8").startswith("# Dossier")


@pytest.mark.parametrize(
    ("out", "said"),
    [("teams.pdf", ".odt"), ("teams", ".odt"), ("nowhere/teams.odt", "nowhere"), ("folder.md", "is a folder")],
)
def test_the_command_refuses_a_file_that_it_cannot_write(command, capsys, tmp_path, monkeypatch, out, said):
    (tmp_path / "folder.md").mkdir()
    monkeypatch.setattr(cli_commands, "open_existing", lambda settings, texts: pytest.fail("the model was loaded"))
    assert command(TEAMS, "-o", out) == 2
    captured = capsys.readouterr()
    assert said in captured.err and not captured.out


def test_the_command_says_what_to_ask_instead(command, capsys, tmp_path):
    assert command(OFF_TOPIC, "-o", "x.odt") == 2
    assert "What can replace Teams" in capsys.readouterr().err
    assert not (tmp_path / "x.odt").exists()
