"""What ``eurocommons eval run``, ``compare`` and ``runs`` do: exit codes 0 done, 1 fell short, 2 wrong use."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from assistant.settings import Settings
from evals.beir.reading import BUILTIN, RetrievalSuite, read_beir
from evals.cases import Suite
from evals.compare import compare, comparison_text
from evals.errors import EvalError, NoSuchRun, OutputError, UnknownSuite
from evals.gate import GATES, Gates, judge, read_gates, summary
from evals.judge import open_judge
from evals.junit import run_junit
from evals.numbers import number, table
from evals.report import run_markdown, run_text
from evals.runner import Options, run_suites
from evals.runs.files import find_record, read_record, runs_folder, write_run
from evals.runs.records import Run
from evals.runs.store import RunStore, RunSummary
from evals.subject import Subject, open_subject
from evals.suites_format.places import RETRIEVAL, own_suites
from evals.suites_format.yaml_files import SUITES, load_suites

DONE, FELL_SHORT, WRONG_USE = 0, 1, 2

OpenSubject = Callable[[Settings, int], Subject]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command line asks to run."""

    suites: list[Suite]
    rankings: list[RetrievalSuite]
    gates: Gates
    options: Options


def run_command(
    args: argparse.Namespace,
    settings: Settings,
    *,
    suites_folder: Path = SUITES,
    gates: Path = GATES,
    open_subject: OpenSubject = open_subject,
) -> int:
    """Run suites, keep the run, print the outcome; 1 when a gate falls short, 2 for a wrong suite.

    Raises:
        IngestError: there is no index, or it cannot be opened.
    """
    try:
        asked = _asked(args, settings, suites_folder, gates)
        with contextlib.redirect_stdout(sys.stderr):  # what a library prints is not the outcome
            opinion = open_judge(settings) if args.judge else None
            subject = replace(_subject(asked, settings, open_subject), judge=opinion)
            run = run_suites(subject, asked.suites, settings, asked.options, asked.rankings)
        run = run.model_copy(update={"gates": judge(run, asked.gates, strict=args.strict)})
        folder = _keep(run, args, settings)
    except EvalError as error:
        return wrong_use(error, as_json=args.json)
    data = {"folder": str(folder), "ok": run.ok, "verdict": summary(run), **run.model_dump(mode="json")}
    say(data if args.json else f"{run_text(run)}\nReport: {folder}")
    return DONE if run.ok else FELL_SHORT


def compare_command(args: argparse.Namespace, settings: Settings) -> int:
    """Print what changed between two runs, each an id or a folder; 2 where one of them is not a run."""
    try:
        run_a, run_b = read_run(args.run_a, settings), read_run(args.run_b, settings)
    except EvalError as error:
        return wrong_use(error, as_json=args.json)
    comparison = compare(run_a, run_b)
    said = {**comparison.model_dump(mode="json"), "verdict": comparison.verdict}
    say(said if args.json else comparison_text(comparison))
    return DONE


def runs_command(args: argparse.Namespace, settings: Settings) -> int:
    """List the runs that were kept, newest first."""
    try:
        runs = RunStore(settings.database).newest(args.limit)
    except EvalError as error:
        return wrong_use(error, as_json=args.json)
    data = [{**_summary_values(one), "started": one.started.isoformat()} for one in runs]
    rows = [_summary_row(one) for one in runs]
    text = table(("run", "passed", "gate", "p50 ms", "suites"), rows) if rows else "No run was kept yet."
    say({"runs": data} if args.json else text)
    return DONE


def read_run(reference: str, settings: Settings) -> Run:
    """The run that a path (a folder, or its record) or an id names, in its folder or in the database.

    Raises:
        NoSuchRun: there is none, or its record is not one; the message says which runs exist.
    """
    if record := find_record(reference, runs_folder(settings)):
        return read_record(record)
    store = RunStore(settings.database)
    try:
        return store.get(reference)
    except NoSuchRun as error:
        existing = ", ".join(one.id for one in store.newest()) or "none"
        raise NoSuchRun(f"{error}, and no such folder holds one; the last runs: {existing}") from error


def _asked(args: argparse.Namespace, settings: Settings, suites_folder: Path, gates: Path) -> Asked:
    options = Options(args.repeats, args.seed)
    if args.beir:
        if args.suites:
            raise UnknownSuite("--beir runs a retrieval suite alone: leave out the names of suites")
        bounds = read_gates(Path(args.gates)) if args.gates else Gates()  # ours are set for the built-in corpus
        return Asked([], [read_beir(Path(args.beir), args.split)], bounds, options)
    names = [name for name in args.suites if name != RETRIEVAL]
    folders = (suites_folder, own_suites(settings))
    suites = load_suites(names, *folders, taken=(RETRIEVAL,)) if names or not args.suites else []
    builtin = [replace(read_beir(BUILTIN), name=RETRIEVAL)] if not args.suites or RETRIEVAL in args.suites else []
    return Asked(suites, builtin, read_gates(Path(args.gates) if args.gates else gates), options)


def _subject(asked: Asked, settings: Settings, open_subject: OpenSubject) -> Subject:
    """The assistant to judge: over the corpus of a public set where it brings one, else over the index."""
    if asked.rankings and asked.rankings[0].corpus is not None:
        from evals.beir.indexing import open_corpus

        return Subject(open_corpus(asked.rankings[0], settings))
    return open_subject(settings, asked.options.seed)


def _keep(run: Run, args: argparse.Namespace, settings: Settings) -> Path:
    """Write the run's folder and the files asked for, then keep it in the database."""
    folder = Path(args.out) if args.out else runs_folder(settings) / run.id
    write_run(run, run_markdown(run), folder)
    for path, text in ((args.markdown, run_markdown), (args.junit, run_junit)):
        if path:
            _write(Path(path), text(run))
    try:
        RunStore(settings.database).add(run)
    except SQLAlchemyError as error:
        reason = str(error).splitlines()[0]
        raise OutputError(f"the run is in {folder}, but the database does not take it: {reason}") from error
    return folder


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error}") from error


def _summary_values(one: RunSummary) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__slots__}


def _summary_row(one: RunSummary) -> tuple[str, ...]:
    counted = f"{one.passed}/{one.cases}" if one.cases else "-"
    p50 = number("latency_p50_ms", one.metrics.get("latency_p50_ms"))
    return one.id, counted, "kept" if one.ok else "FALLS SHORT", p50, ", ".join(one.suites)


def wrong_use(error: EvalError, *, as_json: bool) -> int:
    """Say what is wrong, and give the exit code for it."""
    sys.stderr.write(f"eurocommons: {error}\n")
    if as_json:
        say({"error": str(error)})
    return WRONG_USE


def say(outcome: str | Mapping[str, Any]) -> None:
    """Write the outcome on standard output: text, or one JSON object."""
    text = outcome if isinstance(outcome, str) else json.dumps(outcome, ensure_ascii=False)
    sys.stdout.write(text + "\n")
