"""What the page gets of a conversation: the whole of it when it opens, then each step of an answer, as HTML."""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import closing

from assistant.catalogue.constraints import Constraints
from assistant.conversation.store import SessionStore
from assistant.errors import SessionsError
from assistant.live import LiveAssistant
from ingest.records import Language
from ui.web import views
from ui.web.chips import as_question, edited
from ui.web.conversation import Conversation, Conversations, Turn
from ui.web.reply import reply

logger = logging.getLogger(__name__)

Shown = dict[str, str | int]
"""What changes on the page, by the name of its place; a place whose text is empty stays as it is."""


class Talk:
    """The conversations of the site, each under an id that its browser alone knows."""

    def __init__(self, live: LiveAssistant, conversations: Conversations, sessions: SessionStore) -> None:
        self._live = live
        self._conversations = conversations
        self._sessions = sessions

    def open(self, session_id: str, language: Language) -> Conversation:
        """The conversation of an id, or a new one, in the language that its page has now."""
        conversation = self._conversations.open(session_id, language)
        conversation.language = language
        return conversation

    def whole(self, conversation: Conversation) -> Shown:
        """Everything that the page shows of a conversation."""
        catalogue = self._live.catalogue
        return {
            "session": conversation.id,
            "thread": views.thread(conversation, catalogue),
            "sources": views.sources_panel(conversation),
            "unsent": views.unsent(conversation.language),
        }

    def last(self, conversation: Conversation) -> Shown:
        """The last turn as it is now; nothing where there is none."""
        return self._step(conversation, conversation.turns[-1]) if conversation.turns else {}

    def answer(
        self, conversation: Conversation, question: str, after: int = 0, constraints: Constraints | None = None
    ) -> Generator[Shown]:
        """Answer a question, step by step; each differs from the one before.  Closing it stops the answer.

        The first step says how many turns came before, for a page that shows more or fewer of them: ``after`` is the
        last number on it, which no new turn takes again.
        """
        shown = None
        yield {"session": conversation.id, "known": len(conversation.turns)}
        with closing(reply(conversation, question, self._live, after=after, constraints=constraints)) as turns:
            for turn in turns:
                if _visible(turn) != shown:
                    shown = _visible(turn)
                    yield self._step(conversation, turn)

    def change(
        self, conversation: Conversation, number: int, at: int, value: str, after: int = 0
    ) -> Generator[Shown] | None:
        """Answer again without a criterion, or with another value in its place; None where nothing fits.

        Raises:
            NotReady: the assistant is still loading.
        """
        turn = conversation.get(number)
        answer = turn.answer if turn else None
        constraints = edited(answer, at, value) if answer else None
        if answer is None or constraints is None:
            return None
        question = as_question(constraints, answer.language, self._live.get().catalogue)
        return self.answer(conversation, question, after, constraints)

    def forget(self, session_id: str) -> None:
        """Delete a conversation here and in the database."""
        self._conversations.forget(session_id)
        try:
            self._sessions.forget(session_id)
        except SessionsError as error:
            logger.error("%s", error)

    def _step(self, conversation: Conversation, turn: Turn) -> Shown:
        language = conversation.language
        step: Shown = {
            "turn": views.turn(turn, language, self._live.catalogue),
            "sources": views.turn_sources(turn, language),
        }
        return step if turn.running else step | {"said": views.announcement(turn, language)}


def _visible(turn: Turn) -> tuple[str, str, int]:
    """What of a running turn can be seen to change."""
    sentences = turn.answer.sentences if turn.answer and turn.stage != "working" else ()
    return turn.stage, turn.understood, len(sentences)
