"""Every error of the API as RFC 9457 problem details, made here and nowhere else."""

from __future__ import annotations

import json
import logging
import math
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from assistant.api.openai.errors import error_body, is_openai, status_of
from assistant.api.problem import Problem
from assistant.api.texts import preferred, table, text
from assistant.dossier.dossier import no_dossier
from assistant.errors import NoDossierError, NotReady, QuestionError, SessionsError, UnknownDocument
from assistant.live import LiveAssistant
from assistant.settings import Settings
from ingest.messages import Choices, SaidError
from ingest.records import LANGUAGES, Language

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
SHOWN_CHARS = 80
SHOWN_FIELDS = 3
UNREADABLE_BODY = "There was an error parsing the body"
"""What FastAPI says of a body that is no UTF-8, is compressed, or holds a number or a nesting beyond measure."""
_OF_BODY = ("json_invalid", "body_unreadable")


class ProblemError(Exception):
    """Raised by an endpoint to answer with the problem ``kind`` of ``texts.yml``, filled with ``values``."""

    def __init__(self, status: int, kind: str, **values: str | int) -> None:
        super().__init__(kind)
        self.status = status
        self.kind = kind
        self.values = values


ProblemPage = Callable[[Request, Problem], Response | None]


def install(app: FastAPI, live: LiveAssistant, settings: Settings) -> None:
    """Make ``app`` answer every expected error with a problem."""

    def answer(request: Request, error: Exception) -> Response:
        return respond(request, problem_of(error, request, live, settings))

    expected = (QuestionError, UnknownDocument, NotReady, SessionsError)
    for kind in (RequestValidationError, HTTPException, ProblemError, *expected):
        app.add_exception_handler(kind, answer)


def problem_of(error: Exception, request: Request, live: LiveAssistant, settings: Settings) -> Problem:
    """The problem that tells the caller what ``error`` means and what to change."""
    language = _language(request)
    match error:
        case RequestValidationError():
            return wrong_fields(error, language)
        case ProblemError():
            return make(error.status, error.kind, language, headers=None, **error.values)
        case NoDossierError():
            return make(422, "no-dossier", language, message=no_dossier(error.question, [language]))
        case QuestionError():
            said = error.said(language) if isinstance(error, SaidError) else str(error)
            return make(422, "question-refused", language, message=said)
        case UnknownDocument():
            return make(404, "unknown-document", language, id=_shorten(error.document_id))
        case SessionsError():
            logger.error("%s", error)
            if error.trouble == "busy":
                return make(503, "sessions-busy", language, headers={"Retry-After": "5"})
            return make(503, "sessions-unavailable", language)
        case NotReady():
            state = live.state.name
            message = text("states", state, language)
            return make(503, "not-ready", language, headers={"Retry-After": "5"}, state=state, message=message)
        case HTTPException():
            return _http(error, request, settings, language)
        case _:
            return unexpected(error, request)


def body_too_large(request: Request, max_kb: int) -> Problem:
    return make(413, "body-too-large", _language(request), limit=max_kb)


def unexpected(error: Exception, request: Request) -> Problem:
    """The problem of an error that nobody foresaw: its trace goes to the log, its number to the caller."""
    incident = secrets.token_hex(6)
    logger.error("incident %s: %s %s", incident, request.method, request.url.path, exc_info=error)
    return make(500, "unexpected", _language(request), incident=incident)


def respond(request: Request, problem: Problem) -> Response:
    """The HTTP response; characters that are not Unicode are escaped, never a second failure.

    A ``problem_page`` in the application's state may show it as a page instead.
    """
    page: ProblemPage = getattr(request.app.state, "problem_page", lambda *_: None)
    if (shown := page(request, problem)) is not None:
        return shown
    if is_openai(request.url.path):
        shape, status, media_type = error_body(problem), status_of(problem), "application/json"
    else:
        shape, status, media_type = problem.body(request.url.path), problem.status, MEDIA_TYPE
    body = json.dumps(shape, ensure_ascii=False, default=str)
    content = body.encode("utf-8", errors="backslashreplace")
    headers = {"Content-Language": _language(request), **(problem.headers or {})}
    return Response(content, status, headers, media_type=media_type)


def _language(request: Request) -> Language:
    """The one that the address asks for, as the site's do, else the browser's first that we speak."""
    asked = next((language for language in LANGUAGES if language == request.query_params.get("lang")), None)
    return asked or preferred(request.headers.get("accept-language"))


def make(
    status: int, kind: str, language: Language, *, headers: Mapping[str, str] | None = None, **values: Any
) -> Problem:
    """The problem ``kind`` of ``texts.yml`` in ``language``."""
    texts = text("problems", kind, language)
    return Problem(kind, status, texts["title"], texts["detail"].format(**values), headers=headers)


def _http(error: HTTPException, request: Request, settings: Settings, language: Language) -> Problem:
    path = _shorten(request.url.path)
    match error.status_code:
        case 404:
            return make(404, "not-found", language, path=path)
        case 405:
            return make(405, "method-not-allowed", language, headers=error.headers, path=path, method=request.method)
        case 413:
            return body_too_large(request, settings.server.max_body_kb)
        case 400 if error.detail == UNREADABLE_BODY:
            field = {"type": "body_unreadable", "loc": ("body",), "msg": error.detail}
            return wrong_fields(RequestValidationError([field]), language)
        case status:
            return make(status, "http-error", language, headers=error.headers, message=error.detail)


def wrong_fields(error: RequestValidationError, language: Language) -> Problem:
    """The problem of what a request holds: each wrong field, and what to change in it."""
    fields = [_wrong_field(one, language) for one in error.errors()]
    semicolon = "\u202f; " if language == "fr" else "; "
    summary = semicolon.join(one["message"] for one in fields[:SHOWN_FIELDS]) + "."
    texts = text("problems", "invalid-request", language)
    detail = texts["detail"].format(count=len(fields), summary=summary)
    return Problem("invalid-request", 422, texts["title"], detail, fields)


def _wrong_field(error: Mapping[str, Any], language: Language) -> dict[str, Any]:
    location = error["loc"][1:]  # the first part says where: body, query or path
    given = error.get("input")
    given = given.decode("utf-8", "replace") if isinstance(given, bytes) else given
    kind = error["type"] if error["type"] in table()["fields"] else "other"
    field = "body" if kind in _OF_BODY else ".".join(map(str, location)) or "body"
    values = {
        **error.get("ctx", {}),
        "field": _shorten(field),
        "got": _shorten(json.dumps(given, ensure_ascii=False, default=str)),
        "msg": error["msg"],
        "expected": Choices(error.get("ctx", {}).get("expected", "")).said(language),
        "position": location[-1] if location else "",
    }
    value = None if kind in ("missing", *_OF_BODY) else _value(given)
    return {"field": field, "value": value, "message": text("fields", kind, language).format(**values)}


def _value(given: Any) -> Any:
    """The value to show: itself when it is short, else its beginning."""
    shown = json.dumps(given, ensure_ascii=False, default=str)
    if isinstance(given, float) and not math.isfinite(given):  # JSON has no NaN
        return shown
    return given if len(shown) <= SHOWN_CHARS else _shorten(shown)


def _shorten(value: str) -> str:
    return value if len(value) <= SHOWN_CHARS else value[: SHOWN_CHARS - 1] + "…"
