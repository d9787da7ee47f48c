"""Runs suites in the background of the server, one at a time, and tells how far it has got."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.settings import Settings
from evals.cases import Suite
from evals.gate import judge, read_gates
from evals.runner import Options, run_suites
from evals.runs.files import runs_folder, write_run
from evals.runs.records import Run
from evals.runs.store import RunStore
from evals.subject import Subject
from evals.suites_format.places import own_suites
from evals.suites_format.yaml_files import SUITES, load_suites, suite_files
from evals.texts import message
from ingest.messages import NOTHING, Said, SaidError, Sayable

logger = logging.getLogger(__name__)

Stage = Literal["idle", "running", "done", "failed"]


@dataclass(frozen=True, slots=True)
class Progress:
    """The run under way or the last one: ``done`` of ``total`` questions, its id once it is kept."""

    stage: Stage = "idle"
    suites: tuple[str, ...] = ()
    done: int = 0
    total: int = 0
    run_id: str = ""
    problem: Sayable = NOTHING


class Bench:
    """One run at a time.  ``subject`` opens what is judged; ``write`` makes the run's readable report."""

    def __init__(self, settings: Settings, subject: Callable[[], Subject], write: Callable[[Run], str]) -> None:
        self._settings = settings
        self._subject = subject
        self._write = write
        self._lock = threading.Lock()
        self.progress = Progress()

    @property
    def names(self) -> tuple[str, ...]:
        """The suites that can be run: the built-in ones, then the organisers' own."""
        return tuple(suite_files(SUITES, own_suites(self._settings)))

    def launch(self, names: Sequence[str]) -> bool:
        """Start a run of the suites named; False while another is under way.

        Raises:
            EvalError: a suite does not exist or cannot be read.
        """
        suites = load_suites(names, SUITES, own_suites(self._settings))
        with self._lock:
            if self.progress.stage == "running":
                return False
            self.progress = Progress("running", tuple(names), 0, sum(len(suite.cases) for suite in suites))
        threading.Thread(target=self._run, args=(suites,), name="eval-run", daemon=True).start()
        return True

    def _run(self, suites: Sequence[Suite]) -> None:
        before = self.progress
        try:
            run = run_suites(self._subject(), suites, self._settings, Options(), told=self._told)
            run = run.model_copy(update={"gates": judge(run, read_gates())})
            write_run(run, self._write(run), runs_folder(self._settings) / run.id)
            RunStore(self._settings.database).add(run)
        except Exception as error:
            logger.exception("a run of suites failed")
            self.progress = Progress("failed", before.suites, problem=_why(error))
            return
        self.progress = Progress("done", before.suites, before.total, before.total, run.id)

    def _told(self, done: int, total: int) -> None:
        self.progress = Progress("running", self.progress.suites, done, total)


def _why(error: Exception) -> Sayable:
    """Why the run stopped, without what the error holds on to."""
    words = f"{type(error).__name__}: {error}"
    return Said.of(error.message if isinstance(error, SaidError) else message("in_its_words", words=words))
