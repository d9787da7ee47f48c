"""Leaves out what a reasoning model thinks aloud before it answers."""

from __future__ import annotations

from collections.abc import Generator

OPENING, CLOSING = "<think>", "</think>"


def without_thoughts(words: Generator[str | None]) -> Generator[str | None]:
    """The same words without the ``<think>...</think>`` that they may begin with, however they are cut."""
    held = ""
    for word in words:
        if word is None:
            yield None
            continue
        held += word
        start = held.lstrip()
        if OPENING.startswith(start[: len(OPENING)]) and CLOSING not in start:
            yield None  # it may think for long: that it is alive is worth telling
            continue
        yield start.split(CLOSING, 1)[1] if CLOSING in start else held
        break
    else:
        return  # nothing but thoughts
    yield from words
