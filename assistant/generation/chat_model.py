"""Asks a language model behind an OpenAI-compatible API, and gives its words as they come.

The one module that imports a chat model of LangChain.  Calls run in one event loop of their own, so that a caller who
stops listening closes the connection at once, whatever the model is doing.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from assistant.errors import ModelFailure
from assistant.settings import LlmSettings

logger = logging.getLogger(__name__)

CONNECT_TIMEOUT_S = 10.0

Message = tuple[Literal["system", "user", "assistant"], str]


@dataclass(frozen=True, slots=True)
class _End:
    """The model has no more words; ``failure`` says why it stopped early."""

    failure: ModelFailure | None = None


class ChatModel:
    """One model of one server; safe to share between threads.

    Its key is sent to its server and shown nowhere.
    """

    def __init__(self, settings: LlmSettings) -> None:
        self.settings = settings
        self._starting = threading.Lock()

    @property
    def name(self) -> str:
        return self.settings.model

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int | None = None, timeout_s: float | None = None
    ) -> Generator[str | None]:
        """The model's words as they come; None every ``heartbeat_s`` without any.  Closing it stops the model.

        ``max_tokens`` and ``timeout_s`` (for the whole text) are the settings' where they are not given.

        Raises:
            ModelFailure: no usable text, or not all of it in time.
        """
        self.warm_up()
        words: queue.SimpleQueue[str | _End] = queue.SimpleQueue()
        call = asyncio.run_coroutine_threadsafe(self._ask(messages, max_tokens, words), self._loop)
        try:
            yield from self._received(words, timeout_s or self.settings.timeout_s)
        finally:
            call.cancel()

    def warm_up(self) -> None:
        """Load the client, which takes a second or two; nothing is asked of the model."""
        with self._starting:
            _ = self._client, self._loop

    def complete(self, messages: Sequence[Message], max_tokens: int | None = None) -> str:
        """The model's whole text.

        Raises:
            ModelFailure: as ``stream``.
        """
        return "".join(filter(None, self.stream(messages, max_tokens=max_tokens)))

    def _received(self, words: queue.SimpleQueue[str | _End], timeout_s: float) -> Generator[str | None]:
        started, silent = time.monotonic(), True
        while True:
            limit = min(timeout_s, self.settings.first_token_timeout_s) if silent else timeout_s
            left = started + limit - time.monotonic()
            if left <= 0:
                raise _logged(ModelFailure("timeout" if silent else "too_slow", f"{limit:g} s"))
            try:
                word = words.get(timeout=min(left, self.settings.heartbeat_s))
            except queue.Empty:
                yield None
                continue
            if isinstance(word, _End):
                if word.failure:
                    raise word.failure
                if silent:
                    raise _logged(ModelFailure("empty"))
                return
            silent = False
            yield word

    async def _ask(
        self, messages: Sequence[Message], max_tokens: int | None, words: queue.SimpleQueue[str | _End]
    ) -> None:
        said, finished = False, False
        options = {"max_tokens": max_tokens or self.settings.max_tokens}  # the name that every server knows
        try:
            async for chunk in self._client.astream(list(messages), extra_body=options):
                finished = finished or bool(chunk.response_metadata.get("finish_reason"))
                if text := str(chunk.text):
                    said = True
                    words.put(text)
            words.put(_End(None if finished or not said else ModelFailure("cut_off")))
        except Exception as error:  # noqa: BLE001 - whatever a server answers, the reader gets an answer
            failure = _failure_of(error, said)
            logger.warning("%s", failure)
            words.put(_End(failure))

    @cached_property
    def _client(self) -> Any:
        import httpx
        from langchain_openai import ChatOpenAI

        timeout = httpx.Timeout(self.settings.timeout_s, connect=CONNECT_TIMEOUT_S)
        return ChatOpenAI(
            base_url=self.settings.base_url,
            model=self.settings.model,
            api_key=lambda: self.settings.api_key.get_secret_value() or "none",
            temperature=self.settings.temperature,
            max_retries=0,
            stream_usage=False,
            stream_chunk_timeout=None,  # it waits with asyncio.wait_for, which loses a cancellation now and then (3.11)
            http_async_client=httpx.AsyncClient(timeout=timeout),
            timeout=timeout,
        )

    @cached_property
    def _loop(self) -> asyncio.AbstractEventLoop:
        loop = asyncio.new_event_loop()
        threading.Thread(target=loop.run_forever, name="language-model", daemon=True).start()
        return loop


def _logged(failure: ModelFailure) -> ModelFailure:
    """The failure, told to whoever runs the server: the reader's answer does not stop it."""
    logger.warning("%s", failure)
    return failure


def _failure_of(error: Exception, said: bool) -> ModelFailure:
    """What an error of the client means, without the server's words."""
    import httpx
    import openai

    match error:
        case openai.APITimeoutError() | httpx.TimeoutException():
            return ModelFailure("too_slow" if said else "timeout")
        case openai.APIConnectionError() | httpx.TransportError():
            return ModelFailure("cut_off" if said else "unreachable")
        case openai.APIStatusError():
            return ModelFailure(_code_of(error.status_code), f"HTTP {error.status_code}")
        case openai.APIError():
            return ModelFailure("server_error")
        case _:
            return ModelFailure("garbage", type(error).__name__)


def _code_of(status: int) -> str:
    codes = {401: "refused", 403: "refused", 404: "not_found", 429: "busy"}
    return codes.get(status, "server_error" if status >= 500 else "bad_request")
