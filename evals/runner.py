"""Runs suites against an assistant: one result per case, and a run record that can be written and read again."""

from __future__ import annotations

import logging
import platform
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel, ConfigDict, ValidationError
from tqdm import tqdm

from assistant.errors import UnknownDocument
from assistant.records import Answer
from assistant.settings import Settings
from assistant.version import read_version
from evals.cases import Case, Suite
from evals.errors import NoSuchRun
from evals.metrics import DocumentText, Outcome, check, check_error, measure
from ingest.records import Document, Language

logger = logging.getLogger(__name__)

RECORD, REPORT = "run.json", "run.md"
LIBRARIES = ("chromadb", "sentence-transformers", "torch", "transformers")


class Answers(Protocol):
    """What a run needs of an assistant."""

    @property
    def snapshot(self) -> str: ...

    def ask(self, question: str) -> Answer: ...

    def document(self, document_id: str) -> Document: ...


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Result(_Record):
    """One case of a run: what came, what was checked and why it failed.  ``error`` stands where no answer came."""

    suite: str
    case: Case
    passed: bool
    status: str | None = None
    language: str | None = None
    text: str = ""
    cited: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    writer: str = ""
    checks: dict[str, bool | None] = {}
    failures: tuple[str, ...] = ()
    error: str | None = None
    latency_ms: float | None = None

    @property
    def key(self) -> str:
        return f"{self.suite}/{self.case.id}"


class GateResult(_Record):
    """One bound and whether the run keeps it; None where the metric does not apply to this run."""

    metric: str
    bound: str
    value: float | None
    ok: bool | None


class Run(_Record):
    """Everything a run leaves behind.  ``suites`` counts the cases of each suite."""

    id: str
    started: str
    snapshot: str
    versions: dict[str, str]
    settings: dict[str, str]
    suites: dict[str, int]
    metrics: dict[str, float | None]
    metrics_by_suite: dict[str, dict[str, float | None]]
    metrics_by_language: dict[Language, dict[str, float | None]]
    gates: tuple[GateResult, ...] = ()
    results: tuple[Result, ...]


def run_suites(assistant: Answers, suites: Sequence[Suite], settings: Settings) -> Run:
    """Ask every question of the suites, each in a conversation of its own, and measure the answers."""
    started = datetime.now(UTC)
    text_of = _document_reader(assistant)
    cases = [(suite.name, case) for suite in suites for case in suite.cases]
    progress = tqdm(cases, desc="eval", unit="question", file=sys.stderr, disable=None)
    results = tuple(_result(assistant, suite, case, text_of) for suite, case in progress)
    return Run(
        id=run_id(started, assistant.snapshot),
        started=started.isoformat(timespec="seconds"),
        snapshot=assistant.snapshot,
        versions=_versions(),
        settings=_telling(settings, results),
        suites={suite.name: len(suite.cases) for suite in suites},
        metrics=measure(outcomes(results)),
        metrics_by_suite={s.name: measure(outcomes(r for r in results if r.suite == s.name)) for s in suites},
        metrics_by_language=_by_language(results),
        results=results,
    )


def run_id(started: datetime, snapshot: str) -> str:
    """The time in UTC and the index's snapshot: ids sort by time, and say which index answered."""
    return f"{started.astimezone(UTC):%Y%m%dT%H%M%S%fZ}-{snapshot[:12]}"


def outcomes(results: Iterable[Result]) -> list[Outcome]:
    """What the metrics are computed from."""
    return [Outcome(one.suite, one.case, one.status, one.checks, one.latency_ms) for one in results]


def write_run(run: Run, report: str, folder: Path) -> None:
    """Write the record and the readable report into ``folder``, made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / RECORD).write_text(run.model_dump_json(indent=2) + "\n", encoding="utf-8")
    (folder / REPORT).write_text(report, encoding="utf-8")


def runs_folder(settings: Settings) -> Path:
    """Where runs are kept, one folder each, named by the run's id."""
    return settings.home / "evals"


