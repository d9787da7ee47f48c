"""What a strict check finds against a sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A reason why the evidence does not support a sentence, and the words that show it."""

    reason: str
    missing: tuple[str, ...] = ()
