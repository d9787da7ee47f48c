"""How long each step of an answer took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Timings:
    """Milliseconds by step, and in total since the object was made."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._steps: dict[str, float] = {}

    @contextmanager
    def of(self, step: str) -> Iterator[None]:
        """Time a step; the time of a step that is entered twice adds up."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self._steps[step] = self._steps.get(step, 0.0) + _ms_since(started)

    def read_ms(self) -> dict[str, float]:
        """Steps in their order, then the total."""
        return {step: round(ms, 1) for step, ms in self._steps.items()} | {"total": round(_ms_since(self._started), 1)}


def _ms_since(started: float) -> float:
    return 1000 * (time.perf_counter() - started)
