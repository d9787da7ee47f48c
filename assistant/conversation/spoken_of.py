"""The name that a question may be about which, as it was read, finds nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.parsing import read_question
from assistant.conversation.documents import MARKS, of_subject
from assistant.conversation.pointing import names_something
from assistant.conversation.resolve import Resolution
from assistant.conversation.standing import names_the_unknown
from assistant.conversation.state import Turn
from assistant.conversation.told import turns_told
from assistant.conversation.words import Said
from assistant.understanding import is_courtesy

LOOKED_BACK = 3
"""Turns in which the name is looked for, the last first."""


def of_what_was_spoken_of(text: str, turns: Sequence[Turn], catalogue: Catalogue) -> Resolution | None:
    """« Qui délivre la qualification ? », after questions on SecNumCloud; None where the question names something."""
    said, reading = Said.of(text), read_question(text, catalogue)
    told = turns_told(turns, catalogue)[-LOOKED_BACK:]
    named = [one.subject for one in reversed(told) if one.constraints.intent == "none" and not one.subject.islower()]
    if not told or told[-1].constraints.intent != "none" or not named or not said.is_short() or is_courtesy(text):
        return None
    if names_something(said, reading) or names_the_unknown(said, reading) or reading.of("topic", "domain", "standard"):
        return None
    asked = of_subject(text.rstrip(MARKS), named[0])
    return Resolution("documents", asked.text, subject=asked.subject, asked=asked.asked)


def of_the_name_alone(resolution: Resolution) -> Resolution | None:
    """ "When was it founded?", after "What role does OW2 play?": of OW2, and not of its role."""
    words = resolution.subject.split()
    names = [word for word in words if not word.islower()]
    if resolution.way != "documents" or len(words) < 2 or len(names) != 1 or not resolution.asked:
        return None
    if Said.of(names[0]).has("programme"):  # « la coalition EuroCommons » is no other name for the programme
        return None
    return replace(resolution, text=of_subject(resolution.asked, names[0]).text, subject=names[0], before="")
