"""What ``eurocommons eval run`` and ``eurocommons eval compare`` do: exit codes 0 done, 1 fell short, 2 wrong use."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from assistant.settings import Settings
from evals.compare import compare
from evals.errors import EvalError, GateError
from evals.metrics import measure
from evals.report import comparison_text, number, run_markdown, run_text
from evals.runner import Answers, GateResult, Run, read_run, run_suites, runs_folder, write_run
from evals.suites_format.yaml_files import SUITES, load_suites

DONE, FELL_SHORT, WRONG_USE = 0, 1, 2
GATES = Path(__file__).with_name("gates.yml")


class Bounds(BaseModel):
    """The lowest and the highest value of a metric that will do."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    min: float | None = Field(default=None, ge=0)
    max: float | None = Field(default=None, ge=0)


def run_command(
    args: argparse.Namespace,
    settings: Settings,
    *,
    suites_folder: Path = SUITES,
    gates: Path = GATES,
    open_answers: Callable[[Settings], Answers] | None = None,
) -> int:
    """Run suites, write the run's folder, print the outcome; 1 when a gate falls short, 2 for a wrong suite.

    Raises:
        IngestError: there is no index, or it cannot be opened.
    """
    try:
        suites = load_suites(args.suites, suites_folder)
        bounds = read_gates(gates)
    except EvalError as error:
        return _wrong_use(error, as_json=args.json)
    with contextlib.redirect_stdout(sys.stderr):  # what a library prints is not the outcome
        run = run_suites((open_answers or _open_answers)(settings), suites, settings)
    run = run.model_copy(update={"gates": judge(run, bounds)})
    folder = Path(args.out) if args.out else runs_folder(settings) / run.id
    try:
        write_run(run, run_markdown(run), folder)
    except OSError as error:
        return _wrong_use(EvalError(f"the run cannot be written: {error}; choose another --out"), as_json=args.json)
    data = {"folder": str(folder), "ok": _is_ok(run), **run.model_dump(mode="json")}
    _print(data if args.json else f"{run_text(run)}\n\n{_verdict(run)} Report: {folder}")
    return DONE if _is_ok(run) else FELL_SHORT


def compare_command(args: argparse.Namespace, settings: Settings) -> int:
    """Print what changed between two runs, each an id or a folder; 2 where one of them is not a run."""
    try:
        runs = [read_run(reference, runs_folder(settings)) for reference in (args.run_a, args.run_b)]
    except EvalError as error:
        return _wrong_use(error, as_json=args.json)
    comparison = compare(*runs)
    _print(comparison.model_dump(mode="json") if args.json else comparison_text(comparison))
    return DONE


def read_gates(path: Path = GATES) -> dict[str, Bounds]:
    """The bounds by metric.

    Raises:
        GateError: the file cannot be read, or names a metric that does not exist; the message names it.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        bounds = TypeAdapter(dict[str, Bounds]).validate_python(data)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise GateError(f"{path}: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        problems = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_url=False))
        raise GateError(f"{path}: {'; '.join(problems)}") from error
    if unknown := bounds.keys() - measure([]).keys():
        raise GateError(
            f"{path}: no metric is called {', '.join(sorted(unknown))}; there are: {', '.join(measure([]))}"
        )
    return bounds


def judge(run: Run, bounds: Mapping[str, Bounds]) -> tuple[GateResult, ...]:
    """Whether the run keeps each bound; a metric that does not apply to it is not judged."""
    return tuple(_judge(metric, run.metrics[metric], bound) for metric, bound in bounds.items())


def _judge(metric: str, value: float | None, bound: Bounds) -> GateResult:
    limits = ((">=", bound.min), ("<=", bound.max))
    shown = " and ".join(f"{sign} {number(metric, limit)}" for sign, limit in limits if limit is not None)
    ok = None
    if value is not None:
        ok = (bound.min is None or value >= bound.min) and (bound.max is None or value <= bound.max)
    return GateResult(metric=metric, bound=shown, value=value, ok=ok)


def _is_ok(run: Run) -> bool:
    return all(gate.ok is not False for gate in run.gates)


def _verdict(run: Run) -> str:
    short = [gate.metric for gate in run.gates if gate.ok is False]
    return f"Falls short: {', '.join(short)}." if short else "Every gate is kept."


def _open_answers(settings: Settings) -> Answers:
    from assistant.live import open_warm

    return open_warm(settings)  # the first question's time should be that of a running server


def _wrong_use(error: EvalError, *, as_json: bool) -> int:
    sys.stderr.write(f"eurocommons: {error}\n")
    if as_json:
        _print({"error": str(error)})
    return WRONG_USE


def _print(outcome: str | Mapping[str, Any]) -> None:
    text = outcome if isinstance(outcome, str) else json.dumps(outcome, ensure_ascii=False)
    sys.stdout.write(text + "\n")
