"""Follow-ups of a question on the documents: the words to search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalogue.reading import Reading
from assistant.catalogue.words import tokens
from assistant.conversation.pointing import refers
from assistant.conversation.state import Turn
from assistant.conversation.words import Said, phrases
from ingest.lexical import surface_terms

MAX_SUBJECT_WORDS = 8


@dataclass(frozen=True, slots=True)
class Continued:
    """A follow-up made whole, what the next one may point to, and the passages already shown.

    ``sure`` is false where it was only put beside the question before it.
    """

    text: str
    subject: str
    seen: frozenset[str] = frozenset()
    sure: bool = True


def go_on_in_documents(
    text: str, said: Said, reading: Reading, turns: Sequence[Turn], names: Sequence[str]
) -> Continued | None:
    """The question to search; None where the text says enough by itself.  ``names`` are the entries in question."""
    last = turns[-1]
    if last.constraints.intent != "none" and not names:
        return None
    subject = " ".join(names) or last.subject or subject_of(last.standalone)
    if said.has("more") and said.only("more", "frame", "idle", "singular", "plural"):
        return Continued(last.standalone, subject, _seen(turns))
    if said.has("why") and said.only("why", "frame", "idle", "singular", "plural"):
        return Continued(f"{text.strip(' ?')} : {last.standalone}", subject)
    bare = _without_opener(text, said).strip(" ?")
    if refers(said, reading):
        return Continued(_with_subject(bare, subject), subject)
    if names:  # of a solution, the documents are asked what its facts do not tell
        asked = reading.cue("price") or reading.cue("howto") or said.only("questions", "openers")
        return Continued(_with_subject(bare, subject), subject) if asked else None
    if not said.opens("openers") and not said.only("questions"):
        return None
    if _asks_by_itself(said):
        return Continued(_with_subject(bare, subject), subject)
    return Continued(f"{last.standalone.strip(' ?')} – {bare} ?", subject, sure=False)


def _with_subject(text: str, subject: str) -> str:
    return f"{text} ({subject}) ?" if subject else text


def subject_of(text: str) -> str:
    """The words of a question that say what it is about."""
    telling = set(surface_terms(text))
    words = [token.raw for token in tokens(text) if token.folded in telling]
    return " ".join(words[:MAX_SUBJECT_WORDS])


def _asks_by_itself(said: Said) -> bool:
    """« et quand a lieu … ? »: a question word opens it, the subject alone is missing."""
    rest = said.words[said.opens("openers") :]
    return bool(rest) and (rest[0],) in phrases("questions")


def _without_opener(text: str, said: Said) -> str:
    """The text after « ok », « et », "what about"."""
    found = tokens(text)
    first = len(found) - len(said.words) + said.opens("openers")
    return text[found[first].start :] if first < len(found) else text


def _seen(turns: Sequence[Turn]) -> frozenset[str]:
    """The passages that this question's answers have cited so far."""
    last = turns[-1].standalone
    return frozenset(chunk for turn in turns if turn.standalone == last for chunk in turn.seen)
