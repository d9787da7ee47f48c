"""Runs of suites made for tests and pictures: what passed, and what failed with hostile texts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from evals.cases import Case
from evals.gate import Bounds, Gates, judge
from evals.reasons import Reason
from evals.runs.records import Cited, Result, Run, parts_of
from evals.statistics.intervals import estimate_all

HOSTILE = '<script>alert(1)</script> "quoted" & ![x](javascript:1)'


def result(
    identifier, *, passed, language="fr", question="Quand ?", group="newcomers", cited=("event.fr",), status=None
):
    case = Case(
        id=identifier, language=language, question=question, status=["answered"], group=group, domain="security"
    )
    return Result(
        suite="newcomers",
        case=case,
        passed=passed,
        status=status or "answered",
        language=language,
        text="Le 1er juillet 2026.",
        cited=cited,
        citations=tuple(
            Cited(n=1, document_id=each, title="L'événement", quote=HOSTILE, start=0, end=9) for each in cited
        ),
        scores={"pass": float(passed), "latency_ms": 40.0},
        failures=() if passed else (Reason(check="facts", values={"missing": (HOSTILE,)}),),
        latency_ms=40.0,
    )


def run(*results, days_ago=0, gates=None):
    started = datetime(2026, 11, 26, 9, 5, tzinfo=UTC) - timedelta(days=days_ago)
    estimates = {part: estimate_all(items, 1) for part, items in parts_of(results, ()).items()}
    made = Run(
        id=f"run-{days_ago}",
        started=started.isoformat(),
        snapshot="abc",
        versions={},
        settings={},
        suites={"newcomers": len(results)},
        metrics={name: found.value for name, found in estimates["all"].items()},
        metrics_by_suite={},
        metrics_by_language={},
        estimates=estimates,
        results=results,
    )
    return made.model_copy(update={"gates": judge(made, gates or Gates(run={"pass_rate": Bounds(min=0.95)}))})


GOOD = [result(f"good-{n}", passed=True) for n in range(40)]
BAD = [result(f"bad-{n}", passed=False, question=HOSTILE, group="filters") for n in range(25)]
