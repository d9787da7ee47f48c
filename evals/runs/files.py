"""A run's folder: ``run.json``, which reads back as the run, and ``run.md`` for people."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from assistant.settings import Settings
from evals.errors import NoSuchRun, OutputError
from evals.runs.records import Run

RECORD, REPORT = "run.json", "run.md"


def runs_folder(settings: Settings) -> Path:
    """Where runs are kept, one folder each, named by the run's id."""
    return settings.home / "evals"


def write_run(run: Run, report: str, folder: Path) -> None:
    """Write the record and the readable report into ``folder``, made if need be.

    Raises:
        OutputError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / RECORD).write_text(run.model_dump_json(indent=2) + "\n", encoding="utf-8")
        (folder / REPORT).write_text(report, encoding="utf-8")
    except OSError as error:
        raise OutputError("run_not_written", error=error) from error


def find_record(reference: str, folder: Path) -> Path | None:
    """The record that a path (a folder, or its record) or an id below ``folder`` names, None where there is none."""
    for path in (Path(reference), folder / reference):
        record = path / RECORD if path.is_dir() else path
        if record.is_file():
            return record
    return None


def read_record(record: Path) -> Run:
    """Read a ``run.json``.

    Raises:
        NoSuchRun: it is not the record of a run that this version can read.
    """
    try:
        return Run.model_validate_json(record.read_text(encoding="utf-8"))
    except (ValidationError, UnicodeDecodeError) as error:
        raise NoSuchRun("not_a_record", path=record) from error
