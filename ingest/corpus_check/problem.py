"""What is wrong in a corpus, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: ``path`` is the file below the corpus folder, ``message`` says what is wrong, with the value."""

    path: str
    message: str
