"""The criteria that an answer was selected by, as chips: each can be taken out, some can be changed."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.editing import Choice, changed, choices, without
from assistant.catalogue.predicates import criteria_of
from assistant.conversation.saying import in_words as asked_in_words
from assistant.conversation.state import constraints_from
from assistant.dossier.asked import in_words
from assistant.records import Answer
from ingest.records import Language


@dataclass(frozen=True, slots=True)
class Chip:
    """A criterion ``at`` a place of ``criteria_of``, in words; ``choices`` can take its place, if any can."""

    at: int
    label: str
    choices: tuple[Choice, ...]


def chips(answer: Answer, catalogue: Catalogue | None) -> tuple[Chip, ...]:
    """One chip for each criterion of an answer that selected entries; none for other answers."""
    asked = _selecting(answer)
    if asked is None or catalogue is None:
        return ()
    return tuple(
        Chip(at, in_words(criterion, asked, answer.language, catalogue), choices(criterion, catalogue, answer.language))
        for at, criterion in enumerate(criteria_of(asked))
    )


def edited(answer: Answer, at: int, value: str) -> Constraints | None:
    """The criteria of an answer without the one at a place, or with ``value`` in its place where it is not empty.

    None where the answer has no such criterion, or one that cannot be changed.
    """
    asked = _selecting(answer)
    if asked is None or not 0 <= at < len(criteria_of(asked)):
        return None
    try:
        return changed(asked, at, value) if value else without(asked, at)
    except ValueError:
        return None


def as_question(asked: Constraints, language: Language, catalogue: Catalogue) -> str:
    """Criteria as a question that a reader can see and repeat."""
    said = asked_in_words(asked, language, catalogue)
    return said[:1].upper() + said[1:]


def _selecting(answer: Answer) -> Constraints | None:
    asked = constraints_from(answer.constraints)
    return asked if asked.intent in ("alternatives", "list", "count") and not asked.entries else None
