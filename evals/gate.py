"""The gate: bounds on metrics, judged with the error of measurement in view.

``floor`` and ``ceiling`` bound the value itself: one broken quote is one too many.  ``min`` and ``max`` bound what the
value stands for, the quality over questions like these: they fall short only when the whole 95 % interval lies beyond
the bound, are kept when all of it lies within, and are undecided in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml
from pydantic import Field, ValidationError

from evals.cases import Record
from evals.errors import GateError
from evals.metrics.table import JUDGED, METRICS
from evals.numbers import number
from evals.runs.records import GateResult, Run, Verdict
from evals.statistics.intervals import Estimate
from evals.texts import text_of
from ingest.records import Language

GATES = Path(__file__).with_name("gates.yml")


class Bounds(Record):
    """The lowest and highest that will do, of the value (``floor``, ``ceiling``) or its interval (``min``, ``max``)."""

    min: float | None = Field(default=None, ge=0)
    max: float | None = Field(default=None, ge=0)
    floor: float | None = Field(default=None, ge=0)
    ceiling: float | None = Field(default=None, ge=0)

    def __str__(self) -> str:
        return ", ".join(f"{name} {limit:g}" for name, limit in self if limit is not None)


Metrics = dict[str, Bounds]


class Gates(Record):
    """Bounds by metric, for the whole run and for each of its parts of a kind."""

    run: Metrics = Field(default_factory=dict)
    each_suite: Metrics = Field(default_factory=dict)
    each_language: Metrics = Field(default_factory=dict)
    each_group: Metrics = Field(default_factory=dict)
    each_domain: Metrics = Field(default_factory=dict)

    def of(self, part: str) -> Metrics:
        """The bounds of a part by its name in ``Run.estimates``: "all", "group: filters"."""
        found: Metrics = self.run if part == "all" else getattr(self, f"each_{part.partition(':')[0]}")
        return found


def read_gates(path: Path = GATES) -> Gates:
    """The bounds of a file.

    Raises:
        GateError: the file cannot be read, or names a metric that does not exist; the message names it.
    """
    try:
        gates = Gates.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise GateError("wrong_gates", path=path, problem=error) from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise GateError("wrong_gates", path=path, problem=" ".join(str(error).split())) from error
    except ValidationError as error:
        problems = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_url=False))
        keys, bounds = ", ".join(Gates.model_fields), ", ".join(Bounds.model_fields)
        raise GateError("wrong_gate_keys", path=path, problems="; ".join(problems), keys=keys, bounds=bounds) from error
    named = {metric for _, bounds in gates for metric in bounds}
    if JUDGED in named:
        raise GateError("judged_is_no_gate", path=path, metric=JUDGED)
    if unknown := named - METRICS.keys():
        raise GateError("no_metric", path=path, names=", ".join(sorted(unknown)), metrics=", ".join(METRICS))
    return gates


def judge(run: Run, gates: Gates, *, strict: bool = False) -> tuple[GateResult, ...]:
    """How the run stands to each bound.  ``strict`` takes ``min`` and ``max`` as bounds on the value too."""
    return tuple(_judged(run, gates, strict))


def _judged(run: Run, gates: Gates, strict: bool) -> Iterator[GateResult]:
    for part, estimates in run.estimates.items():
        for metric, bounds in gates.of(part).items():
            found = estimates.get(metric, Estimate(value=None))
            verdict = verdict_on(found, bounds, strict=strict)
            yield GateResult(
                metric=metric,
                part=part,
                bound=str(bounds),
                value=found.value,
                low=found.low,
                high=found.high,
                verdict=verdict,
                ok=_OK[verdict],
            )


_OK: Mapping[Verdict, bool | None] = {"kept": True, "falls short": False, "undecided": None, "does not apply": None}


def verdict_on(found: Estimate, bounds: Bounds, *, strict: bool = False) -> Verdict:
    """The verdict on one estimate; without an interval, ``min`` and ``max`` are undecided."""
    if found.value is None:
        return "does not apply"
    least = [one for one in (bounds.floor, bounds.min if strict else None) if one is not None]
    most = [one for one in (bounds.ceiling, bounds.max if strict else None) if one is not None]
    if any(found.value < one for one in least) or any(found.value > one for one in most):
        return "falls short"
    verdicts = {_beyond(found.high, found.low, bounds.min, 1), _beyond(found.low, found.high, bounds.max, -1)}
    return next(one for one in _WORST_FIRST if one in verdicts)


_WORST_FIRST: tuple[Verdict, ...] = ("falls short", "undecided", "kept")


def _beyond(best: float | None, worst: float | None, bound: float | None, sign: int) -> Verdict:
    """``best`` and ``worst`` are the ends of the interval, ``sign`` 1 where more is better."""
    if bound is None:
        return "kept"
    if best is None or worst is None:
        return "undecided"
    if sign * best < sign * bound:
        return "falls short"
    return "kept" if sign * worst >= sign * bound else "undecided"


def summary(run: Run, language: Language = "en") -> str:
    """One sentence: what falls short, what is undecided."""
    by_verdict: dict[str, list[str]] = {}
    for gate in run.gates:
        by_verdict.setdefault(gate.verdict, []).append(_name(gate, language))
    short, undecided = (", ".join(by_verdict.get(verdict, ())) for verdict in ("falls short", "undecided"))
    parts = [text_of("report_texts", "short" if short else "none_short", language, gates=short)]
    if undecided:
        parts.append(text_of("report_texts", "too_few", language, gates=undecided))
    return " ".join(parts)


def _name(gate: GateResult, language: Language) -> str:
    where = "" if gate.part == "all" else f" ({gate.part})"
    return f"{gate.metric}{where} {number(gate.metric, gate.value, language)}"
