"""What ``eurocommons eval`` says is in both languages, and all that is said is used."""

import argparse
import re
from pathlib import Path

import pytest
import yaml

from assistant.settings import Settings
from evals.commands import compare_command, runs_command
from evals.errors import NoSuchRun
from ui.web.quality import review

EVALS = Path(__file__).parents[2] / "evals"
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in [*sorted(EVALS.rglob("*.py")), Path(review.__file__)])
NAMES = ("error_texts", "report_texts")
TABLES = {name: yaml.safe_load((EVALS / f"{name}.yml").read_text(encoding="utf-8")) for name in NAMES}
BREAKABLE = re.compile(r" [;:!?]|« | »")
"""Spaces that French has no-break."""
TEXTS = {(name, key): text for name, table in TABLES.items() for key, text in table.items()}


@pytest.mark.parametrize(("name", "key"), TEXTS)
def test_a_text_is_in_both_languages_and_filled_alike(name, key):
    text = TEXTS[name, key]
    assert set(text) == {"en", "fr"}
    assert set(re.findall(r"{(\w+)", text["en"])) == set(re.findall(r"{(\w+)", text["fr"]))
    assert not BREAKABLE.search(text["fr"])


@pytest.mark.parametrize(("name", "key"), TEXTS)
def test_a_text_is_used(name, key):
    composed = key.removesuffix("_column") if key.endswith("_column") else key.removeprefix("different_")
    assert f'"{key}"' in SOURCES or f'"{composed}"' in SOURCES or f"'{key}'" in SOURCES


def test_an_error_is_said_in_the_language_of_the_reader_and_so_is_the_one_within_it():
    error = NoSuchRun("no_run_nor_folder", error=NoSuchRun("no_run", id="x"), runs="-")
    assert str(error) == "no run is called x, and no such folder holds one; the last runs: -"
    assert error.said("fr").startswith("aucune exécution ne s’appelle x, et aucun dossier de ce nom")


def test_commands_speak_the_language_of_the_terminal(tmp_path, capsys):
    settings = Settings(home=tmp_path)
    assert runs_command(argparse.Namespace(json=False, limit=5), settings, "fr") == 0
    assert capsys.readouterr().out == "Aucune exécution n’est encore conservée.\n"
    assert compare_command(argparse.Namespace(json=False, run_a="a", run_b="b"), settings, "fr") == 2
    assert "aucune exécution ne s’appelle a" in capsys.readouterr().err
