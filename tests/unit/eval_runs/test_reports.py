"""Reports of runs: text, Markdown, JUnit."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from eval_fakes import Mute

from evals.gate import judge, read_gates
from evals.junit import run_junit
from evals.numbers import number, table
from evals.report import run_markdown, run_text


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
