"""One question within its session: in which language, meaning what, and what is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.asking import without_introduction
from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.parsing import read_question
from assistant.catalogue.words import folded_words, tokens
from assistant.conversation.documents import subject_of
from assistant.conversation.resolve import Resolution
from assistant.conversation.saying import in_words, of_question
from assistant.conversation.state import Turn
from assistant.conversation.words import opening, phrases
from assistant.programme import begun
from assistant.records import Answer
from assistant.spelling import expand_shorthand
from assistant.understanding import LanguageChoice, Question, is_courtesy, understand
from ingest.catalogue.wording import typeset
from ingest.language import detect_text, language_of_words

SHORT_WORDS = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is answered: what it means by itself (``alone``) and after the turns before it.

    ``told`` says a follow-up in words that stand alone; None where the question carries nothing.
    """

    question: Question
    alone: Constraints
    resolution: Resolution
    told: str | None


def understand_in(turns: Sequence[Turn], asked: str, language: LanguageChoice, catalogue: Catalogue) -> Question:
    """Read a question; a short one is in the session's language unless its words are clearly of the other, and so is
    one of names alone (« La Suite Docs »).

    Raises:
        QuestionError: it holds no letter and no digit.
    """
    if not turns:
        understood = understand(asked, language)
        return replace(understood, text=begun(understood.text, understood.asked_in))
    session = turns[-1].answer.language
    understood = understand(asked, language, session)
    text = _without_announcement(understood.text)
    understood = replace(understood, text=text, afresh=text != understood.text)
    told = len(folded_words(understood.text)) > SHORT_WORDS or language_of_words(understood.text)
    if told and not _only_names(understood.text, catalogue):
        return understood
    return replace(understood, asked_in=session, language=session if language == "auto" else language)


def _without_announcement(text: str) -> str:
    """The text without « Autre chose : », "New question:", which announce another subject and say nothing of it."""
    words, start = tokens(text), 0
    while length := opening(tuple(word.folded for word in words[start:]), phrases("idle")):
        start += length
    start += (length := opening(tuple(word.folded for word in words[start:]), phrases("switching")))
    announced = length and start < len(words) and text[words[start - 1].end : words[start].start].strip()
    return text[words[start].start :] if announced else text


def _only_names(text: str, catalogue: Catalogue) -> bool:
    reading = read_question(text, catalogue)
    named = {place for match in reading.of("entry", "product") for place in range(match.first, match.last + 1)}
    return len(named) == len(reading.tokens)


def meant(question: Question, resolution: Resolution) -> Question:
    """The question that a follow-up comes to."""
    if resolution.way != "documents":
        return replace(question, language=resolution.language or question.language)
    own = (
        resolution.text == f"{resolution.asked} ({resolution.subject}) ?"
    )  # the words are the question's, not another's
    asked_in = question.asked_in if own else detect_text(resolution.text, question.asked_in)
    text = expand_shorthand(resolution.text, asked_in)  # "who decides (EuroCommons)?", as the pages word it
    return replace(question, text=text, asked_in=asked_in, language=resolution.language or question.language)


def understood_as(question: Question, alone: Constraints, resolution: Resolution, catalogue: Catalogue) -> str | None:
    """A follow-up in words that stand alone; None where the question carries nothing."""
    if resolution.way == "documents":
        text = resolution.text
        if resolution.before:
            return of_question(resolution.asked, resolution.before, question.asked_in)
        return text.replace(" ?", "?") if question.asked_in == "en" else typeset(text, "fr")
    if resolution.way == "facts" and resolution.constraints not in (None, alone):
        return in_words(resolution.constraints or alone, question.language, catalogue)
    return None


def turn_of(question: Question, resolution: Resolution, answer: Answer, catalogue: Catalogue) -> Turn:
    """What is kept of a question; what asks nothing of the documents is kept for the page alone."""
    if resolution.way in ("nothing", "aside") or is_courtesy(question.text):
        return Turn(answer)
    constraints = resolution.constraints
    text = without_introduction(question.text, question.asked_in)  # who asks is no subject of the next question
    if constraints is None:
        subject = resolution.subject or subject_of(text)
    else:
        subject = " ".join(catalogue.entries[one].name for one in constraints.entries if one in catalogue.entries)
    alone = text if resolution.way == "documents" else answer.understood_as or text
    return Turn(answer, alone, subject)
