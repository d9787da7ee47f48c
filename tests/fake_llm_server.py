"""A hand-written OpenAI-compatible server on loopback, which behaves as badly as a test asks."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MOST_WORDS = 5_000
"""Even "endless" ends here."""


class FakeLlm:
    """Answers each chat completion with the next of ``replies``, the last again and again.

    A reply is a text (sent in pieces of ``size`` characters, ``pause_s`` apart), or a function that takes the request
    handler and does as it likes.  ``asked`` keeps the requests; ``left`` is set when a client leaves before the end.
    """

    def __init__(self, *replies: str | Callable[[Handler], None], size: int = 3, pause_s: float = 0.0) -> None:
        self.replies = list(replies) or ["Rien."]
        self.size, self.pause_s = size, pause_s
        self.asked: list[dict] = []
        self.keys: list[str] = []
        self.left = threading.Event()
        self.base_url = ""

    def next_reply(self) -> str | Callable[[Handler], None]:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


class Handler(BaseHTTPRequestHandler):
    llm: FakeLlm

    def do_POST(self) -> None:
        self.llm.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.llm.keys.append(self.headers.get("Authorization", ""))
        reply = self.llm.next_reply()
        try:
            if callable(reply):
                reply(self)
            else:
                self.say(reply)
        except (BrokenPipeError, ConnectionResetError):
            self.llm.left.set()

    def begin(self, status: int = 200, media_type: str = "text/event-stream") -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.end_headers()

    def send(self, text: str) -> None:
        self.wfile.write(text.encode("utf-8"))
        self.wfile.flush()

    def word(self, text: str, finish: str | None = None) -> None:
        delta = {"content": text} if text else {}
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "fake", "choices": [choice]}
        self.send(f"data: {json.dumps(chunk)}\n\n")

    def say(self, text: str, *, end: bool = True) -> None:
        self.begin()
        for at in range(0, len(text), self.llm.size):
            self.word(text[at : at + self.llm.size])
            time.sleep(self.llm.pause_s)
        if end:
            self.word("", "stop")
            self.send("data: [DONE]\n\n")

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(llm: FakeLlm) -> Iterator[FakeLlm]:
    """Serve ``llm`` on a free port of the loopback interface."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"llm": llm}))
    server.daemon_threads = True
    llm.base_url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield llm
    finally:
        server.shutdown()
        server.server_close()


# Ways to fail.


def cut_off(text: str) -> Callable[[Handler], None]:
    """Says ``text`` and hangs up."""
    return lambda handler: handler.say(text, end=False)


def status(code: int, body: str = "{}", media_type: str = "application/json") -> Callable[[Handler], None]:
    def reply(handler: Handler) -> None:
        handler.begin(code, media_type)
        handler.send(body)

    return reply


def raw(body: str) -> Callable[[Handler], None]:
    def reply(handler: Handler) -> None:
        handler.begin()
        handler.send(body)

    return reply


def silent(seconds: float) -> Callable[[Handler], None]:
    """Says nothing for a while, then a word."""

    def reply(handler: Handler) -> None:
        handler.begin()
        handler.llm.left.wait(seconds)
        handler.word("trop tard", "stop")

    return reply


def endless(text: str, pause_s: float = 0.0) -> Callable[[Handler], None]:
    """Says ``text`` over and over."""

    def reply(handler: Handler) -> None:
        handler.begin()
        for _ in range(MOST_WORDS):
            handler.word(text)
            time.sleep(pause_s)

    return reply
