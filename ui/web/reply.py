"""A question to the steps of its answer: working, then sentence by sentence, then done."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import replace

from assistant.errors import NotReady, QuestionError
from assistant.live import LiveAssistant
from assistant.records import Answer
from ui.web.conversation import Conversation, Turn
from ui.web.sources import find_sources

logger = logging.getLogger(__name__)

SENTENCE_PAUSE_S = 0.07


def reply(
    conversation: Conversation, question: str, live: LiveAssistant, *, pause_s: float = SENTENCE_PAUSE_S
) -> Iterator[Turn]:
    """Yield the turn each time there is something new to show; the conversation keeps it.

    It ends early when the turn is stopped.  Errors become a turn that says what to do; none leaves this function.
    """
    turn = conversation.begin(question)
    yield turn
    for step in _steps(turn, conversation.id, live):
        if not conversation.advance(step):
            return
        yield step
        if step.running:
            time.sleep(pause_s)


def _steps(turn: Turn, session_id: str, live: LiveAssistant) -> Iterator[Turn]:
    try:
        answered = _ask(turn, session_id, live)
    except NotReady:
        yield replace(turn, stage="failed", problem="not_ready")
    except QuestionError as error:
        logger.info("question refused: %s", error)
        yield replace(turn, stage="failed", problem="refused")
    except Exception:
        logger.exception("a question could not be answered")
        yield replace(turn, stage="failed", problem="failed")
    else:
        yield from _sentence_by_sentence(answered)


def _ask(turn: Turn, session_id: str, live: LiveAssistant) -> Turn:
    assistant = live.get()
    answer: Answer = assistant.ask(turn.question, language="auto", session_id=session_id)
    return replace(turn, answer=answer, sources=find_sources(answer.citations, assistant.document))


def _sentence_by_sentence(turn: Turn) -> Iterator[Turn]:
    count = len(turn.answer.sentences) if turn.answer else 0
    for shown in range(1, count):
        yield replace(turn, stage="writing", shown=shown)
    yield replace(turn, stage="done", shown=count)
