"""A question to the steps of its answer: working, then sentence by sentence, then done."""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import closing
from dataclasses import replace

from assistant.answer import Assistant
from assistant.catalogue.constraints import Constraints
from assistant.errors import NotReady, QuestionError
from assistant.events import Cited, Done, Event, TextDelta, TextStart, Understood
from assistant.live import LiveAssistant
from assistant.records import Answer, Sentence
from ui.web.conversation import Conversation, Turn
from ui.web.sources import find_sources

logger = logging.getLogger(__name__)


def reply(
    conversation: Conversation,
    question: str,
    live: LiveAssistant,
    *,
    after: int = 0,
    constraints: Constraints | None = None,
) -> Generator[Turn]:
    """Yield the turn each time something has happened; the conversation keeps it.

    The turn's number is past ``after``.  ``constraints`` are answered in place of what the question would be read as.
    It ends early when the turn is stopped, and closing it stops the turn.  Errors become a turn that says what to do;
    none leaves this function.
    """
    turn = conversation.begin(question, after)
    try:
        yield turn
        with closing(_steps(turn, conversation.id, live, constraints)) as steps:
            for step in steps:
                if not conversation.advance(step):
                    return
                yield step
    finally:
        conversation.stop(turn.number)


def _steps(turn: Turn, session_id: str, live: LiveAssistant, constraints: Constraints | None) -> Generator[Turn]:
    try:
        assistant = live.get()
        events = assistant.stream(turn.question, session_id=session_id, constraints=constraints)
        with closing(events):
            for event in events:
                turn = _after(event, turn, assistant)
                yield turn
    except NotReady:
        yield replace(turn, stage="failed", problem="not_ready")
    except QuestionError as error:
        logger.info("question refused: %s", error)
        yield replace(turn, stage="failed", problem="refused")
    except Exception:
        logger.exception("a question could not be answered")
        yield replace(turn, stage="failed", problem="failed")


def _after(event: Event, turn: Turn, assistant: Assistant) -> Turn:
    """The turn once something has happened; a heartbeat leaves it as it is, and still shows that work goes on."""
    match event:
        case Understood(text):
            return replace(turn, understood=text)
        case TextStart(language, status, writer):
            return replace(turn, answer=Answer(turn.question, language, status, "", writer=writer))
        case Cited(citation) if turn.answer:
            return replace(
                turn,
                answer=replace(turn.answer, citations=(*turn.answer.citations, citation)),
                sources=(*turn.sources, *find_sources([citation], assistant.document)),
            )
        case TextDelta() if turn.answer:
            return replace(turn, stage="writing", answer=_longer(turn.answer, event))
        case Done(answer):
            return replace(
                turn, stage="done", answer=answer, sources=find_sources(answer.citations, assistant.document)
            )
        case _:
            return turn


def _longer(answer: Answer, delta: TextDelta) -> Answer:
    """The answer with one more sentence; a table waits for the whole answer, which holds it as values."""
    if delta.sentence.startswith("| "):
        return answer
    sentence = Sentence(delta.sentence, delta.citations)
    return replace(answer, text=answer.text + delta.text, sentences=(*answer.sentences, sentence))
