"""What every endpoint needs: the services it works with, its description, and the limit on questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from pydantic import BaseModel

from assistant.api.metrics import Metrics
from assistant.api.models.operation import ProblemOut
from assistant.api.problems import ProblemError
from assistant.api.texts import both
from assistant.feedback import FeedbackStore
from assistant.live import LiveAssistant
from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Services:
    """What the endpoints work with."""

    live: LiveAssistant
    settings: Settings
    metrics: Metrics
    feedback: FeedbackStore
    version: str


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


Wired = Annotated[Services, Depends(_services)]


def described(
    endpoint: str, *errors: int, files: dict[str, Any] | None = None, error: type[BaseModel] = ProblemOut
) -> dict[str, Any]:
    """What the API's description says of an endpoint; ``error`` is the shape of its errors."""
    return {
        "operation_id": endpoint,
        "summary": both("endpoints", endpoint, "summary").replace("\n\n", " / "),
        "description": both("endpoints", endpoint, "description"),
        "responses": {
            **({200: {"content": files}} if files else {}),
            **{status: {"model": error} for status in (*errors, 500)},
        },
    }


def refuse_long(question: str, services: Services) -> None:
    """Raise the problem of a question that is too long to be one."""
    limit = services.settings.server.max_question_chars
    if len(question) > limit:
        raise ProblemError(422, "question-too-long", length=len(question), limit=limit)
