"""A run as JUnit XML, which continuous integration shows: one test a case, one a gate.

The elements are those of the JUnit 4 report format that Jenkins, GitLab and others read.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from evals.numbers import number
from evals.runs.records import GateResult, Result, Run

# What XML 1.0 cannot hold, however it is escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def run_junit(run: Run) -> str:
    """The XML of a run.  A gate that is undecided, or does not apply, is a test that was skipped."""
    root = ElementTree.Element("testsuites", name=run.id, time=f"{run.seconds:.1f}")
    for suite in dict.fromkeys(one.suite for one in run.results):
        results = [one for one in run.results if one.suite == suite]
        _suite(root, suite, [_case(one) for one in results], run.started)
    _suite(root, "gates", [_gate(one) for one in run.gates], run.started)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(root: ElementTree.Element, name: str, tests: list[ElementTree.Element], started: str) -> None:
    counts = {kind: sum(test.find(kind) is not None for test in tests) for kind in ("failure", "error", "skipped")}
    element = ElementTree.SubElement(
        root,
        "testsuite",
        name=name,
        timestamp=started,
        tests=str(len(tests)),
        failures=str(counts["failure"]),
        errors=str(counts["error"]),
        skipped=str(counts["skipped"]),
        time=f"{sum(float(test.get('time', '0')) for test in tests):.3f}",
    )
    element.extend(tests)


def _case(result: Result) -> ElementTree.Element:
    test = _test(result.suite, result.case.id, (result.latency_ms or 0.0) / 1000)
    if result.error:
        _add(test, "error", result.error, result.case.question)
    elif not result.passed and result.case.held_out:
        _add(test, "failure", "held out: counted, not shown", None)
    elif not result.passed:
        reasons = [reason.said("en") for reason in result.failures]
        _add(test, "failure", "; ".join(reasons), "\n".join((result.case.question, *reasons)))
    if not result.case.held_out:
        ElementTree.SubElement(test, "system-out").text = _xml(f"{result.case.question}\n\n{result.text}")
    return test


def _gate(gate: GateResult) -> ElementTree.Element:
    test = _test("gates", gate.metric if gate.part == "all" else f"{gate.metric} ({gate.part})", 0.0)
    said = f"{gate.verdict}: {number(gate.metric, gate.value)} ({_ends(gate)}), bound {gate.bound}"
    if gate.ok is False:
        _add(test, "failure", said, said)
    elif gate.ok is None:
        _add(test, "skipped", said, None)
    return test


def _ends(gate: GateResult) -> str:
    return f"95 % interval {number(gate.metric, gate.low)} to {number(gate.metric, gate.high)}"


def _test(classname: str, name: str, seconds: float) -> ElementTree.Element:
    return ElementTree.Element("testcase", classname=_xml(classname), name=_xml(name), time=f"{seconds:.3f}")


def _add(test: ElementTree.Element, kind: str, message: str, text: str | None) -> None:
    element = ElementTree.SubElement(test, kind, message=_xml(message))
    element.text = None if text is None else _xml(text)


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
