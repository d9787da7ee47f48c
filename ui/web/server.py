"""One process for the web page and the HTTP API."""

from __future__ import annotations

import sys
from importlib.resources import files

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.app import create_app
from assistant.conversation.store import SessionStore
from assistant.live import LiveAssistant
from assistant.settings import Settings
from ui.cli_texts import Texts
from ui.listening import for_address
from ui.web.answers.routes import add_answers
from ui.web.answers.store import SharedAnswers
from ui.web.app import build
from ui.web.asking import add_conversation
from ui.web.conversation import Conversations
from ui.web.explore.routes import add_explorer
from ui.web.first_paint import FirstPaint
from ui.web.pages import add_assets, problem_page
from ui.web.quality.routes import add_quality
from ui.web.reading import add_reading_pages
from ui.web.remembered import remembered_turns
from ui.web.talk import Talk
from ui.web.theme import theme
from ui.web.views import PLACES

API_PREFIX = "/v1/"


def create_site(live: LiveAssistant, settings: Settings) -> FastAPI:
    """The API with the page at ``/``; the API's own paths come first."""
    app = create_app(live, settings)
    app.state.problem_page = problem_page
    add_assets(app)
    add_reading_pages(app, live)
    add_explorer(app, live)
    sessions = SessionStore(settings.sessions_database)
    conversations = Conversations(remembered=lambda id: remembered_turns(id, sessions, live))
    add_conversation(app, Talk(live, conversations, sessions))
    add_quality(app, live, settings, app.state.services.feedback)
    add_answers(app, live, conversations, SharedAnswers(settings.sessions_database))
    gr.mount_gradio_app(
        app,
        build(live, settings, getattr(app.state, "places", PLACES)),
        path="/",
        theme=theme(),
        favicon_path=str(files(__package__).joinpath("favicon.png")),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        enable_monitoring=False,
        max_file_size="1kb",
    )
    mount = app.routes[-1]
    assert isinstance(mount, Mount)
    mount.app = _ours_where_nothing_is(FirstPaint(mount.app))
    return app


def _ours_where_nothing_is(page: ASGIApp) -> ASGIApp:
    """Leave addresses at which Gradio has nothing, and all that begin like the API's, to our own "not found"."""

    async def route(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(API_PREFIX):
            raise HTTPException(404)
        missing = False

        async def send_what_is_there(message: Message) -> None:
            nonlocal missing
            missing = missing or message.get("status") == 404
            if not missing:
                await send(message)

        await page({**scope}, receive, send_what_is_there)  # Gradio puts itself in the place of the application
        if missing:
            raise HTTPException(404)

    return route


def serve(settings: Settings, host: str, port: int, texts: Texts) -> None:
    """Serve until interrupted; the address and what is missing go to standard error, in the terminal's language."""
    live = LiveAssistant(settings)
    site = create_site(live, settings)
    _say(texts("messages", "serving", host=for_address(host), port=port))
    if live.state.name == "missing":
        _say(texts("messages", "serving_nothing", reason=live.state.message))
    uvicorn.run(site, host=host, port=port, log_level=settings.log_level.lower(), timeout_graceful_shutdown=5)


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
