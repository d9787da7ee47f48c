"""What ``eurocommons eval run``, ``compare`` and ``runs`` do: exit codes 0 done, 1 fell short, 2 wrong use."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from assistant.settings import Settings
from evals.beir.reading import BUILTIN, RetrievalSuite, read_beir
from evals.cases import Suite
from evals.compare import compare, comparison_text, verdict_text
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
from evals.texts import text_of
from ingest.records import Language

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
    language: Language = "en",
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
        folder = _keep(run, args, settings, language)
    except EvalError as error:
        return wrong_use(error, language, as_json=args.json)
    data = {"folder": str(folder), "ok": run.ok, "verdict": summary(run, language), **run.model_dump(mode="json")}
    report_at = text_of("report_texts", "report_at", language, folder=folder)
    say(data if args.json else f"{run_text(run, language)}\n{report_at}")
    return DONE if run.ok else FELL_SHORT


def compare_command(args: argparse.Namespace, settings: Settings, language: Language = "en") -> int:
    """Print what changed between two runs, each an id or a folder; 2 where one of them is not a run."""
    try:
        run_a, run_b = read_run(args.run_a, settings), read_run(args.run_b, settings)
    except EvalError as error:
        return wrong_use(error, language, as_json=args.json)
    comparison = compare(run_a, run_b, language=language)
    said = {**comparison.model_dump(mode="json"), "verdict": verdict_text(comparison, language)}
    say(said if args.json else comparison_text(comparison, language))
    return DONE


def runs_command(args: argparse.Namespace, settings: Settings, language: Language = "en") -> int:
    """List the runs that were kept, newest first."""
    try:
        runs = RunStore(settings.database).newest(args.limit)
    except EvalError as error:
        return wrong_use(error, language, as_json=args.json)
    data = [{**_summary_values(one), "started": one.started.isoformat()} for one in runs]
    said = partial(text_of, "report_texts", language=language)
    rows = [_summary_row(one, said) for one in runs]
    heads = [said(f"{column}_column") for column in ("run", "passed", "gate", "p50", "suites")]
    text = table(heads, rows) if rows else said("no_run")
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
        existing = ", ".join(one.id for one in store.newest()) or "-"
        raise NoSuchRun("no_run_nor_folder", error=error, runs=existing) from error


def _asked(args: argparse.Namespace, settings: Settings, suites_folder: Path, gates: Path) -> Asked:
    options = Options(args.repeats, args.seed)
    if args.beir:
        if args.suites:
            raise UnknownSuite("beir_alone")
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


def _keep(run: Run, args: argparse.Namespace, settings: Settings, language: Language) -> Path:
    """Write the run's folder and the files asked for, then keep it in the database."""
    folder = Path(args.out) if args.out else runs_folder(settings) / run.id
    markdown = run_markdown(run, language)
    write_run(run, markdown, folder)
    if args.markdown:
        _write(Path(args.markdown), markdown)
    if args.junit:
        _write(Path(args.junit), run_junit(run))
    try:
        RunStore(settings.database).add(run)
    except SQLAlchemyError as error:
        reason = str(error).splitlines()[0]
        raise OutputError("run_not_kept", folder=folder, reason=reason) from error
    return folder


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError("not_written", path=path, error=error) from error


def _summary_values(one: RunSummary) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__slots__}


def _summary_row(one: RunSummary, said: Callable[..., str]) -> tuple[str, ...]:
    counted = f"{one.passed}/{one.cases}" if one.cases else "-"
    p50 = number("latency_p50_ms", one.metrics.get("latency_p50_ms"))
    return one.id, counted, said("kept" if one.ok else "falls short"), p50, ", ".join(one.suites)


def wrong_use(error: EvalError, language: Language, *, as_json: bool) -> int:
    """Say what is wrong, and give the exit code for it."""
    sys.stderr.write(f"eurocommons: {error.said(language)}\n")
    if as_json:
        say({"error": error.said(language)})
    return WRONG_USE


def say(outcome: str | Mapping[str, Any]) -> None:
    """Write the outcome on standard output: text, or one JSON object."""
    text = outcome if isinstance(outcome, str) else json.dumps(outcome, ensure_ascii=False)
    sys.stdout.write(text + "\n")
