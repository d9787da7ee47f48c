"""The assistant of a running server: opened once, opened again when an ingestion changes the index."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from assistant.errors import AssistantError, NotReady
from assistant.settings import Settings
from assistant.texts import message
from ingest.errors import IndexMissing, IngestError
from ingest.messages import NOTHING, Said, Sayable

if TYPE_CHECKING:
    from assistant.answer import Assistant
    from assistant.catalogue.catalogue import Catalogue

logger = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0
RETRY_AFTER_S = 15.0
MAX_TORCH_THREADS = 4

StateName = Literal["missing", "loading", "ready", "error"]


@dataclass(frozen=True, slots=True)
class State:
    """What the assistant can do now; ``message`` says what to do when it is not ready."""

    name: StateName
    message: Sayable = NOTHING
    snapshot: str | None = None


@dataclass(frozen=True, slots=True)
class _Failure:
    """Opening ``snapshot`` failed at ``at`` (monotonic seconds)."""

    snapshot: str
    message: Sayable
    at: float

    def is_fresh(self, snapshot: str | None) -> bool:
        return snapshot == self.snapshot and time.monotonic() - self.at < RETRY_AFTER_S


class LiveAssistant:
    """Opens the assistant at the first need, in one thread, and again when the index's snapshot changes.

    While a new index is being opened, requests are answered with the previous one.  When it cannot be opened, the
    previous one stays, and the failure is logged and shown by ``state``.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        open_assistant: Callable[[Settings], Assistant] | None = None,
        read_snapshot: Callable[[Settings], str | None] | None = None,
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._settings = settings
        self._open = open_assistant or open_warm
        self._read_snapshot = read_snapshot or _read_snapshot
        self._look_every_s = look_every_s
        self._opening = threading.Lock()
        self._current: Assistant | None = None
        self._failure: _Failure | None = None
        self._looked_at = float("-inf")
        self._loading = False

    @property
    def state(self) -> State:
        """The state now, without loading anything."""
        current = self._current
        if current is not None:
            return State("ready", self._failure.message if self._failure else NOTHING, current.snapshot)
        if self._loading:
            return State("loading", message("loading"))
        if self._failure is not None:
            return State("error", self._failure.message)
        if self._read_snapshot(self._settings) is None:
            return State("missing", self._missing())
        return State("loading", message("unopened"))

    @property
    def catalogue(self) -> Catalogue | None:
        """The catalogue of the assistant that is open now, without loading anything."""
        return self._current.catalogue if self._current is not None else None

    def start(self) -> None:
        """Open the assistant in the background, so that the first question does not wait for it."""
        threading.Thread(target=self._open_quietly, name="open-assistant", daemon=True).start()

    def get(self) -> Assistant:
        """The assistant, opened now if it was not.

        Raises:
            NotReady: there is no index, or it cannot be opened.
        """
        current = self._current
        if current is None:
            return self._first()
        if self._has_changed(current):
            self.start()
        return current

    def _first(self) -> Assistant:
        with self._opening:
            if self._current is not None:
                return self._current
            snapshot = self._read_snapshot(self._settings)
            if snapshot is None:
                raise NotReady(self._missing())
            if self._failure is not None and self._failure.is_fresh(snapshot):
                raise NotReady(self._failure.message)
            return self._load(snapshot)

    def _has_changed(self, current: Assistant) -> bool:
        now = time.monotonic()
        if now - self._looked_at < self._look_every_s or self._opening.locked():
            return False
        self._looked_at = now
        snapshot = self._read_snapshot(self._settings)
        just_failed = self._failure is not None and self._failure.is_fresh(snapshot)
        return snapshot is not None and snapshot != current.snapshot and not just_failed

    def _open_quietly(self) -> None:
        if not self._opening.acquire(blocking=False):
            return
        try:
            snapshot = self._read_snapshot(self._settings)
            if snapshot is not None and (self._current is None or self._current.snapshot != snapshot):
                self._load(snapshot)
        except NotReady as error:
            logger.warning("the index cannot be opened: %s", error)
        finally:
            self._opening.release()

    def _load(self, snapshot: str) -> Assistant:
        """Open the index; the caller holds the lock."""
        self._loading = True
        started = time.perf_counter()
        try:
            opened = self._open(self._settings)
        except Exception as error:
            why = _why(error)
            self._failure = _Failure(snapshot, why, time.monotonic())
            raise NotReady(why) from error
        finally:
            self._loading = False
        self._failure = None
        self._current = opened
        logger.info("index %s opened in %.1f s", opened.snapshot, time.perf_counter() - started)
        return opened

    def _missing(self) -> Sayable:
        return IndexMissing.below(self._settings.home).message


def _why(error: Exception) -> Sayable:
    if isinstance(error, IngestError):
        return Said.of(error.message)  # without what the error holds on to
    if isinstance(error, AssistantError):
        return message("as_is", text=str(error))
    logger.error("the index cannot be opened", exc_info=error)
    return message("unopenable", kind=type(error).__name__)


def open_warm(settings: Settings) -> Assistant:
    """The assistant as a server has it: warm, so that "ready" is true of the first question too."""
    from assistant.answer import open_assistant

    limit_threads(settings)
    opened = open_assistant(settings)
    opened.warm_up()
    spare_collections()
    return opened


def limit_threads(settings: Settings) -> None:
    """Set PyTorch's threads: one does for a question, and several wait for each other on a busy machine."""
    import os

    import torch

    torch.set_num_threads(settings.server.threads or min(MAX_TORCH_THREADS, os.cpu_count() or 1))


def spare_collections() -> None:
    """Take what is loaded out of Python's garbage collections, which would stop a question for 0.2 s now and then.

    An index that a new one replaced is taken back in first, or it would never go.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _read_snapshot(settings: Settings) -> str | None:
    from ingest.store import read_snapshot

    return read_snapshot(settings.home, settings.database_url)
