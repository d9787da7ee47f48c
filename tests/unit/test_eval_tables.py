"""Suites as spreadsheets: round trips, and rows that are refused one by one."""

import argparse
import csv
import datetime
import io
import json

import pytest
from openpyxl import Workbook, load_workbook

from assistant.settings import Settings
from evals.errors import TableError
from evals.suite_commands import export_command, import_command, schema_command
from evals.suites_format.importing import read_table, write_table
from evals.suites_format.yaml_files import load_suites, read_suite

HEADER = ["id", "question", "language", "status"]
GOOD = ["what-fr", "Qu'est-ce que c'est ?", "fr", "answered"]


def csv_file(folder, *rows, encoding="utf-8", delimiter=",", prefix=""):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path = folder / "table.csv"
    path.write_bytes((prefix + text.getvalue()).encode(encoding))
    return path


def xlsx_file(folder, *rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    path = folder / "table.xlsx"
    book.save(path)
    return path


def refusal(path):
    with pytest.raises(TableError) as error:
        read_table(path)
    return str(error.value).splitlines()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("suite", load_suites(), ids=lambda suite: suite.name)
def test_every_built_in_suite_goes_to_a_spreadsheet_and_back(suite, ending, tmp_path):
    path = tmp_path / f"table.{ending}"
    write_table(suite.cases, path)

    assert tuple(read_table(path)) == suite.cases


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "question", ["=1+1", "'=1", "+33 1", "-5 ?", "@home", "a, b; c\td", 'dit "oui"', "deux\nlignes"]
)
def test_a_text_that_looks_like_something_else_stays_a_text(question, ending, tmp_path):
    case = load_suites(["newcomers"])[0].cases[0].model_copy(update={"question": question, "pair": None})
    path = tmp_path / f"table.{ending}"
    write_table([case], path)

    assert read_table(path)[0].question == question


