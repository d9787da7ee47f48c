"""The JSON of chat completions, as the OpenAI API names it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from assistant.api.models.answer import CitationOut, VerificationOut
from assistant.api.models.requests import has_surrogates
from assistant.records import Status, Writer
from assistant.understanding import LanguageChoice
from ingest.records import Language

MODELS: Mapping[str, LanguageChoice] = {"eurocommons": "auto", "eurocommons-fr": "fr", "eurocommons-en": "en"}
"""The models, by the language of their answers."""

CREATED = 1_795_651_200
"""When these models were first offered: 2026-11-26, in seconds since 1970."""

REFUSED: Mapping[str, Callable[[Any], bool]] = {
    "n": lambda n: n != 1,
    "tools": bool,
    "functions": bool,
    "response_format": lambda wanted: wanted != {"type": "text"},
    "modalities": lambda wanted: wanted != ["text"],
    "logprobs": bool,
}
"""Parameters that change what an answer is, and when they ask for something else than a cited text."""


class MessageIn(BaseModel):
    """One message of the conversation; only what the user says is a question."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Annotated[Any, Field(description="text, or a list of parts of type text", validate_default=True)] = None

    @field_validator("content")
    @classmethod
    def _is_text(cls, content: Any, info: ValidationInfo) -> str:
        """The text; parts are put together, and a user's image or sound is refused rather than passed over."""
        if content is None or isinstance(content, str):
            return _unicode(content or "")
        if not isinstance(content, list) or not all(isinstance(part, dict) for part in content):
            raise PydanticCustomError("chat_content", "not text")
        other = next((part for part in content if not _is_text_part(part)), None)
        if other is not None and info.data.get("role") == "user":
            if other.get("type") == "text":
                raise PydanticCustomError("chat_text", "not text")
            raise PydanticCustomError("chat_part", "not text", {"part": str(other.get("type"))[:40]})
        return _unicode("\n".join(part["text"] for part in content if _is_text_part(part)))


class StreamOptions(BaseModel):
    """What a stream holds besides the text."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    include_usage: bool = False


class ChatIn(BaseModel):
    """A conversation to go on.

    Parameters that tune a language model (``temperature``, ``seed``, ``max_tokens``, ...) are accepted and change
    nothing; those of ``REFUSED`` are refused.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    model: str = Field(description="an id of GET /v1/models", examples=["eurocommons"])
    messages: list[MessageIn] = Field(min_length=1, max_length=2_000)
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: Any = None
    tool_choice: Any = None
    tools: Any = None
    functions: Any = None
    response_format: Any = None
    modalities: Any = None
    logprobs: Any = None

    @field_validator(*REFUSED)
    @classmethod
    def _is_possible(cls, value: Any, info: ValidationInfo) -> Any:
        idle_tools = info.field_name == "tools" and info.data.get("tool_choice") == "none"
        if value is not None and not idle_tools and REFUSED[info.field_name or ""](value):
            raise PydanticCustomError("chat_refused", "not possible", {"why": info.field_name})
        return value

    @field_validator("messages")
    @classmethod
    def _ask_something(cls, messages: list[MessageIn]) -> list[MessageIn]:
        said = [message.role for message in messages if message.role in ("user", "assistant")]
        if said[-1:] != ["user"]:
            raise PydanticCustomError("chat_last", "nothing is asked")
        return messages

    @property
    def questions(self) -> list[str]:
        """What the user said, oldest first: the last one is the question to answer."""
        return [message.content for message in self.messages if message.role == "user"]

    @property
    def tells_usage(self) -> bool:
        """Whether a stream ends with its token counts."""
        return self.stream_options is not None and self.stream_options.include_usage


class ModelOut(BaseModel):
    """A model that can be asked."""

    id: str
    object: Literal["model"] = "model"
    created: int = CREATED
    owned_by: str = "eurocommons"


class ModelsOut(BaseModel):
    """The models that can be asked."""

    object: Literal["list"] = "list"
    data: list[ModelOut]


class UsageOut(BaseModel):
    """Tokens of the embedding model's vocabulary, in all the messages and in the answer."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class DetailsOut(BaseModel):
    """What the assistant says of its answer beside the text."""

    status: Status
    language: Language
    understood_as: str | None
    matches: list[str] = Field(description="ids of the catalogue entries that the answer selected")
    follow_ups: list[str]
    writer: Writer
    verification: VerificationOut
    snapshot: str


class MessageOut(BaseModel):
    """The answer: its text, then its numbered sources."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None


class ChoiceOut(BaseModel):
    """The one answer."""

    index: Literal[0] = 0
    message: MessageOut
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class CompletionOut(BaseModel):
    """An answer as a chat completion; ``citations`` and ``eurocommons`` are ours."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[ChoiceOut]
    usage: UsageOut
    system_fingerprint: str
    citations: list[CitationOut]
    eurocommons: DetailsOut


class OpenAIErrorFields(BaseModel):
    """What is wrong, and what to change."""

    message: str
    type: Literal["invalid_request_error", "server_error"]
    param: str | None
    code: str


class OpenAIErrorOut(BaseModel):
    """An error, as the OpenAI API gives it."""

    error: OpenAIErrorFields


def _is_text_part(part: Mapping[str, Any]) -> bool:
    return part.get("type") == "text" and isinstance(part.get("text"), str)


def _unicode(text: str) -> str:
    """JSON can escape half of a surrogate pair, which no UTF-8 text holds."""
    if has_surrogates(text):
        raise PydanticCustomError("string_unicode", "not valid Unicode")
    return text
