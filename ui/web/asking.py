"""The addresses of a conversation: shown, asked, answered as a stream of events, stopped, deleted.

The page calls them itself.  As events of Gradio they would take two requests and a queue before the first word, and
Gradio would keep all that it sent for as long as the page is open.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Generator
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import iterate_in_threadpool
from starlette.exceptions import HTTPException

from assistant.api.body_limit import BodyLimit
from assistant.api.wiring import Wired, refuse_long
from ingest.records import Language
from ui.web.conversation import Conversation
from ui.web.talk import Shown, Talk

PATH = "/conversation"
MAX_BODY_KB = 64
SENTENCE_PAUSE_S = 0.07


class Named(BaseModel):
    """A conversation, which only its browser can name; an unknown name gets a new one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    session_id: str = Field(max_length=128)
    language: Language = "fr"


class Told(Named):
    """What is answered in a conversation, ``after`` the last turn that the page shows."""

    after: int = Field(0, ge=0)


class Asked(Told):
    """A question."""

    question: str = Field(min_length=1)


class Changed(Told):
    """A criterion of an answer to leave out, or to give another value."""

    turn: int = Field(ge=1)
    at: int = Field(ge=0)
    value: str = Field("", max_length=200)


def _talk(request: Request) -> Talk:
    talk: Talk = request.app.state.talk
    return talk


Talking = Annotated[Talk, Depends(_talk)]


def _asked(asked: Asked, talk: Talking, services: Wired) -> Generator[Shown]:
    """The steps of an answer, before a stream starts."""
    refuse_long(asked.question, services)
    return talk.answer(_free(talk, asked), asked.question.strip(), asked.after)


def _changed(changed: Changed, talk: Talking) -> Generator[Shown]:
    """The steps of an answer with other criteria, before a stream starts."""
    steps = talk.change(_free(talk, changed), changed.turn, changed.at, changed.value, changed.after)
    if steps is None:
        raise HTTPException(409, "this answer has no such criterion")
    return steps


conversation = APIRouter(prefix=PATH, include_in_schema=False)


@conversation.post("/view")
def view(named: Named, talk: Talking) -> Shown:
    return talk.whole(talk.open(named.session_id, named.language))


@conversation.post("/ask", response_class=EventSourceResponse)
async def ask(steps: Annotated[Generator[Shown], Depends(_asked)]) -> AsyncIterator[ServerSentEvent]:
    async for event in _told(steps):
        yield event


@conversation.post("/change", response_class=EventSourceResponse)
async def change(steps: Annotated[Generator[Shown], Depends(_changed)]) -> AsyncIterator[ServerSentEvent]:
    async for event in _told(steps):
        yield event


@conversation.post("/stop")
def stop(named: Named, talk: Talking) -> Shown:
    stopped = talk.open(named.session_id, named.language)
    stopped.stop()
    return talk.last(stopped)


@conversation.post("/forget", status_code=204)
def forget(named: Named, talk: Talking) -> None:
    talk.forget(named.session_id)


def add_conversation(app: FastAPI, talk: Talk) -> None:
    """Serve ``POST /conversation/view``, ``ask``, ``change``, ``stop`` and ``forget``."""
    app.state.talk = talk
    app.add_middleware(BodyLimit, max_kb=MAX_BODY_KB, paths=(f"{PATH}/",))
    app.include_router(conversation)


def _free(talk: Talk, named: Named) -> Conversation:
    """The conversation, which answers one question at a time."""
    conversation = talk.open(named.session_id, named.language)
    if conversation.running:
        raise HTTPException(409, "another question of this conversation is being answered")
    return conversation


async def _told(steps: Generator[Shown]) -> AsyncIterator[ServerSentEvent]:
    """Each step as an event, at a pace that can be read; a reader who leaves stops the answer."""
    try:
        async for step in iterate_in_threadpool(steps):
            yield ServerSentEvent(data=step)
            if "turn" in step and "said" not in step:
                await asyncio.sleep(SENTENCE_PAUSE_S)
    finally:
        steps.close()
