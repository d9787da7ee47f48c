"""Vectors kept for texts that come again: the same question asked twice is embedded once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]


class KeptVectors:
    """The vectors of the ``limit`` texts that were asked for last; safe to share between threads.

    Two threads that ask for a new text at once may both make its vector: they get the same one.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._by_text: OrderedDict[str, Vector] = OrderedDict()

    def __len__(self) -> int:
        return len(self._by_text)

    def get(self, texts: Sequence[str], make: Callable[[list[str]], Vector]) -> Vector:
        """One row a text, shape ``(len(texts), d)``; ``make`` gets the texts that are not kept, each once."""
        found = self._find(texts)
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:
            found |= dict(zip(missing, make(missing), strict=True))
            self._keep({text: found[text] for text in missing})
        return np.stack([found[text] for text in texts])

    def _find(self, texts: Sequence[str]) -> dict[str, Vector]:
        with self._lock:
            found = {text: self._by_text[text] for text in texts if text in self._by_text}
            for text in found:
                self._by_text.move_to_end(text)
            return found

    def _keep(self, made: dict[str, Vector]) -> None:
        with self._lock:
            for text, vector in made.items():
                self._by_text[text] = vector.copy()  # a row alone, not a view that keeps the whole batch alive
                self._by_text.move_to_end(text)
            while len(self._by_text) > self._limit:
                self._by_text.popitem(last=False)
