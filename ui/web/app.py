"""The page laid out in Gradio, and what each of its events does."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.catalogue.constraints import Constraints
from assistant.conversation.store import SessionStore
from assistant.errors import SessionsError
from assistant.live import LiveAssistant
from assistant.records import Answer
from assistant.settings import Settings
from ingest.records import Language
from ui.web import views
from ui.web.chips import as_question, edited
from ui.web.conversation import Conversation, Conversations
from ui.web.reply import reply
from ui.web.texts import DEFAULT_LANGUAGE, choose_language, texts

logger = logging.getLogger(__name__)

MAX_QUESTION_CHARS = 2_000
MAX_PARALLEL_QUESTIONS = 8
LOOK_AGAIN_S = 2.0
RETRY_AFTER_ERROR_S = 60.0

# A click in our own HTML becomes a Gradio event that carries what was clicked.
ASK_EVENT = """element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-ask]');
  if (button) trigger('ask', { question: button.dataset.ask });
  const chip = event.target.closest('[data-edit]');
  if (chip) trigger('edit', { turn: chip.dataset.edit, at: chip.dataset.at, value: chip.dataset.value || '' });
});"""
HEADER_EVENTS = """element.addEventListener('click', (event) => {
  const link = event.target.closest('[data-switch]');
  if (link) trigger('language', { language: link.dataset.switch });
  if (event.target.closest('[data-new-conversation]')) trigger('fresh');
  const other = event.target.closest('[data-open-conversation]');
  if (other) trigger('resume', { id: other.dataset.openConversation });
  const gone = event.target.closest('[data-forget-conversation]');
  if (gone) trigger('forget', { id: gone.dataset.forgetConversation });
});"""

Updates = dict[Any, Any]


def build(
    live: LiveAssistant,
    settings: Settings,
    sessions: SessionStore,
    conversations: Conversations,
    places: Sequence[views.Place] = views.PLACES,
) -> gr.Blocks:
    """The page, with links to ``places``.  ``ui.web.server`` mounts it; without that it has no style of its own."""
    title = texts(DEFAULT_LANGUAGE)("page_title")
    blocks: gr.Blocks
    with gr.Blocks(title=title, analytics_enabled=False, fill_width=True) as blocks:
        parts = _lay_out(min(MAX_QUESTION_CHARS, settings.server.max_question_chars))
        page = Page(live, sessions, conversations, parts, places)
        page.wire(blocks)
    blocks.queue(default_concurrency_limit=MAX_PARALLEL_QUESTIONS, api_open=False)
    return blocks


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the page.  ``session`` holds the id of the browser session's conversation."""

    session: gr.Textbox
    header: gr.HTML
    notice: gr.HTML
    earlier: gr.HTML
    last: gr.HTML
    question: gr.Textbox
    send: gr.Button
    stop: gr.Button
    sources: gr.HTML
    announcer: gr.HTML
    footer: gr.HTML
    timer: gr.Timer


def _lay_out(max_chars: int) -> Parts:
    session = gr.Textbox(visible=False)
    header = _html("ec-head", js_on_load=HEADER_EVENTS)
    with gr.Row(elem_id="ec-main"):
        with gr.Column(elem_id="ec-chat"):
            notice = _html("ec-notice")
            earlier = _html("ec-earlier")
            last = _html("ec-last", js_on_load=ASK_EVENT)
            with gr.Row(elem_id="ec-composer"):
                question = gr.Textbox(
                    lines=1, max_lines=6, max_length=max_chars, container=False, elem_id="ec-question"
                )
                send = gr.Button(variant="primary", elem_id="ec-send")
                stop = gr.Button(visible=False, elem_id="ec-stop")
            footer = _html("ec-foot")
        with gr.Column(elem_id="ec-aside"):
            sources = _html("ec-sources-slot")
    announcer = _html("ec-announcer", js_on_load="element.setAttribute('role', 'status');")
    timer = gr.Timer(LOOK_AGAIN_S)
    return Parts(session, header, notice, earlier, last, question, send, stop, sources, announcer, footer, timer)


def _html(elem_id: str, js_on_load: str | None = None) -> gr.HTML:
    return gr.HTML(elem_id=elem_id, js_on_load=js_on_load, apply_default_css=False)


