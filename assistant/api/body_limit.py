"""Refuses request bodies over a size, whether their length is announced or not."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.problems import body_too_large, respond


class BodyLimit:
    """Middleware over the paths that start with ``paths``; the web UI's uploads have a limit of their own."""

    def __init__(self, app: ASGIApp, max_kb: int, paths: tuple[str, ...]) -> None:
        self._app = app
        self._max_kb = max_kb
        self._paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(self._paths):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        announced = request.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > self._max_kb * 1024:
            await respond(request, body_too_large(request, self._max_kb))(scope, receive, send)
            return
        await self._app(scope, self._counted(receive), send)

    def _counted(self, receive: Receive) -> Receive:
        received = 0

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._max_kb * 1024:
                raise HTTPException(413)
            return message

        return receive_counted
