"""What a run and a comparison look like: values in, plain text or Markdown out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence

from evals.compare import Comparison
from evals.runner import GateResult, Result, Run

WORST = 10
ANSWER_CHARS = 300
OK_WORDS = {True: "ok", False: "FALLS SHORT", None: "does not apply"}


def number(name: str, value: float | None) -> str:
    """A metric as people read it: milliseconds whole, shares to three places, "-" where it does not apply."""
    if value is None:
        return "-"
    return f"{value:.0f}" if name.endswith("_ms") else f"{value:.3f}"


def run_text(run: Run) -> str:
    """The metrics with their bounds, then the worst cases, for a terminal."""
    failed = worst(run.results)
    passed = len(run.results) - len(failed)
    parts = [
        f"Run {run.id}: {', '.join(run.suites)}; {passed} of {len(run.results)} cases pass",
        table(("metric", "value", "bound", "ok"), _metric_rows(run)),
    ]
    if failed:
        shown = failed[:WORST]
        more = "" if len(shown) == len(failed) else f" ({len(shown)} of {len(failed)}; all are in run.md)"
        parts += [f"Worst cases{more}:", *(_case_text(one) for one in shown)]
    return "\n\n".join(parts)


def run_markdown(run: Run) -> str:
    """The whole run: what it ran on, the metrics, and every case that failed."""
    facts = {"snapshot": run.snapshot, **run.settings, **run.versions}
    parts_of_run = [*run.metrics_by_suite.items(), *run.metrics_by_language.items()]
    rows = [(name, *(number(name, values[name]) for _, values in parts_of_run)) for name in run.metrics]
    parts = [
        f"# Eval run {run.id}",
        f"Started {run.started}. Cases: {', '.join(f'{name} {count}' for name, count in run.suites.items())}.",
        "\n".join(f"- {name}: {value}" for name, value in facts.items()),
        "## Metrics",
        markdown_table(("metric", "value", "bound", "ok"), _metric_rows(run)),
        "## By suite and by language",
        markdown_table(("metric", *(name for name, _ in parts_of_run)), rows),
        "## Cases that failed",
        "\n\n".join(_case_markdown(one) for one in worst(run.results)) or "None.",
    ]
    return "\n\n".join(parts) + "\n"


def comparison_text(comparison: Comparison) -> str:
    """The metrics side by side, then the cases that got better and worse."""
    rows = [
        (name, number(name, before), number(name, after), _difference(name, before, after))
        for name, before, after in comparison.metrics
    ]
    parts = [f"A: {comparison.run_a}\nB: {comparison.run_b}", *(f"Note: {text}" for text in comparison.warnings)]
    parts.append(table(("metric", "A", "B", "B - A"), rows))
    for title, changes in (("Better in B", comparison.better), ("Worse in B", comparison.worse)):
        lines = [f"  {one.key}: {one.question}\n      A: {one.before}\n      B: {one.after}" for one in changes]
        parts.append("\n".join([f"{title}: {len(changes) or 'none'}", *lines]))
    return "\n\n".join(parts)


def worst(results: Iterable[Result]) -> list[Result]:
    """The cases that failed: errors first, then those that fail the most checks."""
    failed = [one for one in results if not one.passed]
    return sorted(failed, key=lambda one: (one.error is None, -len(one.failures), one.key))


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns padded to their widest cell."""
    lines = [tuple(header), *(tuple(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    padded = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)
    return "\n".join(padded)


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar within a cell is escaped."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _metric_rows(run: Run) -> list[tuple[str, str, str, str]]:
    gates: Mapping[str, GateResult] = {gate.metric: gate for gate in run.gates}
    return [
        (name, number(name, value), gates[name].bound, OK_WORDS[gates[name].ok])
        if name in gates
        else (name, number(name, value), "", "")
        for name, value in run.metrics.items()
    ]


def _case_text(result: Result) -> str:
    lines = [f"{result.key} ({result.case.language}): {result.case.question}"]
    lines += [f"    {reason}" for reason in result.failures]
    if result.text:
        lines.append(f"    answer: {_short(result.text)}")
    return "\n".join(lines)


def _case_markdown(result: Result) -> str:
    lines = [f"### {result.key}", "", f"**{result.case.question}** ({result.case.language})", ""]
    lines += [f"- {reason}" for reason in result.failures]
    if result.text:
        lines += ["", *(f"> {line}" for line in result.text.splitlines())]
    return "\n".join(lines)


def _short(text: str) -> str:
    return textwrap.shorten(text, ANSWER_CHARS, placeholder=" …")


def _difference(name: str, before: float | None, after: float | None) -> str:
    if before is None or after is None:
        return "-"
    change = number(name, after - before)
    return change if change.startswith("-") else f"+{change}"
