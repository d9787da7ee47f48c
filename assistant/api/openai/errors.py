"""Problems in the shape that clients of the OpenAI API read."""

from __future__ import annotations

from typing import Any

from assistant.api.problem import Problem

PATHS = ("/v1/chat/completions", "/v1/models")
ABOUT = {"model-not-found": "model", "question-too-long": "messages", "question-refused": "messages"}
"""The parameter that a problem is about, where it names no field."""


def is_openai(path: str) -> bool:
    """Whether errors at ``path`` have this API's shape."""
    return path.startswith(PATHS)


def status_of(problem: Problem) -> int:
    """The status that clients expect: 400 for a wrong request, where problem details say 422."""
    return 400 if problem.status == 422 else problem.status


def error_body(problem: Problem) -> dict[str, Any]:
    """The problem as ``{"error": ...}``; ``param`` is its first field."""
    named = problem.errors[0]["field"] if problem.errors else ABOUT.get(problem.kind)
    return {
        "error": {
            "message": f"{problem.title}. {problem.detail}",
            "type": "server_error" if problem.status >= 500 else "invalid_request_error",
            "param": None if named == "body" else named,
            "code": problem.kind.replace("-", "_"),
        }
    }