class Page:
    """The handlers: each takes what the browser sends and returns what changes on the page."""

    def __init__(
        self,
        live: LiveAssistant,
        sessions: SessionStore,
        conversations: Conversations,
        parts: Parts,
        places: Sequence[views.Place],
    ) -> None:
        self._live = live
        self._places = places
        self._sessions = sessions
        self._parts = parts
        self._conversations = conversations
        self._retried_at = time.monotonic()

    def wire(self, blocks: gr.Blocks) -> None:
        """Connect every event of the page to its handler."""
        parts = self._parts
        everything = list(vars_of(parts))
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        keep: dict[str, Any] = {"fn": None, "inputs": parts.session, "js": "(id) => window.eurocommons.keepSession(id)"}
        resumed = parts.header.resume(self.resume, parts.session, everything, **quiet)
        resumed.then(**keep)
        parts.header.forget(self.forget, parts.session, everything, **quiet)

        saved = "() => [window.eurocommons.savedSession()]"
        opened = blocks.load(self.open, parts.session, everything, js=saved, **quiet)
        opened.then(**keep)
        parts.header.language(self.switch, parts.session, everything, **quiet)
        fresh = parts.header.fresh(self.restart, parts.session, everything, **quiet)
        fresh.then(**keep)
        parts.timer.tick(self.look_again, parts.session, everything, **quiet)

        # "multiple": a question may follow a stopped one whose thread has not come back yet.
        asking: dict[str, Any] = {
            "trigger_mode": "multiple",
            "concurrency_limit": MAX_PARALLEL_QUESTIONS,
            "concurrency_id": "ask",
            **quiet,
        }
        typed = [parts.session, parts.question]
        asked = [
            gr.on([parts.question.submit, parts.send.click], self.ask, typed, everything, **asking),
            parts.last.ask(self.ask_clicked, parts.session, everything, **asking),
            parts.last.edit(self.edit_clicked, parts.session, everything, **asking),
        ]
        for event in asked:
            event.then(**keep)
        parts.stop.click(self.stop, parts.session, everything, cancels=asked, queue=False, **quiet)

    def open(self, session_id: str, request: gr.Request) -> Updates:
        """The page as it should be for this browser: its language, and its conversation if it has one here."""
        language = choose_language(request.query_params.get("lang"), request.headers.get("accept-language"))
        conversation = self._conversations.open(session_id, language)
        conversation.language = language
        return self._whole_page(conversation)

    def switch(self, session_id: str, event: gr.EventData) -> Updates:
        """The whole page in the other language."""
        language = choose_language(event.language, None)
        conversation = self._conversations.open(session_id, language)
        conversation.language = language
        return self._whole_page(conversation)

    def restart(self, session_id: str, request: gr.Request) -> Updates:
        """An empty conversation under a new id; the one before is stopped."""
        previous = self._known(session_id, request)
        previous.stop()
        return self._whole_page(self._conversations.new(previous.language)) | {
            self._parts.question: gr.update(value="")
        }

    def resume(self, session_id: str, event: gr.EventData, request: gr.Request) -> Updates:
        """Another conversation of this browser's, which alone knows its id; the one before is stopped."""
        previous = self._known(session_id, request)
        previous.stop()
        found = self._conversations.find(str(event.id), previous.language)
        if found is None:
            return self._unchanged(previous)
        found.language = previous.language
        return self._whole_page(found)

    def forget(self, session_id: str, event: gr.EventData, request: gr.Request) -> Updates:
        """Delete a conversation of this browser's here and in the database."""
        self._conversations.forget(str(event.id))
        try:
            self._sessions.forget(str(event.id))
        except SessionsError as error:
            logger.error("%s", error)
        current = self._known(session_id, request)
        return self._unchanged(current) if current.id == session_id else self._whole_page(current)

    def look_again(self, session_id: str, request: gr.Request) -> Updates:
        """Refresh the notice until the assistant is ready, then stop looking."""
        conversation = self._known(session_id, request)
        self._nudge()
        return self._readiness(conversation.language)

    def ask(self, session_id: str, question: str, request: gr.Request) -> Iterator[Updates]:
        """Answer what was typed; a question typed while another is being answered stays in the box."""
        conversation = self._known(session_id, request)
        yield self._unchanged(conversation)
        if question.strip() and not conversation.running:
            yield {self._parts.question: gr.update(value="")}
            yield from self._answer(conversation, question.strip())

    def ask_clicked(self, session_id: str, event: gr.EventData, request: gr.Request) -> Iterator[Updates]:
        """Answer an example, a follow-up or a question asked again."""
        conversation = self._known(session_id, request)
        yield self._unchanged(conversation)
        if not conversation.running:
            yield from self._answer(conversation, str(event.question)[:MAX_QUESTION_CHARS])

    def edit_clicked(self, session_id: str, event: gr.EventData, request: gr.Request) -> Iterator[Updates]:
        """Answer again without a criterion, or with another value in its place."""
        conversation = self._known(session_id, request)
        yield self._unchanged(conversation)
        asked = self._edited(conversation, event)
        if asked is None or conversation.running:
            return
        answer, constraints = asked
        question = as_question(constraints, answer.language, self._live.get().catalogue)
        yield from self._answer(conversation, question, constraints)

    def _edited(self, conversation: Conversation, event: gr.EventData) -> tuple[Answer, Constraints] | None:
        """The answer whose criterion was clicked, and its criteria changed as asked; None where nothing fits."""
        number, at = str(event.turn), str(event.at)
        if not (number.isdecimal() and at.isdecimal()):
            return None
        turn = conversation.get(int(number))
        constraints = edited(turn.answer, int(at), str(event.value)) if turn and turn.answer else None
        return (turn.answer, constraints) if turn and turn.answer and constraints else None

    def stop(self, session_id: str, request: gr.Request) -> Updates:
        """Leave the answer where it is."""
        conversation = self._known(session_id, request)
        conversation.stop()
        return self._thread(conversation) | self._buttons(conversation)

    def _known(self, session_id: str, request: gr.Request) -> Conversation:
        """The conversation of this page; after a restart of the server, a new one in the browser's language."""
        return self._conversations.open(session_id, choose_language(None, request.headers.get("accept-language")))

    def _answer(
        self, conversation: Conversation, question: str, constraints: Constraints | None = None
    ) -> Iterator[Updates]:
        for turn in reply(conversation, question, self._live, constraints=constraints):
            updates = {self._parts.last: self._last(conversation)}
            if turn.stage != "writing":
                updates |= self._thread(conversation) | self._buttons(conversation)
            yield updates

    def _unchanged(self, conversation: Conversation) -> Updates:
        """A first step for every generator: Gradio empties all the outputs of one that yields nothing."""
        return {self._parts.session: conversation.id}

    def _whole_page(self, conversation: Conversation) -> Updates:
        parts, t = self._parts, texts(conversation.language)
        return {
            parts.session: conversation.id,
            parts.header: views.header(conversation.language, self._places),
            parts.question: gr.update(placeholder=t("question_placeholder"), label=t("question_label")),
            **self._readiness(conversation.language),
            **self._thread(conversation),
            **self._buttons(conversation),
        }

    def _thread(self, conversation: Conversation) -> Updates:
        parts = self._parts
        return {
            parts.earlier: views.earlier_turns(conversation),
            parts.last: self._last(conversation),
            parts.sources: views.sources_panel(conversation),
            parts.announcer: views.announcement(conversation),
        }

    def _last(self, conversation: Conversation) -> str:
        return views.last_turn(conversation, self._live.catalogue)

    def _buttons(self, conversation: Conversation) -> Updates:
        t = texts(conversation.language)
        return {
            self._parts.send: gr.update(value=t("send"), visible=not conversation.running),
            self._parts.stop: gr.update(value=t("stop"), visible=conversation.running),
        }

    def _readiness(self, language: Language) -> Updates:
        state = self._live.state
        return {
            self._parts.notice: views.notice(language, state),
            self._parts.footer: views.footer(language, state.snapshot),
            self._parts.timer: gr.Timer(active=state.name != "ready"),
        }

    def _nudge(self) -> None:
        """Have an index opened that has just appeared, or, once a minute, one that could not be opened."""
        state = self._live.state.name
        due = time.monotonic() - self._retried_at > RETRY_AFTER_ERROR_S
        if state == "loading" or (state == "error" and due):
            self._retried_at = time.monotonic()
            self._live.start()


def vars_of(parts: Parts) -> Iterator[Any]:
    """The components of the page, in order."""
    return (getattr(parts, name) for name in Parts.__dataclass_fields__)
