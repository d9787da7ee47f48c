"""What a run looks like: values in, plain text or Markdown out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from functools import partial

from evals.gate import summary
from evals.numbers import interval, markdown_table, number, table
from evals.runs.records import GateResult, Result, Run
from evals.texts import text_of
from ingest.records import Language

WORST = 10
ANSWER_CHARS = 300
MARKS = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>#|"})


def run_text(run: Run, language: Language = "en") -> str:
    """The verdict, the metrics with their intervals and bounds, then the worst cases, for a terminal."""
    say = partial(text_of, "report_texts", language=language)
    failed, passed = worst(run.results), sum(one.passed for one in run.results)
    counted = say("counted", passed=passed, all=len(run.results)) if run.results else ""
    head = (say("metric"), say("value"), say("interval"), say("bound"), "")
    parts = [say("run", id=run.id, suites=_counts(run), counted=counted), table(head, _metric_rows(run, language))]
    if rows := _part_rows(run, language):
        parts.append(table((say("part"), *head), rows))
    if failed:
        shown = failed[:WORST]
        some = say("worst_some", shown=len(shown), all=len(failed))
        parts += [say("worst") if len(shown) == len(failed) else some, *(_case_text(one, language) for one in shown)]
    if aside := held_out_failures(run.results):
        parts.append(say("held_out", count=aside))
    if flaky := [one.key for one in run.results if one.is_flaky and not one.case.held_out]:
        parts.append(say("flaky", repeats=run.provenance.repeats, keys=", ".join(flaky)))
    return "\n\n".join([*parts, summary(run, language)])


def run_markdown(run: Run, language: Language = "en") -> str:
    """The whole run: the verdict, what it ran on, the metrics, and every case that failed."""
    say = partial(text_of, "report_texts", language=language)
    facts = {"snapshot": run.snapshot, **run.settings, **run.versions}
    head = (say("metric"), say("value"), say("interval"), say("bound"), say("verdict"))
    parts = [
        f"# {say('title', id=run.id)}",
        f"**{summary(run, language)}**",
        say("started", started=run.started, seconds=f"{run.seconds:.0f}", suites=_counts(run)),
        f"## {say('metrics')}",
        markdown_table(head, _metric_rows(run, language)),
        f"## {say('by_part')}",
        markdown_table((say("part"), say("cases"), say("pass_rate"), say("interval")), _pass_rates(run, language)),
        f"## {say('gates_of_parts')}",
        markdown_table((say("part"), *head), _part_rows(run, language)),
        f"## {say('failed')}",
        *(_failed_markdown(run, language) or [say("none_failed")]),
        f"## {say('ran_on')}",
        "\n".join(f"- {name}: {value}" for name, value in facts.items()),
    ]
    return "\n\n".join(parts) + "\n"


def worst(results: Iterable[Result]) -> list[Result]:
    """The cases that failed and are shown: errors first, then those that fail the most checks."""
    failed = [one for one in results if not one.passed and not one.case.held_out]
    return sorted(failed, key=lambda one: (one.error is None, -len(one.failures), one.key))


def held_out_failures(results: Iterable[Result]) -> int:
    """How many of the cases held out failed; ``worst`` leaves them out."""
    return sum(one.case.held_out and not one.passed for one in results)


def _counts(run: Run) -> str:
    return ", ".join(f"{name} {count}" for name, count in run.suites.items())


def _metric_rows(run: Run, language: Language) -> list[tuple[str, ...]]:
    """The metrics that apply to the run, each with its bound."""
    gates: Mapping[str, GateResult] = {gate.metric: gate for gate in run.gates if gate.part == "all"}
    estimates = run.estimates.get("all", {})
    shown = {name: found for name, found in estimates.items() if found.value is not None or name in gates}
    return [
        (
            name,
            number(name, found.value, language),
            interval(name, found, language),
            *_gate_cells(gates.get(name), language),
        )
        for name, found in shown.items()
    ]


def _gate_cells(gate: GateResult | None, language: Language) -> tuple[str, str]:
    return ("", "") if gate is None else (gate.bound, text_of("report_texts", gate.verdict, language))


def _part_rows(run: Run, language: Language) -> list[tuple[str, ...]]:
    return [
        (
            gate.part,
            gate.metric,
            number(gate.metric, gate.value, language),
            interval(gate.metric, run.estimates[gate.part][gate.metric], language),
            *_gate_cells(gate, language),
        )
        for gate in run.gates
        if gate.part != "all" and gate.value is not None
    ]


def _pass_rates(run: Run, language: Language) -> list[tuple[str, ...]]:
    rates = {part: estimates["pass_rate"] for part, estimates in run.estimates.items() if "pass_rate" in estimates}
    return [
        (part, str(rate.n), number("pass_rate", rate.value, language), interval("pass_rate", rate, language))
        for part, rate in rates.items()
        if rate.value is not None
    ]


def _case_text(result: Result, language: Language) -> str:
    lines = [f"{result.key} ({result.case.language}): {result.case.question}"]
    lines += [f"    {reason.said(language)}" for reason in result.failures]
    if result.text:
        shortened = textwrap.shorten(result.text, ANSWER_CHARS, placeholder=" …")
        lines.append("    " + text_of("report_texts", "answer", language, text=shortened))
    return "\n".join(lines)


def _case_markdown(result: Result, language: Language) -> str:
    """A failed case; questions and answers are data, and no markup of theirs is one of the report's."""
    lines = [f"### {result.key}", "", f"**{_plain(result.case.question)}** ({result.case.language})", ""]
    lines += ["- " + text_of("report_texts", "earlier", language, text=_plain(turn)) for turn in result.case.turns]
    lines += [f"- {_plain(reason.said(language))}" for reason in result.failures]
    if result.text:
        lines += ["", *(f"> {_plain(line)}" for line in result.text.splitlines())]
    return "\n".join(lines)


def _failed_markdown(run: Run, language: Language) -> list[str]:
    failed = [_case_markdown(one, language) for one in worst(run.results)]
    aside = held_out_failures(run.results)
    return [*failed, text_of("report_texts", "held_out", language, count=aside)] if aside else failed


def _plain(text: str) -> str:
    return text.translate(MARKS)
