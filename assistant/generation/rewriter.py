"""Makes a follow-up stand alone with the language model; ``assistant.conversation`` decides what it is worth."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation.state import Turn
from assistant.generation.chat_model import ChatModel
from assistant.generation.prompts import fill, new_fence
from ingest.records import Language

MOST_TURNS = 3
MOST_ANSWER_CHARS = 400
MOST_TOKENS = 80


class LlmRewriter:
    """A ``Rewriter`` of one model."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model

    def rewrite(self, question: str, turns: Sequence[Turn], language: Language) -> str | None:
        """The first line that the model writes.

        Raises:
            ModelFailure: the model failed.
        """
        conversation = "\n".join(map(_told, turns[-MOST_TURNS:]))
        prompt = fill("rewrite", language, new_fence(), conversation=conversation, question=question)
        said = self._model.complete(prompt, max_tokens=MOST_TOKENS).strip()
        return said.splitlines()[0].strip() if said else None


def _told(turn: Turn) -> str:
    return f"- {turn.standalone or turn.answer.question}\n  {turn.answer.text[:MOST_ANSWER_CHARS]}"
