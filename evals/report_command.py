"""What ``eurocommons eval report`` does: exit codes 0 done, 2 wrong use."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from assistant.settings import Settings
from evals.commands import DONE, read_run, say, wrong_use
from evals.errors import EvalError, NoSuchRun, OutputError
from evals.html_report.content import Content, gather
from evals.html_report.coverage import Page
from evals.html_report.page import report_html
from evals.runs.records import Run
from evals.runs.store import RunStore
from ingest.records import Language
from ingest.store import read_document_rows, read_snapshot

TREND = 30


def report_command(args: argparse.Namespace, settings: Settings, language: Language) -> int:
    """Write the report of a run, the last one where none is named, as one HTML file."""
    language = args.lang or language
    try:
        run = read_run(args.run, settings) if args.run else _last(settings)
        path = Path(args.out or f"eurocommons-quality-{run.id}.{language}.html")
        _write(path, report_html(content_of(run, settings), language))
    except EvalError as error:
        return wrong_use(error, language, as_json=args.json)
    say({"run": run.id, "report": str(path)} if args.json else str(path))
    return DONE


def content_of(run: Run, settings: Settings) -> Content:
    """The report's content, with the runs that were kept and, where it is the same, the index of today."""
    return gather(run, RunStore(settings.database).whole(TREND), pages_of(run, settings))


def pages_of(run: Run, settings: Settings) -> Sequence[Page] | None:
    """The pages of the index that the run was made on; None where that index is no longer the one at hand."""
    if read_snapshot(settings.home, settings.database_url) != run.snapshot:
        return None
    rows = read_document_rows(settings.home, settings.database_url)
    return [Page(row.id, row.title, row.kind, row.language, row.domains) for row in rows]


def _last(settings: Settings) -> Run:
    for run in RunStore(settings.database).whole(1):
        return run
    raise NoSuchRun("no_run_yet")


def _write(path: Path, html: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
    except OSError as error:
        raise OutputError("not_written", path=path, error=error) from error
