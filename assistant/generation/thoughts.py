"""Leaves out what a reasoning model thinks aloud before it answers."""

from __future__ import annotations

from collections.abc import Generator

OPENING, CLOSING = "<think>", "</think>"


def without_thoughts(words: Generator[str | None]) -> Generator[str | None]:
    """The same words without the ``<think>...</think>`` that they may begin with, however they are cut.

    Some servers send the end of it alone: what stands before that in its line is thought, and a line ends there.
    """
    yield from _without_ends(_without_opening(words))


def _without_opening(words: Generator[str | None]) -> Generator[str | None]:
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
        yield start.split(CLOSING, 1)[1] if start.startswith(OPENING) and CLOSING in start else held
        break
    else:
        return  # nothing but thoughts
    yield from words


def _without_ends(words: Generator[str | None]) -> Generator[str | None]:
    """The words with the end of a line for each ``</think>``, whose characters may come one by one."""
    held = ""
    for word in words:
        if word is None:
            yield None
            continue
        text = (held + word).replace(CLOSING, "\n\n")
        cut = next((n for n in range(min(len(CLOSING) - 1, len(text)), 0, -1) if CLOSING.startswith(text[-n:])), 0)
        held = text[len(text) - cut :]
        if text[: len(text) - cut]:
            yield text[: len(text) - cut]
    if held:
        yield held
