"""Tells a language model's sentences on the terminal as they come."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from typing import TextIO

from assistant.events import Done, Event, TextDelta, TextStart, Understood
from assistant.records import Answer
from ui.cli_print import taken_as


def told(events: Generator[Event], out: TextIO | None) -> tuple[Answer, bool]:
    """The answer, and whether its text was written to ``out`` already.

    What a model writes comes slowly and is shown sentence by sentence; other answers come whole.
    """
    understood, streamed = "", False
    with closing(events):
        for event in events:
            match event:
                case Understood(text):
                    understood = text
                case TextStart(language, _, writer) if out and writer == "llm":
                    streamed = True
                    out.write("".join(f"{line}\n\n" for line in taken_as(understood, language)))
                case TextDelta(_, text) if out and streamed:
                    out.write(text)
                    out.flush()
                case Done(answer):
                    if out and streamed:
                        out.write("\n\n")
                    return answer, streamed
    raise AssertionError("the stream ended without an answer")
