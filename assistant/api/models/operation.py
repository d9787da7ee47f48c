"""The JSON of what is no answer: health, feedback kept, problems."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel


class FeedbackOut(BaseModel):
    """The opinion was kept."""

    id: str
    created_at: datetime


class HealthOut(BaseModel):
    """The server is alive."""

    status: Literal["ok"] = "ok"
    version: str


class ReadyOut(BaseModel):
    """The index is loaded."""

    status: Literal["ready"] = "ready"
    snapshot: str


class FieldProblem(BaseModel):
    """One wrong field of a request: where it is, what it holds, what to change."""

    field: str
    value: Any
    message: str


class ProblemOut(BaseModel):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FieldProblem] | None = None
