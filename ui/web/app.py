"""The conversation's page laid out in Gradio: its frame, its question box, and what of it depends on the index."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.live import LiveAssistant
from assistant.settings import Settings
from ingest.records import Language
from ui.web import views
from ui.web.texts import DEFAULT_LANGUAGE, choose_language, texts

MAX_QUESTION_CHARS = 2_000
LOOK_AGAIN_S = 2.0
RETRY_AFTER_ERROR_S = 60.0
MOST_SESSIONS = 100
"""Pages that Gradio remembers the parts of: it needs them for nothing here, and would keep 10,000."""

# A click in our own HTML becomes a Gradio event that carries what was clicked.
LANGUAGE_EVENT = """element.addEventListener('click', (event) => {
  const link = event.target.closest('[data-switch]');
  if (link) trigger('language', { language: link.dataset.switch });
});"""

Updates = dict[Any, Any]


def build(live: LiveAssistant, settings: Settings, places: Sequence[views.Place] = views.PLACES) -> gr.Blocks:
    """The page, with links to ``places``.  ``ui.web.server`` mounts it; without that it has no style of its own."""
    title = texts(DEFAULT_LANGUAGE)("page_title")
    blocks: gr.Blocks
    with gr.Blocks(title=title, analytics_enabled=False, fill_width=True) as blocks:
        parts = _lay_out(min(MAX_QUESTION_CHARS, settings.server.max_question_chars))
        Page(live, parts, places).wire(blocks)
    blocks.state_session_capacity = MOST_SESSIONS
    blocks.queue(api_open=False)
    return blocks


@dataclass(frozen=True, slots=True)
class Parts:
    """The components that the server changes."""

    language: gr.Textbox
    header: gr.HTML
    notice: gr.HTML
    question: gr.Textbox
    send: gr.Button
    stop: gr.Button
    footer: gr.HTML
    timer: gr.Timer


def _lay_out(max_chars: int) -> Parts:
    """The frame; ``conversation.js`` fills the thread, the sources and what is said aloud."""
    language = gr.Textbox(DEFAULT_LANGUAGE, visible=False)
    header = _html("ec-head", js_on_load=LANGUAGE_EVENT)
    with gr.Row(elem_id="ec-main"):
        with gr.Column(elem_id="ec-chat"):
            notice = _html("ec-notice")
            _html("ec-thread-slot", '<div id="ec-thread"></div>')
            with gr.Row(elem_id="ec-composer"):
                question = gr.Textbox(
                    lines=1, max_lines=6, max_length=max_chars, container=False, elem_id="ec-question"
                )
                send = gr.Button(variant="primary", elem_id="ec-send")
                stop = gr.Button(elem_id="ec-stop")
            footer = _html("ec-foot")
        with gr.Column(elem_id="ec-aside"):
            _html("ec-sources-slot", '<div id="ec-passages"></div>')
    _html("ec-announcer", '<div id="ec-said" role="status"></div><div id="ec-unsent"></div>')
    return Parts(language, header, notice, question, send, stop, footer, gr.Timer(LOOK_AGAIN_S))


def _html(elem_id: str, value: str = "", js_on_load: str | None = None) -> gr.HTML:
    return gr.HTML(value, elem_id=elem_id, js_on_load=js_on_load, apply_default_css=False)


class Page:
    """The handlers: each returns what changes on the page.

    An event names as its outputs exactly what its handler returns: Gradio makes a component anew for an output that
    is left out, and never lets go of it.
    """

    def __init__(self, live: LiveAssistant, parts: Parts, places: Sequence[views.Place]) -> None:
        self._live = live
        self._places = places
        self._parts = parts
        self._retried_at = time.monotonic()

    def wire(self, blocks: gr.Blocks) -> None:
        """Connect the events of the page to their handlers, here or in ``conversation.js``."""
        parts = self._parts
        readiness = [parts.notice, parts.footer, parts.timer]
        words = [parts.language, parts.header, parts.question, parts.send, parts.stop, *readiness]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        blocks.load(self.open, None, words, **quiet)
        parts.header.language(self.switch, None, words, **quiet)
        parts.timer.tick(self.look_again, parts.language, readiness, **quiet)
        gr.on(
            [parts.question.submit, parts.send.click],
            fn=None,
            inputs=parts.question,
            outputs=parts.question,
            js="(question) => window.eurocommons.ask(question)",
        )
        parts.stop.click(fn=None, js="() => { window.eurocommons.stop(); }")

    def open(self, request: gr.Request) -> Updates:
        """The page in the language of its address, or of the browser."""
        return self._words(choose_language(request.query_params.get("lang"), request.headers.get("accept-language")))

    def switch(self, event: gr.EventData) -> Updates:
        """The page in the other language."""
        return self._words(choose_language(event.language, None))

    def look_again(self, language: str) -> Updates:
        """Refresh the notice until the assistant is ready, then stop looking."""
        self._nudge()
        return self._readiness(choose_language(language, None))

    def _words(self, language: Language) -> Updates:
        parts, t = self._parts, texts(language)
        return {
            parts.language: language,
            parts.header: views.header(language, self._places),
            parts.question: gr.update(placeholder=t("question_placeholder"), label=t("question_label")),
            parts.send: gr.update(value=t("send")),
            parts.stop: gr.update(value=t("stop")),
            **self._readiness(language),
        }

    def _readiness(self, language: Language) -> Updates:
        state = self._live.state
        return {
            self._parts.notice: views.notice(language, state),
            self._parts.footer: views.footer(language, state),
            self._parts.timer: gr.Timer(active=state.name != "ready"),
        }

    def _nudge(self) -> None:
        """Have an index opened that has just appeared, or, once a minute, one that could not be opened."""
        state = self._live.state.name
        due = time.monotonic() - self._retried_at > RETRY_AFTER_ERROR_S
        if state == "loading" or (state == "error" and due):
            self._retried_at = time.monotonic()
            self._live.start()
