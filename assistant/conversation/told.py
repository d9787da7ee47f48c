"""The turns before a question that it may go on from."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.parsing import read_question
from assistant.catalogue.reading import Reading
from assistant.conversation.pointing import names_something
from assistant.conversation.state import Turn
from assistant.conversation.words import Said
from ingest.lexical import surface_terms


def turns_told(turns: Sequence[Turn], catalogue: Catalogue) -> Sequence[Turn]:
    """The turns that asked something, oldest first; without those that led nowhere."""
    return [turn for turn in turns if turn.standalone and not _went_astray(turn, catalogue)]


def returned(said: Said, reading: Reading, told: Sequence[Turn], catalogue: Catalogue) -> Sequence[Turn]:
    """The turns up to the one that « revenons à la supervision » goes back to; all of them where it names none."""
    if not said.opens("returning"):
        return told
    named = {(match.kind, match.value) for match in reading.of("entry", "product", "topic", "domain")}
    words = set(surface_terms(" ".join(said.words[said.opens("returning") :])))
    for end in range(len(told), 0, -1):
        before = told[end - 1].standalone
        sought = {
            (match.kind, match.value) for match in read_question(told[end - 1].answer.question, catalogue).matches
        }
        if named & sought or (not named and words & set(surface_terms(before))):
            return told[:end]
    return told


def _went_astray(turn: Turn, catalogue: Catalogue) -> bool:
    """Whether a turn names nothing, carried nothing and got no answer: what was spoken of before it still is."""
    answer = turn.answer
    if answer.status != "abstained" or answer.citations or answer.understood_as or turn.constraints.intent != "none":
        return False
    said, reading = Said.of(answer.question), read_question(answer.question, catalogue)
    named = names_something(said, reading) or reading.of("topic", "domain")
    return said.is_short() and not named
