"""A follow-up about the catalogue: what it says, and what it may point to."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints, Intent
from assistant.catalogue.reading import Reading
from assistant.conversation.pointing import Focus
from assistant.conversation.words import Said

CRITERIA = (
    "licence",
    "country",
    "governance",
    "deployment",
    "standard",
    "feature",
    "companion",
    "support",
    "supporter",
    "steward",
)
MAX_DETAILED = 3


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question after others: its words, what it asks by itself (``alone``), and what it may point to.

    ``untold`` are the kinds of facts that its words ask for and that no entry has.
    """

    said: Said
    reading: Reading
    alone: Constraints
    last: Constraints
    focus: Focus
    catalogue: Catalogue
    untold: tuple[str, ...] = ()


def has_criteria(reading: Reading) -> bool:
    return bool(reading.of(*CRITERIA))


def is_only(said: Said, cue: str) -> bool:
    """Whether the question is the cue and nothing else."""
    return said.has(cue) and said.only(cue, "frame", "idle", "singular", "plural", "questions")


def listing(before: Constraints) -> Intent:
    """A count whose entries are asked for becomes their list."""
    if before.intent != "count":
        return before.intent
    return "alternatives" if before.replaces or before.similar_to else "list"
