"""An answer as a chat completion, whole or in chunks."""

from __future__ import annotations

import time
import uuid
from dataclasses import asdict, dataclass, field
from typing import Any

from assistant.api.models.answer import CitationOut, VerificationOut
from assistant.api.openai.models import ChoiceOut, CompletionOut, DetailsOut, MessageOut, UsageOut
from assistant.api.rendering import rendered
from assistant.records import Answer


@dataclass(frozen=True, slots=True)
class Completion:
    """What every part of one response repeats."""

    model: str
    id: str = field(default_factory=lambda: f"chatcmpl-{uuid.uuid4().hex}")
    created: int = field(default_factory=lambda: int(time.time()))

    def whole(self, answer: Answer, usage: UsageOut) -> CompletionOut:
        """The response of a request that does not stream."""
        return CompletionOut(
            id=self.id,
            created=self.created,
            model=self.model,
            choices=[ChoiceOut(message=MessageOut(content=rendered(answer)))],
            usage=usage,
            system_fingerprint=answer.snapshot,
            citations=_citations(answer),
            eurocommons=_details(answer),
        )

    def opening(self) -> dict[str, Any]:
        """The first chunk of a stream: whose text it is."""
        return self._chunk({"role": "assistant", "content": ""})

    def text(self, part: str) -> dict[str, Any]:
        """The chunk of a part of the text."""
        return self._chunk({"content": part})

    def closing(self, answer: Answer) -> dict[str, Any]:
        """The chunk that ends the text; it carries our fields."""
        return self._chunk({}, finish_reason="stop") | {
            "system_fingerprint": answer.snapshot,
            "citations": [citation.model_dump() for citation in _citations(answer)],
            "eurocommons": _details(answer).model_dump(),
        }

    def counted(self, usage: UsageOut) -> dict[str, Any]:
        """The chunk without text that ends a stream whose client asked for it."""
        return self._chunk({}) | {"choices": [], "usage": usage.model_dump()}

    def _chunk(self, delta: dict[str, str], finish_reason: str | None = None) -> dict[str, Any]:
        return {
            "id": self.id,
            "object": "chat.completion.chunk",
            "created": self.created,
            "model": self.model,
            "choices": [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}],
        }


def _citations(answer: Answer) -> list[CitationOut]:
    return [CitationOut.model_validate(asdict(citation)) for citation in answer.citations]


def _details(answer: Answer) -> DetailsOut:
    return DetailsOut(
        status=answer.status,
        language=answer.language,
        understood_as=answer.understood_as,
        matches=[str(match["id"]) for match in answer.matches],
        follow_ups=list(answer.follow_ups),
        writer=answer.writer,
        verification=VerificationOut.model_validate(asdict(answer.verification)),
        snapshot=answer.snapshot,
    )
