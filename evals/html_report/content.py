"""What the report of a run says, gathered from the run, the runs before it and the pages of the index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from evals.html_report.coverage import Coverage, Page, coverage
from evals.report import held_out_failures, worst
from evals.runs.records import GateResult, Result, Run
from evals.statistics.intervals import Estimate

WORST = 15
Outcome = Literal["kept", "undecided", "short"]


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of the run and its pass rate."""

    name: str
    found: Estimate


@dataclass(frozen=True, slots=True)
class Point:
    """A run of the past, or this one: when it was and its pass rate."""

    id: str
    started: datetime
    found: Estimate
    ok: bool


@dataclass(frozen=True, slots=True)
class Content:
    """The report.  ``gates`` are those that apply, the worst verdicts first; ``trend`` is oldest first.

    ``worst``, ``failed`` and ``flaky`` leave out the cases held out.
    """

    run: Run
    outcome: Outcome
    passed: int
    gates: tuple[GateResult, ...]
    groups: tuple[Bar, ...]
    domains: tuple[Bar, ...]
    languages: tuple[Bar, ...]
    trend: tuple[Point, ...]
    worst: tuple[Result, ...]
    failed: int
    held_out_failed: int
    flaky: tuple[Result, ...]
    coverage: Coverage | None


def gather(run: Run, before: Iterable[Run] = (), pages: Sequence[Page] | None = None) -> Content:
    """The content of a report; ``before`` are other runs, of which those of the same suites make the trend."""
    failed = worst(run.results)
    alike = [one for one in before if one.id != run.id and set(one.suites) == set(run.suites)]
    points = sorted((_point(one) for one in (*alike, run)), key=lambda point: point.started)
    return Content(
        run=run,
        outcome=_outcome(run),
        passed=sum(one.passed for one in run.results),
        gates=tuple(sorted((gate for gate in run.gates if gate.value is not None), key=_by_verdict)),
        groups=_bars(run, "group"),
        domains=_bars(run, "domain"),
        languages=_bars(run, "language"),
        trend=tuple(point for point in points if point.found.value is not None),
        worst=tuple(failed[:WORST]),
        failed=len(failed),
        held_out_failed=held_out_failures(run.results),
        flaky=tuple(one for one in run.results if one.is_flaky and not one.case.held_out),
        coverage=coverage(run.results, pages) if pages is not None else None,
    )


def _outcome(run: Run) -> Outcome:
    verdicts = {gate.verdict for gate in run.gates}
    return "short" if "falls short" in verdicts else "undecided" if "undecided" in verdicts else "kept"


def _by_verdict(gate: GateResult) -> tuple[int, str, str]:
    order = ("falls short", "undecided", "kept", "does not apply")
    return order.index(gate.verdict), gate.part, gate.metric


def _bars(run: Run, kind: str) -> tuple[Bar, ...]:
    """The parts of a kind with their pass rates, the lowest first."""
    named = {part.partition(": ")[2]: found for part, found in run.estimates.items() if part.startswith(f"{kind}: ")}
    bars = [Bar(name, found["pass_rate"]) for name, found in named.items() if found["pass_rate"].value is not None]
    return tuple(sorted(bars, key=lambda bar: (bar.found.value or 0.0, bar.name)))


def _point(run: Run) -> Point:
    found = run.estimates.get("all", {}).get("pass_rate", Estimate(value=run.metrics.get("pass_rate")))
    return Point(run.id, datetime.fromisoformat(run.started), found, run.ok)
