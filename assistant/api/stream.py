"""The events of an answer as server-sent events: a name and its data, as docs/api-stream.md describes them."""

from __future__ import annotations

from dataclasses import asdict

from fastapi.sse import ServerSentEvent

from assistant.api.models.answer import AnswerOut
from assistant.events import (
    Cited,
    Done,
    Event,
    Heartbeat,
    Source,
    Start,
    TextDelta,
    TextEnd,
    TextStart,
    Understood,
    Verified,
)

NAMES: dict[type[Event], str] = {
    Start: "start",
    Understood: "understood",
    Source: "source",
    TextStart: "text_start",
    TextDelta: "delta",
    TextEnd: "text_end",
    Cited: "citation",
    Verified: "verification",
    Heartbeat: "heartbeat",
    Done: "done",
}


def sent(event: Event) -> ServerSentEvent:
    """The server-sent event of ``event``; its data is a JSON object."""
    return ServerSentEvent(event=NAMES[type(event)], data=_data(event))


def _data(event: Event) -> object:
    match event:
        case Done(answer):
            return AnswerOut.of(answer)
        case Cited(citation):
            return asdict(citation)
        case Verified(verification):
            return asdict(verification)
        case _:
            return asdict(event)
