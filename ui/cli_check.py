"""What a check of ``eurocommons doctor`` found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; ``advice`` says what to do when it is not ``ok``."""

    name: str
    status: Status
    message: str
    advice: str = ""
