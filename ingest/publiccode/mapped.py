"""One field of an entry, with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from ingest.messages import Message

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Mapped(Generic[Value]):
    """One field's value, the keys that it comes from, and the values of theirs that it does not hold."""

    value: Value
    keys: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
