"""What a command gives back: an exit code, and what to print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

DONE, FELL_SHORT, WRONG_USE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """Exit code, and what to print: ``data`` with ``--json``, else ``text``.  Both are None when all was said."""

    code: int
    data: Mapping[str, Any] | None = None
    text: str | None = None


class WrongUseError(Exception):
    """The command cannot be run as given; the message says what to change."""
