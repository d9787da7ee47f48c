"""The ``eurocommons`` command: what it prints where, and its exit codes."""

import json
import os
import re
import subprocess
import sys
import time

import pytest
from fake_encoder import FakeEncoder
from fakes import EVIDENCE, FakeAssistant, answer_to

from assistant.records import Answer, Sentence
from ui import cli_commands
from ui.cli import ENVIRONMENT, main
from ui.cli_parser import build_parser
from ui.cli_print import answer_text, checks_text, hits_text
from ui.cli_texts import Texts, _table, texts_for

COMMANDS = ["ingest", "ask", "search", "serve", "mcp", "eval", "eval run", "eval compare", "doctor"]
REPORT = {"added", "updated", "unchanged", "deleted", "failed", "chunks", "seconds", "snapshot"}


@pytest.fixture(autouse=True)
def environment(monkeypatch, tmp_path):
    for key in [*ENVIRONMENT, *(key for key in os.environ if key.startswith("EUROCOMMONS_"))]:
        monkeypatch.delenv(key, raising=False)
    for key in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(key, raising=False)
    for key in ENVIRONMENT:  # main() sets them: monkeypatch takes them out again afterwards
        monkeypatch.setenv(key, "")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("EUROCOMMONS_HOME", str(tmp_path / "home"))


@pytest.fixture
def assistant(monkeypatch):
    fake = FakeAssistant()
    monkeypatch.setattr(cli_commands, "open_existing", lambda settings, texts: fake)
    return fake


@pytest.fixture
def fake_model(monkeypatch):
    monkeypatch.setattr("ingest.embedding.encoder.load_encoder", lambda home, model: FakeEncoder())


def one_object(captured):
    assert captured.out.count("\n") == 1
    return json.loads(captured.out)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", ["en_GB.UTF-8", "fr_FR.UTF-8"])
def test_every_command_has_help_with_examples(capsys, monkeypatch, command, lang):
    monkeypatch.setenv("LANG", lang)
    assert main([*command.split(), "--help"]) == 0
    shown = capsys.readouterr().out
    assert f"  eurocommons {command}" in shown
    assert ("exemples" if lang.startswith("fr") else "examples:") in shown


def test_every_text_is_in_both_languages():
    table = _table()
    for section in set(table) - {"argparse", "examples"}:
        for key, texts in table[section].items():
            assert set(texts) == {"en", "fr"}, f"{section}.{key}"


def test_french_help_keeps_no_english_word_of_argparse():
    shown = build_parser(Texts("fr")).format_help()
    assert "usage\N{NO-BREAK SPACE}:" in shown and "options\N{NO-BREAK SPACE}:" in shown and "show " not in shown


def test_help_is_fast():
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "ui.cli", "--help"], check=True, capture_output=True)
    assert time.perf_counter() - started < 2, "something heavy is imported for --help"


def test_help_imports_nothing_heavy():
    heavy = {"torch", "pydantic", "sqlalchemy", "fastapi", "chromadb", "gradio", "mcp"}
    code = (
        f"import sys; from ui.cli import main; main(['--help']); sys.stderr.write(repr({heavy} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stderr.strip() == "set()"


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("eurocommons ")


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["eval"],
        ["explain"],
        ["ask"],
        ["ask", "Q", "--lang", "de"],
        ["search", "x", "-k", "0"],
        ["search", "x", "-k", "many"],
        ["search", "x", "--kind", "book"],
        ["search", "  "],
        ["serve", "--port", "70000"],
        ["mcp", "--port", "7861"],
        ["ask", "Q", "--js"],
    ],
)
def test_wrong_use_is_2_and_says_so_on_standard_error(capsys, assistant, argv):
    assert main(argv) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err


def test_an_unknown_setting_is_wrong_use(capsys, monkeypatch):
    monkeypatch.setenv("EUROCOMMONS_PORTT", "1")
    assert main(["search", "x"]) == 2
    assert "EUROCOMMONS_PORTT" in capsys.readouterr().err


@pytest.mark.parametrize("argv", [["ask", "Q"], ["search", "x"]])
@pytest.mark.parametrize(("lang", "says"), [("en", "there is no index"), ("fr", "il n’y a pas encore d’index")])
def test_without_an_index_it_is_1_and_says_what_to_run(capsys, monkeypatch, argv, lang, says):
    monkeypatch.setenv("LANG", lang)
    assert main(argv) == 1
    error = capsys.readouterr().err
    assert says in error and "eurocommons ingest" in error


