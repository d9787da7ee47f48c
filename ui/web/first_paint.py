"""The first thing the browser gets: Gradio's page with our words, colours and script already in it.

Gradio adds styles and scripts from its own script, seconds later on a slow machine; until then its page is blank and
says ``lang="en"``.  This wraps the application and rewrites the answer to ``GET /`` alone.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ingest.records import Language
from ui.web.pages import asset
from ui.web.texts import choose_language, texts
from ui.web.views import splash

# Gradio compiles templates in the browser (unsafe-eval) and writes inline styles and scripts; nothing comes from
# another host, whatever a document's text asks for.
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'"
)

SCRIPTS = ("page.js", "conversation.js", "answers.js", "history.js")

# Gradio's own preview tags, which point at its repository.
_BRANDING = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*')


class FirstPaint:
    """ASGI middleware around the application that serves the Gradio page at ``/``."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        page = _Collected()
        await self._app(_uncompressed(scope), receive, page)
        if page.status != 200 or not page.headers.get("content-type", "").startswith("text/html"):
            await page.replay(send)
            return
        await _response(page.body.decode(), _language(scope))(scope, receive, send)


def dress(html: str, language: Language) -> str:
    """Put language, title, style, script and a first screen into Gradio's page."""
    scripts = "".join(f"<script>{asset(name)}</script>\n" for name in SCRIPTS)
    head = (
        f"<title>{texts(language)('page_title')}</title>\n<style>{_style()}</style>\n"
        f"<script>document.documentElement.dataset.wanted = {language!r};</script>\n{scripts}"
    )
    html = _BRANDING.sub("", html)
    html = html.replace('lang="en"', f'lang="{language}"', 1)
    html = html.replace("</head>", head + "</head>", 1)
    return html.replace("<gradio-app", splash(language) + "<gradio-app", 1)


def _response(html: str, language: Language) -> HTMLResponse:
    headers = {
        "Content-Security-Policy": CONTENT_POLICY,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Content-Language": language,
        "Vary": "Accept-Language",
    }
    return HTMLResponse(dress(html, language), headers=headers)


def _language(scope: Scope) -> Language:
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    return choose_language(asked, Headers(scope=scope).get("accept-language"))


def _uncompressed(scope: Scope) -> Scope:
    headers = MutableHeaders(raw=list(scope["headers"]))
    del headers["accept-encoding"]
    return {**scope, "headers": headers.raw}


class _Collected:
    """An ASGI ``send`` that keeps the whole response."""

    def __init__(self) -> None:
        self._messages: list[Message] = []

    async def __call__(self, message: Message) -> None:
        self._messages.append(message)

    @property
    def _start(self) -> Message:
        return next(message for message in self._messages if message["type"] == "http.response.start")

    @property
    def status(self) -> int:
        return int(self._start["status"])

    @property
    def headers(self) -> Headers:
        return Headers(raw=self._start["headers"])

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self._messages)

    async def replay(self, send: Send) -> None:
        for message in self._messages:
            await send(message)


@cache
def _style() -> str:
    return "\n".join(asset(name) for name in ("colours.css", "shared.css", "style.css"))
