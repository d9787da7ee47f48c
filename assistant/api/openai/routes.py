"""The addresses of the OpenAI API that chat clients use."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request
from starlette.responses import Response, StreamingResponse

from assistant.answer import Assistant
from assistant.api.openai.completion import Completion
from assistant.api.openai.conversation import SESSION, taken_up
from assistant.api.openai.errors import error_body
from assistant.api.openai.models import (
    MODELS,
    ChatIn,
    CompletionOut,
    ModelOut,
    ModelsOut,
    OpenAIErrorOut,
    UsageOut,
)
from assistant.api.openai.streaming import begun, chunks, told
from assistant.api.problems import ProblemError, problem_of
from assistant.api.rendering import rendered
from assistant.api.texts import table
from assistant.api.wiring import Wired, described, refuse_long
from assistant.records import Answer

Chat = Annotated[ChatIn, Body(openapi_examples=table()["chat_examples"])]

openai = APIRouter(prefix="/v1", tags=["openai"])


@openai.get("/models", **described("models", error=OpenAIErrorOut))
def models() -> ModelsOut:
    return ModelsOut(data=[ModelOut(id=name) for name in MODELS])


@openai.get("/models/{model}", **described("model", 404, error=OpenAIErrorOut))
def model(model: str) -> ModelOut:
    return ModelOut(id=_known(model))


@openai.post(
    "/chat/completions", response_model=CompletionOut, **described("chat", 400, 404, 413, 503, error=OpenAIErrorOut)
)
def chat(asked: Chat, services: Wired, request: Request) -> CompletionOut | Response:
    language, completion = MODELS[_known(asked.model)], Completion(asked.model)
    *earlier, question = asked.questions
    refuse_long(question, services)
    assistant = services.live.get()
    speaker = taken_up(assistant, earlier, language)

    def counted(answer: Answer) -> UsageOut:
        services.metrics.count_answer(answer)
        return _usage(assistant, asked, answer)

    def failed(error: Exception) -> dict[str, Any]:
        return error_body(problem_of(error, request, services.live, services.settings))

    if not asked.stream:
        answer = speaker.ask(question, language=language, session_id=SESSION)
        return completion.whole(answer, counted(answer))
    events = speaker.stream(question, language=language, session_id=SESSION)
    sent = chunks(begun(events), completion, counted, tells_usage=asked.tells_usage)
    return StreamingResponse(told(sent, events.close, failed), media_type="text/event-stream")


def _usage(assistant: Assistant, asked: ChatIn, answer: Answer) -> UsageOut:
    *prompts, written = assistant.count_tokens([*(message.content for message in asked.messages), rendered(answer)])
    return UsageOut(prompt_tokens=sum(prompts), completion_tokens=written, total_tokens=sum(prompts) + written)


def _known(model: str) -> str:
    if model not in MODELS:
        raise ProblemError(404, "model-not-found", model=model[:80], known=", ".join(MODELS))
    return model
