"""Cases held out: they count, and nothing that people read while they mend shows them."""

import pytest
from made_runs import BAD, GOOD, result, run

from evals.compare import compare, comparison_text
from evals.errors import SuiteError
from evals.html_report.content import gather
from evals.html_report.page import report_html
from evals.junit import run_junit
from evals.report import run_markdown, run_text
from evals.runs.records import Result
from evals.suites_format.yaml_files import read_suite

SECRET = "Qui garde la clé du coffre ?"


def _held_out(*, passed: bool, identifier: str = "kept-aside") -> Result:
    made = result(identifier, passed=passed, question=SECRET, status="abstained")
    case = made.case.model_copy(update={"held_out": True})
    return made.model_copy(update={"suite": "heldout", "case": case, "text": SECRET, "tries": (True, False)})


def _reports(*results: Result) -> dict[str, str]:
    made = run(*results)
    return {
        "text": run_text(made),
        "markdown": run_markdown(made),
        "html": report_html(gather(made, pages=[]), "en"),
        "junit": run_junit(made),
    }


def test_a_case_held_out_counts_and_is_not_shown() -> None:
    for name, said in _reports(*GOOD, BAD[0], _held_out(passed=False)).items():
        assert SECRET not in said, name
    reports = _reports(*GOOD, _held_out(passed=False))
    assert "40 of 41" in reports["text"]
    for name in ("text", "markdown", "html"):
        assert "Held out, and failed: 1." in reports[name], name
        assert "No question failed." not in reports[name], name
    assert 'failures="1"' in reports["junit"]


def test_a_case_that_is_not_held_out_is_shown() -> None:
    shown = result("shown", passed=False, question=SECRET)
    for name, said in _reports(*GOOD, shown).items():
        assert SECRET in said, name
        assert "Held out" not in said, name


def test_a_comparison_says_that_a_case_held_out_changed_and_not_which() -> None:
    a, b = run(*GOOD, _held_out(passed=True)), run(*GOOD, _held_out(passed=False))
    said = comparison_text(compare(a, b))
    assert SECRET not in said
    assert "kept-aside" not in said
    assert "heldout: (a question held out)" in said


@pytest.mark.parametrize(("value", "held_out"), [("true", True), ("oui", True), ("non", False)])
def test_a_suite_says_at_its_top_that_its_cases_are_held_out(tmp_path, value, held_out) -> None:
    path = tmp_path / "aside.yml"
    path.write_text(f"held_out: {value}\ncases:\n- {{id: a, language: fr, question: Qui ?, status: answered}}\n")
    assert read_suite(path).cases[0].held_out is held_out


def test_another_word_than_yes_or_no_is_refused(tmp_path) -> None:
    path = tmp_path / "aside.yml"
    path.write_text("cases:\n- {id: a, language: fr, question: Qui ?, status: answered, held_out: peut-être}\n")
    with pytest.raises(SuiteError, match="held_out"):
        read_suite(path)
