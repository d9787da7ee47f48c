"""What a run looks like: values in, plain text or Markdown out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping

from evals.gate import summary
from evals.numbers import interval, markdown_table, number, table
from evals.runs.records import GateResult, Result, Run

WORST = 10
ANSWER_CHARS = 300
MARKS = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>#|"})


def run_text(run: Run) -> str:
    """The verdict, the metrics with their intervals and bounds, then the worst cases, for a terminal."""
    failed = worst(run.results)
    counted = f"; {len(run.results) - len(failed)} of {len(run.results)} cases pass" if run.results else ""
    parts = [
        f"Run {run.id}: {_counts(run)}{counted}",
        table(("metric", "value", "95 % interval", "bound", ""), _metric_rows(run)),
    ]
    if rows := _part_rows(run):
        parts.append(table(("part", "metric", "value", "95 % interval", "bound", ""), rows))
    if failed:
        shown = failed[:WORST]
        more = "" if len(shown) == len(failed) else f" ({len(shown)} of {len(failed)}; all are in run.md)"
        parts += [f"Worst cases{more}:", *(_case_text(one) for one in shown)]
    if flaky := [one.key for one in run.results if one.is_flaky]:
        parts.append(f"Flaky, {run.provenance.repeats} tries each: {', '.join(flaky)}")
    return "\n\n".join([*parts, summary(run)])


def run_markdown(run: Run) -> str:
    """The whole run: the verdict, what it ran on, the metrics, and every case that failed."""
    facts = {"snapshot": run.snapshot, **run.settings, **run.versions}
    parts = [
        f"# Eval run {run.id}",
        f"**{summary(run)}**",
        f"Started {run.started}, {run.seconds:.0f} s. Cases: {_counts(run)}.",
        "## Metrics",
        markdown_table(("metric", "value", "95 % interval", "bound", "verdict"), _metric_rows(run)),
        "## By part",
        markdown_table(("part", "cases", "pass rate", "95 % interval"), _pass_rates(run)),
        "## Gates of parts",
        markdown_table(("part", "metric", "value", "95 % interval", "bound", "verdict"), _part_rows(run)),
        "## Cases that failed",
        "\n\n".join(_case_markdown(one) for one in worst(run.results)) or "None.",
        "## What it ran on",
        "\n".join(f"- {name}: {value}" for name, value in facts.items()),
    ]
    return "\n\n".join(parts) + "\n"


def worst(results: Iterable[Result]) -> list[Result]:
    """The cases that failed: errors first, then those that fail the most checks."""
    failed = [one for one in results if not one.passed]
    return sorted(failed, key=lambda one: (one.error is None, -len(one.failures), one.key))


def _counts(run: Run) -> str:
    return ", ".join(f"{name} {count}" for name, count in run.suites.items())


def _metric_rows(run: Run) -> list[tuple[str, ...]]:
    """The metrics that apply to the run, each with its bound."""
    gates: Mapping[str, GateResult] = {gate.metric: gate for gate in run.gates if gate.part == "all"}
    estimates = run.estimates.get("all", {})
    shown = [name for name, found in estimates.items() if found.value is not None or name in gates]
    return [
        (name, number(name, estimates[name].value), interval(name, estimates[name]), *_gate_cells(gates.get(name)))
        for name in shown
    ]


def _gate_cells(gate: GateResult | None) -> tuple[str, str]:
    if gate is None:
        return "", ""
    return gate.bound, gate.verdict.upper() if gate.ok is False else gate.verdict


def _part_rows(run: Run) -> list[tuple[str, ...]]:
    return [
        (
            gate.part,
            gate.metric,
            number(gate.metric, gate.value),
            interval(gate.metric, run.estimates[gate.part][gate.metric]),
            *_gate_cells(gate),
        )
        for gate in run.gates
        if gate.part != "all" and gate.value is not None
    ]


def _pass_rates(run: Run) -> list[tuple[str, ...]]:
    rates = {part: estimates["pass_rate"] for part, estimates in run.estimates.items() if "pass_rate" in estimates}
    return [
        (part, str(rate.n), number("pass_rate", rate.value), interval("pass_rate", rate))
        for part, rate in rates.items()
        if rate.value is not None
    ]


def _case_text(result: Result) -> str:
    lines = [f"{result.key} ({result.case.language}): {result.case.question}"]
    lines += [f"    {reason}" for reason in result.failures]
    if result.text:
        lines.append(f"    answer: {textwrap.shorten(result.text, ANSWER_CHARS, placeholder=' …')}")
    return "\n".join(lines)


def _case_markdown(result: Result) -> str:
    """A failed case; questions and answers are data, and no markup of theirs is one of the report's."""
    lines = [f"### {result.key}", "", f"**{_plain(result.case.question)}** ({result.case.language})", ""]
    lines += [f"- earlier: {_plain(turn)}" for turn in result.case.turns]
    lines += [f"- {_plain(reason)}" for reason in result.failures]
    if result.text:
        lines += ["", *(f"> {_plain(line)}" for line in result.text.splitlines())]
    return "\n".join(lines)


def _plain(text: str) -> str:
    return text.translate(MARKS)