def test_without_an_index_json_holds_the_error_in_english(capsys, monkeypatch):
    monkeypatch.setenv("LANG", "fr")
    assert main(["ask", "Q", "--json"]) == 1
    assert one_object(capsys.readouterr())["error"].startswith("there is no index")


def test_ask_prints_the_answer_then_its_sources(capsys, assistant):
    assert main(["ask", "Qui ?", "--session", "s"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Une coalition réunit des organisations. [1] Elle se retrouve chaque mois. [2]"
    assert "[1] Les coalitions, https://example.org/coalitions" in lines
    assert "    «\N{NO-BREAK SPACE}Une coalition réunit des organisations.\N{NO-BREAK SPACE}»" in lines
    assert (assistant.asked[0].language, assistant.asked[0].session_id) == ("auto", "s")


def test_ask_json_is_one_object_with_the_contracts_names(capsys, assistant):
    assert main(["ask", "Où ?", "--lang", "en", "--json"]) == 0
    answer = one_object(capsys.readouterr())
    assert (answer["question"], answer["language"], answer["citations"][1]["n"]) == ("Où ?", "en", 2)


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr_FR.UTF-8", "La question ne contient aucun mot\u00a0:"), ("en_GB.UTF-8", "The question has no words:")],
)
def test_an_empty_question_is_wrong_use_in_the_language_of_the_terminal(capsys, assistant, monkeypatch, language, said):
    monkeypatch.setenv("LC_ALL", language)
    assert main(["ask", " "]) == 2
    assert said in capsys.readouterr().err


def test_labels_follow_the_answers_language_and_pages_are_shown():
    answer = answer_to("Q", "en", "s", "x")
    assert "“Une coalition réunit des organisations.”" in answer_text(answer)
    assert "You could also ask" in answer_text(answer)


def compared(count):
    names = [f"Solution {n}" for n in range(count)]
    cells = [{"text": "se met à jour une version à la fois", "citations": [1], "verified": True}] * count
    comparison = {
        "entries": [{"id": name, "name": name} for name in names],
        "rows": [{"fact": "limits", "label": "Limites", "cells": cells}],
    }
    table = "| Critère | Solution |\n| --- | --- |\n| Limites | se met à jour [1] |"
    sentences = (Sentence("Deux solutions.", ()), Sentence(table, (1,)))
    text = f"Deux solutions.\n\n{table}"
    return Answer("Q", "fr", "answered", text, sentences, comparison=comparison)


def test_a_comparison_fits_the_terminal():
    lines = answer_text(compared(2), width=60).splitlines()
    assert lines[0] == "Deux solutions." and "|" not in "".join(lines)
    assert max(map(len, lines)) <= 60
    assert "Solution 0" in lines[2] and "Solution 1" in lines[2]
    assert " ".join(lines).count("[1]") == 2


@pytest.mark.parametrize(("count", "width"), [(2, None), (5, 60)])
def test_a_comparison_stays_markdown_outside_a_terminal_and_in_a_narrow_one(count, width):
    answer = compared(count)
    assert answer_text(answer, width=width) == answer.text


def test_an_abstention_has_no_list_of_sources():
    assert (
        answer_text(Answer("Q", "fr", "abstained", "Les documents ne le disent pas."))
        == "Les documents ne le disent pas."
    )


def test_search_prints_rank_score_title_and_snippet(capsys, assistant):
    assert main(["search", "coalition", "-k", "3", "--kind", "article"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("  1. 0.870  Les coalitions\n") and "Une coalition réunit" in out
    ((query, k, filters),) = assistant.searched
    assert (query, k, filters.kind) == ("coalition", 3, "article")


def test_search_json_is_one_object(capsys, assistant):
    assert main(["search", "coalition", "--json"]) == 0
    assert one_object(capsys.readouterr())["hits"][0]["rank"] == 1


def test_nothing_found_is_said():
    assert hits_text([], Texts("fr")) == "Aucun résultat."
    assert "0.870" in hits_text([EVIDENCE], Texts("en"))


def test_ingest_reports_and_is_1_when_a_source_fails(capsys, tmp_path, fake_model):
    (tmp_path / "one.txt").write_text("The program is free.", encoding="utf-8")
    assert main(["ingest", str(tmp_path / "one.txt"), str(tmp_path / "none.txt"), "--json"]) == 1
    report = one_object(capsys.readouterr())
    assert set(report) == REPORT
    assert report["added"] == 1
    failed = report["failed"][0]
    assert failed["source"].endswith("none.txt") and failed["error"] == "no such file or folder"


@pytest.mark.parametrize(
    ("lang", "says"), [("en", "none.txt: no such file or folder"), ("fr", "none.txt\u00a0: ni fichier ni dossier")]
)
def test_ingest_says_why_a_source_failed_in_the_language_of_the_terminal(capsys, monkeypatch, lang, says):
    monkeypatch.setenv("LANG", lang)
    monkeypatch.setattr("ingest.embedding.encoder.load_encoder", lambda home, model: FakeEncoder())
    assert main(["ingest", "none.txt"]) == 1
    assert says in capsys.readouterr().out


def test_ingest_for_people_counts_and_names_what_failed(capsys, tmp_path, fake_model):
    (tmp_path / "one.txt").write_text("The program is free.", encoding="utf-8")
    assert main(["ingest", str(tmp_path / "one.txt")]) == 0
    assert capsys.readouterr().out.startswith("1 added, 0 updated")


def test_an_unexpected_error_is_one_line_and_no_trace(capsys, assistant):
    assistant.failure = RuntimeError("boom")
    assert main(["ask", "Q"]) == 1
    error = capsys.readouterr().err
    assert "RuntimeError: boom" in error and "Traceback" not in error and error.count("\n") == 1


def test_ctrl_c_is_one_line_and_130(capsys, assistant):
    assistant.failure = KeyboardInterrupt()
    assert main(["ask", "Q"]) == 130
    assert capsys.readouterr().err == "eurocommons: interrupted\n"


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    command = f"{sys.executable} -m ui.cli --help | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_library_that_prints_does_not_spoil_the_json(capsys, assistant, monkeypatch):
    ask = assistant.ask

    def noisy(*args, **options):
        print("loading weights")
        return ask(*args, **options)

    monkeypatch.setattr(assistant, "ask", noisy)
    assert main(["ask", "Q", "--json"]) == 0
    captured = capsys.readouterr()
    assert one_object(captured)["status"] == "answered"
    assert "loading weights" in captured.err


def test_bytes_that_are_not_text_are_replaced(assistant):
    assert main(["ask", os.fsdecode(b"caf\xe9"), "--json"]) == 0
    assert assistant.asked[0].question == "caf�"


def test_serve_says_when_the_port_is_taken(capsys):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["serve", "--port", str(taken.getsockname()[1])]) == 1
    assert "--port" in capsys.readouterr().err


def test_doctor_names_every_check_and_what_to_do(capsys, fake_model):
    assert main(["doctor", "--json"]) == 1
    told = one_object(capsys.readouterr())
    checks = {check["name"]: check for check in told["checks"]}
    assert list(checks) == ["python", "packages", "home", "disk", "model", "index", "corpus", "llm"]
    assert told["ok"] is False
    assert checks["index"]["status"] == "fail" and "eurocommons ingest" in checks["index"]["advice"]
    assert checks["model"]["status"] == checks["home"]["status"] == "ok"


def test_doctor_speaks_the_language_of_the_terminal(capsys, monkeypatch, fake_model):
    monkeypatch.setenv("LANG", "fr")
    main(["doctor"])
    assert re.search(r"✗ index +il n’y a pas encore d’index", capsys.readouterr().out)


def test_doctor_sees_an_index_of_other_documents(capsys, tmp_path, fake_model):
    (tmp_path / "one.txt").write_text("The program is free.", encoding="utf-8")
    main(["ingest", str(tmp_path / "one.txt")])
    capsys.readouterr()
    main(["doctor", "--json"])
    checks = {check["name"]: check for check in one_object(capsys.readouterr())["checks"]}
    assert checks["index"]["status"] == checks["corpus"]["status"] == "ok"
    assert "other documents" in checks["corpus"]["message"]


def test_doctor_for_people_shows_advice_below_what_is_wrong():
    from ui.cli_check import Check

    shown = checks_text([Check("disk", "ok", "80 GB free"), Check("index", "fail", "none", "run this")])
    assert shown.splitlines() == ["✓ disk   80 GB free", "✗ index  none", "         → run this"]


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_BE.UTF-8"}, "fr"),
        ({"LANG": "fr_FR", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE", "LC_MESSAGES": "fr"}, "fr"),
    ],
)
def test_words_follow_the_locale(environ, language):
    assert texts_for(environ).language == language


def test_an_empty_source_is_wrong_use_and_not_this_folder(capsys):
    assert main(["ingest", ""]) == 2
    assert "source is empty" in capsys.readouterr().err
