"""What ``eurocommons eval`` says is in both languages, and all that is said is used."""

import argparse
import re
from pathlib import Path

import pytest
import yaml

from assistant.settings import Settings
from evals.commands import compare_command, runs_command
from evals.errors import NoSuchRun, TableError
from evals.suites_format.importing import read_table
from ui.web.quality import bench, review

EVALS = Path(__file__).parents[2] / "evals"
FILES = [*sorted(EVALS.rglob("*.py")), Path(review.__file__), Path(bench.__file__)]
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in FILES)
NAMES = ("error_texts", "reason_texts", "report_texts")
TABLES = {name: yaml.safe_load((EVALS / f"{name}.yml").read_text(encoding="utf-8")) for name in NAMES}
BREAKABLE = re.compile(r" [;:!?]|« | »")
"""Spaces that French has no-break."""
TEXTS = {(name, key): text for name, table in TABLES.items() for key, text in table.items()}


@pytest.mark.parametrize(("name", "key"), TEXTS)
def test_a_text_is_in_both_languages_and_filled_alike(name, key):
    text = TEXTS[name, key]
    assert set(text) == {"en", "fr"}
    if not key.startswith("input_"):  # in English the words are pydantic's
        assert set(re.findall(r"{(\w+)", text["en"])) == set(re.findall(r"{(\w+)", text["fr"]))
    assert not BREAKABLE.search(text["fr"])


@pytest.mark.parametrize(("name", "key"), TEXTS)
def test_a_text_is_used(name, key):
    part = key.removesuffix("_column").removeprefix("different_").removeprefix("input_")  # said with f"input_{sort}"
    assert any(quoted in SOURCES for quoted in (f'"{key}"', f"'{key}'", f'"{part}"'))


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


def test_what_is_wrong_with_a_spreadsheet_is_said_in_french(tmp_path):
    table = tmp_path / "questions.csv"
    table.write_text("id;langue;question;statut;typed_facts\nx;klingon;y;zut;sans deux-points\n", encoding="utf-8")
    assert "ligne 2, colonne typed_facts : il faut un « entrée: fait » par ligne" in wrong_table(table)
    table.write_text("id;langue;question;statut\nx;klingon;y;zut\n", encoding="utf-8")
    first, second = wrong_table(table).splitlines()
    assert first.endswith("ligne 2, colonne language : il faut l’une de ces valeurs : 'fr', 'en' (reçu : 'klingon')")
    assert "'answered', 'partial', 'abstained'" in second


def wrong_table(path):
    """What is wrong with a spreadsheet, in French, its spaces plain."""
    with pytest.raises(TableError) as wrong:
        read_table(path)
    return wrong.value.said("fr").replace("\u00a0", " ")
