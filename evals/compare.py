"""Two runs side by side: the metrics, and the cases whose outcome changed."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from evals.metrics import measure
from evals.runner import Result, Run, outcomes


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Change(_Record):
    """A case that passes in one of the two runs and fails in the other; each side says "passes" or why it fails."""

    key: str
    question: str
    before: str
    after: str


class Comparison(_Record):
    """What changed from run A to run B; ``metrics`` holds name, value in A and value in B, over the cases in both.

    ``warnings`` says what makes the two runs hard to compare.
    """

    run_a: str
    run_b: str
    warnings: tuple[str, ...]
    metrics: tuple[tuple[str, float | None, float | None], ...]
    better: tuple[Change, ...]
    worse: tuple[Change, ...]


def compare(a: Run, b: Run) -> Comparison:
    """Compare two runs case by case; a case whose expectations were edited is compared all the same, and said."""
    in_a, in_b = _by_key(a), _by_key(b)
    shared = [(in_a[key], in_b[key]) for key in in_a if key in in_b]
    before, after = (measure(outcomes(side)) for side in (tuple(zip(*shared, strict=True)) or ((), ())))
    return Comparison(
        run_a=a.id,
        run_b=b.id,
        warnings=_warnings(a, b, in_a, in_b),
        metrics=tuple((name, before[name], after[name]) for name in before),
        better=tuple(_change(old, new) for old, new in shared if new.passed and not old.passed),
        worse=tuple(_change(old, new) for old, new in shared if old.passed and not new.passed),
    )


def _by_key(run: Run) -> dict[str, Result]:
    return {result.key: result for result in run.results}


def _change(old: Result, new: Result) -> Change:
    return Change(key=new.key, question=new.case.question, before=_verdict(old), after=_verdict(new))


def _verdict(result: Result) -> str:
    return "passes" if result.passed else "; ".join(result.failures)


def _warnings(a: Run, b: Run, in_a: Mapping[str, Result], in_b: Mapping[str, Result]) -> tuple[str, ...]:
    found = []
    if set(a.suites) != set(b.suites):
        found.append(f"the runs have different suites: {', '.join(a.suites)} in A, {', '.join(b.suites)} in B")
    if a.snapshot != b.snapshot:
        found.append(f"the runs have different snapshots: {a.snapshot} in A, {b.snapshot} in B")
    if a.settings != b.settings:
        names = [name for name in {**a.settings, **b.settings} if a.settings.get(name) != b.settings.get(name)]
        found.append(f"the runs have different settings: {', '.join(names)}")
    if only_a := in_a.keys() - in_b.keys():
        found.append(f"only in A: {', '.join(sorted(only_a))}")
    if only_b := in_b.keys() - in_a.keys():
        found.append(f"only in B: {', '.join(sorted(only_b))}")
    edited = sorted(key for key in in_a.keys() & in_b.keys() if in_a[key].case != in_b[key].case)
    if edited:
        found.append(f"the cases were edited between the runs: {', '.join(edited)}")
    return tuple(found)
