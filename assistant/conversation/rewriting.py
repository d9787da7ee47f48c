"""A follow-up that the rules do not settle, rewritten by something else such as a language model; the rules go on
deciding what it means, and what cannot be trusted is dropped.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.names import Lexicon, lexicon_of
from assistant.catalogue.parsing import read_question
from assistant.catalogue.reading import Reading
from assistant.catalogue.words import folded_words, tokens
from assistant.conversation.documents import subject_of
from assistant.conversation.pointing import names_something, refers
from assistant.conversation.resolve import Resolution
from assistant.conversation.standing import names_the_unknown
from assistant.conversation.state import Turn
from assistant.conversation.words import Said
from assistant.errors import AssistantError, QuestionError
from assistant.understanding import Question, is_courtesy, understand
from ingest.language import language_of_words
from ingest.lexical import surface_terms
from ingest.records import Language

logger = logging.getLogger(__name__)

MAX_QUESTION_WORDS = 20
"""A longer question says enough by itself."""

MAX_REWRITTEN_CHARS = 400

MAX_NEW_WORDS = 3
"""Words of its own that a rewritten question may bring; one that brings more answers or wanders."""

MIN_SUBJECT_WORDS = 2
"""Words of a whole question that say what it is about."""

Read = Callable[[Question], Constraints]
"""What a question asks of the catalogue."""


class Rewriter(Protocol):
    """Makes a follow-up stand alone."""

    def rewrite(self, question: str, turns: Sequence[Turn], language: Language) -> str | None:
        """The question in words that need no turn before it, in ``language``; None where it has nothing better.

        ``turns`` are those before it, oldest first: ``turn.answer.question`` was asked, ``turn.standalone`` is what it
        meant, ``turn.answer.text`` was answered.

        Raises:
            AssistantError: it failed; the question then means what the rules make of it.
        """
        ...


@dataclass(frozen=True, slots=True)
class Rewriting:
    """How an assistant has follow-ups rewritten: by what, over which catalogue, and how their constraints are read."""

    rewriter: Rewriter
    catalogue: Catalogue
    read: Read

    def settle(
        self, question: Question, resolution: Resolution, alone: Constraints, turns: Sequence[Turn]
    ) -> Resolution:
        """``resolution`` where the rules are sure of it or the rewriting is of no use; else that of the rewriting."""
        told = [turn for turn in turns if turn.standalone]
        if not told or not is_unsure(question, resolution, alone, self.catalogue):
            return resolution
        text = self._rewritten(question, told)
        return self._read_again(text, question) if text else resolution

    def _rewritten(self, question: Question, turns: Sequence[Turn]) -> str | None:
        try:
            found = self.rewriter.rewrite(question.text, turns, question.asked_in)
        except AssistantError as error:
            logger.warning("a follow-up could not be rewritten, the rules decide: %s", error)
            return None
        text = " ".join((found or "").split()).strip(' "«»“”')
        if not text or folded_words(text) == folded_words(question.text):
            return None
        if reason := objection(text, question, turns, self.catalogue):
            logger.warning("a rewritten follow-up is dropped, the rules decide: %s", reason)
            return None
        return text

    def _read_again(self, text: str, question: Question) -> Resolution:
        """What the rewritten question means, by the same reading as any other."""
        read = self.read(understand(text, default=question.asked_in))
        if read.intent == "none":
            return Resolution("documents", text, subject=subject_of(text))
        return Resolution("facts", text, read)


def is_unsure(question: Question, resolution: Resolution, alone: Constraints, catalogue: Catalogue) -> bool:
    """Whether the rules found no resolution, or guessed one, for what may be a follow-up."""
    if resolution.way == "documents":
        return not resolution.sure
    if resolution.way != "alone" or alone.intent != "none" or is_courtesy(question.text):
        return False
    short = len(folded_words(question.text)) <= MAX_QUESTION_WORDS
    return short and not says_enough(Said.of(question.text), read_question(question.text, catalogue))


def says_enough(said: Said, reading: Reading) -> bool:
    """Whether a question surely stands alone: it names its subject, or asks in whole and no word of it points back."""
    if any(map(said.opens, ("openers", "returning"))) or said.has("that") or refers(said, reading):
        return False
    if names_something(said, reading) or names_the_unknown(said, reading):
        return True
    asks = any(map(reading.cue, ("wh", "yes_no", "count", "definition")))
    return asks and len(surface_terms(" ".join(said.words))) >= MIN_SUBJECT_WORDS


def objection(text: str, question: Question, turns: Sequence[Turn], catalogue: Catalogue) -> str:
    """Why a rewritten question cannot be trusted; empty where it can."""
    if len(text) > MAX_REWRITTEN_CHARS:
        return f"it has {len(text)} characters, more than {MAX_REWRITTEN_CHARS}"
    try:
        understand(text)
    except QuestionError:
        return f"{text!r} asks nothing"
    if not text.endswith("?") and (question.text.endswith("?") or text.endswith((".", "!"))):
        return f"{text!r} is no question"
    if language_of_words(text) not in (None, question.asked_in):
        return f"{text!r} is not in the question's language ({question.asked_in})"
    if invented := _unheard(text, question, turns, lexicon_of(catalogue)):
        return f"{text!r} names {', '.join(invented)}, which neither the conversation nor the catalogue does"
    if len(new := _new_words(text, question, turns, lexicon_of(catalogue))) > MAX_NEW_WORDS:
        return f"{text!r} brings {len(new)} words that nobody said ({', '.join(new)}), more than {MAX_NEW_WORDS}"
    if lost := _named(question.text, catalogue) - _named(text, catalogue):
        return f"{text!r} leaves out {', '.join(sorted(lost))}"
    return ""


def _unheard(text: str, question: Question, turns: Sequence[Turn], lexicon: Lexicon) -> list[str]:
    """The names that nobody said: words with a capital within a sentence, or in no dictionary."""
    heard = _heard(question, turns) | lexicon.known
    return list(
        dict.fromkeys(
            token.raw
            for token in tokens(text)
            if token.folded not in heard
            and (token.folded not in lexicon.dictionary or (token.raw[0].isupper() and not token.opens))
        )
    )


def _new_words(text: str, question: Question, turns: Sequence[Turn], lexicon: Lexicon) -> list[str]:
    """The words of a subject, as stems, that nobody said and the catalogue's tables do not have."""
    heard = {stem for word in _heard(question, turns) | lexicon.known for stem in surface_terms(word)}
    return [stem for stem in dict.fromkeys(surface_terms(text)) if stem not in heard]


def _heard(question: Question, turns: Sequence[Turn]) -> set[str]:
    said = [f"{turn.answer.question} {turn.standalone} {turn.answer.text}" for turn in turns]
    return {word for text in (question.text, *said) for word in folded_words(text)}


def _named(text: str, catalogue: Catalogue) -> set[str]:
    """The solutions and products that a text names."""
    reading = read_question(text, catalogue)
    return {*reading.values("entry"), *reading.values("entry", negated=True), *reading.values("product")}
