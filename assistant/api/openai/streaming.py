"""A chat completion as server-sent events, from the events of an answer."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from itertools import chain
from typing import Any

from fastapi.sse import format_sse_event
from starlette.concurrency import iterate_in_threadpool

from assistant.api.openai.completion import Completion
from assistant.api.openai.models import UsageOut
from assistant.api.rendering import ending, said
from assistant.events import Done, Event, Heartbeat, TextDelta, TextStart
from assistant.records import Answer

Counted = Callable[[Answer], UsageOut]

DONE = format_sse_event(data_str="[DONE]")
STILL_THERE = format_sse_event(comment="still working")


def begun(events: Generator[Event]) -> Iterator[Event]:
    """The same events, worked on until the text begins: what goes wrong before is raised here, with a status."""
    head = []
    for event in events:
        head.append(event)
        if isinstance(event, TextStart | Heartbeat):
            break
    return chain(head, events)


def chunks(events: Iterator[Event], completion: Completion, counted: Counted, *, tells_usage: bool) -> Iterator[bytes]:
    """The stream, its errors raised; ``counted`` is called once, with the whole answer."""
    yield _sent(completion.opening())
    language = None
    for event in events:
        match event:
            case TextStart():
                language = event.language
            case TextDelta() if language:
                yield _sent(completion.text(said(event.text, language)))
            case Heartbeat():
                yield STILL_THERE
            case Done(answer):
                usage = counted(answer)
                yield from map(_sent, _end(answer, completion, usage if tells_usage else None))
    yield DONE


async def told(
    events: Iterator[bytes], close: Callable[[], None], failed: Callable[[Exception], dict[str, Any]]
) -> AsyncIterator[bytes]:
    """The stream as it is sent: an error becomes its last event, and a reader who leaves stops the work."""
    try:
        async for event in iterate_in_threadpool(events):
            yield event
    except Exception as error:  # noqa: BLE001 - the status has been sent: an event is the only way left to say it
        yield _sent(failed(error))
    finally:
        close()


def _end(answer: Answer, completion: Completion, usage: UsageOut | None) -> Iterator[dict[str, Any]]:
    if end := ending(answer):
        yield completion.text(end)
    yield completion.closing(answer)
    if usage is not None:
        yield completion.counted(usage)


def _sent(chunk: dict[str, Any]) -> bytes:
    return format_sse_event(data_str=json.dumps(chunk, ensure_ascii=False))