def test_no_cell_that_is_written_is_a_formula(tmp_path):
    case = load_suites(["newcomers"])[0].cases[0].model_copy(update={"question": "=cmd()", "pair": None})
    write_table([case], tmp_path / "a.csv")
    write_table([case], tmp_path / "a.xlsx")

    assert ",'=cmd()," in (tmp_path / "a.csv").read_text(encoding="utf-8")
    cells = [cell for row in load_workbook(tmp_path / "a.xlsx").active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_spreadsheets_save_as_csv_is_read(tmp_path, encoding, delimiter):
    row = ["ete-fr", "Où est l’été à Nîmes ; et après, déjà ?", "fr", "answered"]
    path = csv_file(tmp_path, HEADER, row, encoding=encoding, delimiter=delimiter)

    assert read_table(path)[0].question == row[1]


def test_headers_can_be_french_and_in_any_order(tmp_path):
    path = csv_file(tmp_path, ["Langue", "STATUT", "Question", "Identifiant", "Faits typés"],
                    ["fr", "answered", "Quoi ?", "a", "keycloak: licence"])  # fmt: skip
    (case,) = read_table(path)

    assert (case.id, case.language, case.typed_facts[0].entry) == ("a", "fr", "keycloak")


def test_numbers_and_dates_of_a_spreadsheet_are_texts(tmp_path):
    header = [*HEADER, "added", "expected_want", "expected_limit"]
    path = xlsx_file(
        tmp_path, header, ["a", 2026, "fr", "answered", datetime.datetime(2026, 11, 26), "need: chat", 3.0]
    )
    (case,) = read_table(path)

    assert (case.question, str(case.added), case.expected.limit) == ("2026", "2026-11-26", 3)


def test_a_filter_is_one_criterion_a_line(tmp_path):
    asked = "need: surveys|forms, chat\ncountry: DE, FR\nsupport: true"
    path = csv_file(tmp_path, [*HEADER, "expected_want"], [*GOOD, asked])
    (case,) = read_table(path)

    assert case.expected.want == {"need": [["surveys", "forms"], "chat"], "country": ["DE", "FR"], "support": True}


@pytest.mark.parametrize(
    ("header", "row", "words"),
    [
        (["status"], ["refused"], ["row 2", "column status", "refused"]),
        (["facts"], ["oui\n(open"], ["row 2", "column facts", "(open"]),
        (["typed_facts"], ["keycloak licence"], ["row 2", "column typed_facts", "keycloak licence", "entry: fact"]),
        (["typed_facts"], ["keyclok: licence"], ["row 2", "column typed_facts", "keyclok"]),
        (["expected_want"], ["need chat"], ["row 2", "column expected_want", "country: DE, FR"]),
        (["expected_want"], ["need: chatt"], ["row 2", "column expected_want", "'chatt'"]),
        (["expected_limit"], ["some"], ["row 2", "column expected_limit", "some"]),
        (["entries_any"], ["Not a slug"], ["row 2", "column entries_any", "Not a slug"]),
        (["added"], ["hier"], ["row 2", "column added", "hier"]),
        (["pair"], ["what"], ["row 2", "column pair", "what-fr"]),
        (["note", ""], ["", "astray"], ["row 2", "astray"]),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(tmp_path, header, row, words):
    base = dict(zip(HEADER, GOOD, strict=True)) | dict(zip(header, row, strict=True))
    (line,) = refusal(csv_file(tmp_path, list(base), list(base.values())))

    assert [word for word in words if word not in line] == []


def test_every_problem_is_told_at_once(tmp_path):
    rows = [GOOD, ["b", "", "de", "answered"], GOOD, ["c", "Quoi ?", "fr", "no"]]
    lines = refusal(csv_file(tmp_path, HEADER, *rows))

    assert [line.split(": ", 1)[1].split(":")[0] for line in lines] == [
        "row 3, column language", "row 3, column question", "row 5, column status", "row 4, column id",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "word"),
    [
        (["id", "question", "language"], "status are missing"),
        ([*HEADER, "questoin"], "did you mean 'question'"),
        ([*HEADER, "Question"], "question is there twice"),
    ],
)
def test_a_wrong_header_is_told(tmp_path, header, word):
    assert any(word in line for line in refusal(csv_file(tmp_path, header, GOOD)))


def test_formulas_and_errors_are_refused_by_cell(tmp_path):
    path = xlsx_file(
        tmp_path, HEADER, ["a", '=CONCATENATE("Qu","oi")', "fr", "answered"], ["b", "#REF!", "fr", "answered"]
    )
    lines = refusal(path)

    assert "row 2, column question: holds a formula" in lines[0]
    assert "row 3, column question: holds an error (#REF!)" in lines[1]


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.ods", b"", "ends in .csv / .xlsx"),
        ("a.xlsx", b"not a zip", "not an XLSX file"),
        ("a.csv", b"", "nothing in it"),
        ("a.csv", b"id,question\n\x00\x01\x02", "CSV UTF-8"),
        ("a.csv", b"id,question,language,status\n", "no row below the header"),
        ("a.csv", b'id,question\n"open,1', "cannot be read"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path, name, content, word):
    path = tmp_path / name
    path.write_bytes(content)

    assert word in refusal(path)[0]


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "cannot be read" in refusal(tmp_path / "none.csv")[0]


def test_import_writes_a_suite_that_runs(tmp_path, capsys):
    args = argparse.Namespace(
        file=str(csv_file(tmp_path, HEADER, GOOD)), out=str(tmp_path / "s.yml"), force=False, json=True
    )

    assert import_command(args, Settings()) == 0
    assert json.loads(capsys.readouterr().out)["cases"] == 1
    assert read_suite(tmp_path / "s.yml").cases[0].question == GOOD[1]
    assert import_command(args, Settings()) == 2
    assert "--force" in capsys.readouterr().err


def test_nothing_is_written_when_a_row_is_wrong(tmp_path, capsys):
    path = csv_file(tmp_path, HEADER, GOOD, ["b", "Quoi ?", "fr", "no"])
    args = argparse.Namespace(file=str(path), out=str(tmp_path / "s.yml"), force=False, json=False)

    assert import_command(args, Settings()) == 2
    assert not (tmp_path / "s.yml").exists()
    assert "row 3, column status" in capsys.readouterr().err


def test_export_writes_a_spreadsheet(tmp_path):
    args = argparse.Namespace(suite="newcomers", out=str(tmp_path / "n.xlsx"), force=False, json=False)

    assert export_command(args, Settings()) == 0
    assert tuple(read_table(tmp_path / "n.xlsx")) == load_suites(["newcomers"])[0].cases


def test_the_schema_of_a_suite_file_is_printed(capsys):
    assert schema_command() == 0
    schema = json.loads(capsys.readouterr().out)

    assert {"owner", "added", "group", "held_out", "cases"} == schema["properties"].keys()
    assert "rough-spelling" in json.dumps(schema["$defs"]["Case"]["properties"]["group"])
