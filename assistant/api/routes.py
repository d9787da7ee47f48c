"""The addresses of the API: each one validates, calls the assistant, and gives the contract's JSON."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import iterate_in_threadpool
from starlette.responses import Response

from assistant.api.dossier import FILES, as_file
from assistant.api.models.answer import AnswerOut
from assistant.api.models.catalogue import CatalogueOut
from assistant.api.models.documents import DocumentOut, SearchOut
from assistant.api.models.operation import FeedbackOut, HealthOut, ReadyOut
from assistant.api.models.requests import AskIn, CatalogueIn, DossierIn, FeedbackIn, SearchIn
from assistant.api.problems import problem_of
from assistant.api.stream import sent
from assistant.api.texts import table
from assistant.api.wiring import Services, Wired, described, refuse_long
from assistant.dossier.dossier import Dossier
from assistant.errors import FilterError, NotReady
from assistant.events import Done
from assistant.feedback import Feedback
from assistant.records import Answer
from assistant.understanding import understand
from ingest.records import LANGUAGES

Asked = Annotated[AskIn, Body(openapi_examples=table()["examples"])]


def _accepted(asked: Asked, services: Wired) -> AskIn:
    """The question, refused when it is too long to be one, or none; before a stream starts."""
    refuse_long(asked.question, services)
    services.live.get()
    understand(asked.question)
    return asked


Accepted = Annotated[AskIn, Depends(_accepted)]


v1 = APIRouter(prefix="/v1", tags=["v1"])
health = APIRouter(tags=["operation"])


@v1.post("/ask", **described("ask", 413, 422, 503))
def ask(asked: Accepted, services: Wired) -> AnswerOut:
    return AnswerOut.of(_answer(asked, services))


@v1.post("/ask/stream", response_class=EventSourceResponse, **described("ask_stream", 413, 422, 503))
async def ask_stream(asked: Accepted, services: Wired, request: Request) -> AsyncIterator[ServerSentEvent]:
    events = services.live.get().stream(asked.question, **asked.options())
    try:
        async for event in iterate_in_threadpool(events):
            if isinstance(event, Done):
                services.metrics.count_answer(event.answer)
            yield sent(event)
    except Exception as error:  # noqa: BLE001 - the status has been sent: an event is the only way left to say it
        problem = problem_of(error, request, services.live, services.settings)
        yield ServerSentEvent(event="error", data=problem.body(request.url.path))
    finally:
        events.close()  # a reader who leaves stops the model


@v1.get("/search", **described("search", 422, 503))
def search(query: Annotated[SearchIn, Query()], services: Wired) -> SearchOut:
    return SearchOut.of(services.live.get().search(query.q, k=query.k, filters=query.to_filters()))


@v1.get("/documents/{id:path}", **described("document", 404, 503))
def document(id: str, services: Wired) -> DocumentOut:
    return DocumentOut.of(services.live.get().document(id))


@v1.get("/catalogue", **described("catalogue", 422, 503))
def catalogue(criteria: Annotated[CatalogueIn, Query()], services: Wired) -> CatalogueOut:
    entries = services.live.get().catalogue
    try:
        return CatalogueOut.of(criteria, entries)
    except FilterError as error:
        raise _wrong_criterion(error) from error


@v1.get("/dossier", response_model=Dossier, **described("dossier", 422, 503, files=FILES))
def dossier(query: Annotated[DossierIn, Query()], services: Wired) -> Dossier | Response:
    refuse_long(query.q, services)
    made = services.live.get().dossier(query.q, language=query.language, date=datetime.date.today())
    return made if query.format == "json" else as_file(made, query.format)


@v1.post("/feedback", status_code=201, **described("feedback", 413, 422))
def feedback(opinion: FeedbackIn, services: Wired) -> FeedbackOut:
    kept = Feedback(**opinion.model_dump(exclude={"reasons"}), reasons=tuple(opinion.reasons))
    services.feedback.add(kept)
    return FeedbackOut(id=kept.id, created_at=kept.created_at)


@health.get("/health", **described("health"))
def alive(services: Wired) -> HealthOut:
    return HealthOut(version=services.version)


@health.get("/health/ready", **described("ready", 503))
def ready(services: Wired) -> ReadyOut:
    state = services.live.state
    if state.name != "ready" or state.snapshot is None:
        raise NotReady(state.message)
    return ReadyOut(snapshot=state.snapshot)


@health.get("/metrics", response_class=Response, **described("metrics"))
def metrics(services: Wired) -> Response:
    return Response(services.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


def _answer(asked: AskIn, services: Services) -> Answer:
    answer = services.live.get().ask(asked.question, **asked.options())
    services.metrics.count_answer(answer)
    return answer


def _wrong_criterion(error: FilterError) -> RequestValidationError:
    """What a request is told whose criterion has a value that no entry could have."""
    said = {language: error.said(language) for language in LANGUAGES}
    where = {"loc": ("query", error.field), "input": error.value}
    return RequestValidationError([{"type": "filter", "msg": str(error), "ctx": said, **where}])