def read_run(reference: str, folder: Path) -> Run:
    """The run that a path (a folder, or its record) or an id below ``folder`` names.

    Raises:
        NoSuchRun: there is none, or its record is not one; the message says which runs exist.
    """
    path = Path(reference) if (Path(reference) / RECORD).is_file() or Path(reference).is_file() else folder / reference
    record = path / RECORD if path.is_dir() else path
    if not record.is_file():
        existing = sorted(found.parent.name for found in folder.glob(f"*/{RECORD}"))
        raise NoSuchRun(f"no run is called {reference}; in {folder} there are: {', '.join(existing) or 'none'}")
    try:
        return Run.model_validate_json(record.read_text(encoding="utf-8"))
    except (ValidationError, UnicodeDecodeError) as error:
        raise NoSuchRun(f"{record} is not the record of a run that this version can read") from error


def _result(assistant: Answers, suite: str, case: Case, text_of: DocumentText) -> Result:
    """An error is a result too: one broken answer must not hide the others."""
    begun = time.perf_counter()
    try:
        answer = assistant.ask(case.question)
        latency_ms = (time.perf_counter() - begun) * 1000
        checks = check(case, answer, text_of)
    except Exception as error:
        logger.debug("case %s/%s", suite, case.id, exc_info=error)
        message = f"{type(error).__name__}: {error}"
        checks = check_error(case)
        return Result(
            suite=suite, case=case, passed=False, checks=checks, error=message, failures=(f"error: {message}",)
        )
    return Result(
        suite=suite,
        case=case,
        passed=Outcome(suite, case, answer.status, checks, latency_ms).passed,
        status=answer.status,
        language=answer.language,
        text=answer.text,
        cited=tuple(dict.fromkeys(citation.document_id for citation in answer.citations)),
        matches=tuple(match["id"] for match in answer.matches),
        writer=answer.writer,
        checks=checks,
        failures=why_failed(case, answer, checks),
        latency_ms=latency_ms,
    )


def why_failed(case: Case, answer: Answer, checks: Mapping[str, bool | None]) -> tuple[str, ...]:
    """One line for each failed check: what was expected, and what came."""
    cited = ", ".join(sorted({citation.document_id for citation in answer.citations})) or "nothing"
    matches = ", ".join(match["id"] for match in answer.matches) or "none"
    wanted = "; ".join(f"{rule} of {', '.join(ids)}" for rule, ids in case.entries if ids)
    reasons = {
        "status": f"{answer.status}, expected {' or '.join(case.status)}",
        "language": f"expected {case.language}, the answer says {answer.language} or reads otherwise",
        "citations": "a sentence cites nothing, or a citation that is not there",
        "quotes": "a quote is not what its document holds at its offsets",
        "documents": f"cited {cited}; expected one of {', '.join(case.documents)}",
        "facts": f"the text must match all of {', '.join(case.facts)}",
        "forbidden": f"the text must not match {', '.join(case.forbidden)}",
        "entries": f"matches {matches}; expected {wanted}",
    }
    return tuple(f"{name}: {reasons[name]}" for name, passed in checks.items() if passed is False)


def _document_reader(assistant: Answers) -> DocumentText:
    @cache
    def text_of(document_id: str) -> str | None:
        try:
            return assistant.document(document_id).text
        except UnknownDocument:
            return None

    return text_of


def _by_language(results: Sequence[Result]) -> dict[Language, dict[str, float | None]]:
    languages = sorted({one.case.language for one in results})
    return {name: measure(outcomes(one for one in results if one.case.language == name)) for name in languages}


def _telling(settings: Settings, results: Sequence[Result]) -> dict[str, str]:
    """The settings that change answers; never an address."""
    return {
        "embedding_model": settings.embedding_model or "default",
        "writers": ", ".join(sorted({one.writer for one in results if one.writer})) or "none",
    }


def _versions() -> dict[str, str]:
    found = {"eurocommons-assistant": read_version(), "python": platform.python_version()}
    for library in LIBRARIES:
        try:
            found[library] = version(library)
        except PackageNotFoundError:
            found[library] = "not installed"
    return found
