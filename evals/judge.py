"""An optional judge: a language model that compares an answer with the case's reference answer.

Its opinion is a metric beside the others (``judged_right``), and never a gate: a model errs, favours long answers and
its own (Zheng et al. 2023, "Judging LLM-as-a-Judge with MT-Bench and Chatbot Arena").  The model is the one that the
settings name; its name and the digest of its instructions are kept with the run.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, Protocol

import yaml

from assistant.errors import ModelFailure
from assistant.generation.chat_model import ChatModel, Message
from assistant.settings import Settings
from evals.cases import Case
from evals.errors import EvalError

logger = logging.getLogger(__name__)

PROMPT = Path(__file__).with_name("judge.yml")
MAX_TOKENS = 16
_MARKS = re.compile(r"</?(?:question|r[ée]f[ée]rence|r[ée]ponse|reference|answer)>", re.IGNORECASE)


class Judge(Protocol):
    """Says whether a text answers a case as its reference does; None where it cannot tell."""

    @property
    def name(self) -> str: ...

    def is_right(self, case: Case, text: str) -> bool | None: ...


class Completes(Protocol):
    """What a judge needs of a language model."""

    @property
    def name(self) -> str: ...

    def complete(self, messages: Sequence[Message], max_tokens: int | None = None) -> str: ...


class LlmJudge:
    """A judge that asks a language model, at the temperature of the settings (0 unless they say otherwise)."""

    def __init__(self, model: Completes) -> None:
        self._model = model

    @property
    def name(self) -> str:
        return self._model.name

    def is_right(self, case: Case, text: str) -> bool | None:
        """None where there is no reference, where the model fails, or says neither word."""
        if not case.reference:
            return None
        try:
            said = self._model.complete(messages(case, text), max_tokens=MAX_TOKENS)
        except ModelFailure as error:
            logger.warning("the judge did not judge %s: %s", case.id, error)
            return None
        return verdict(said)


def open_judge(settings: Settings) -> LlmJudge:
    """The judge that the settings name.

    Raises:
        EvalError: they name no language model.
    """
    if not settings.llm.configured:
        raise EvalError("judge_needs_model")
    return LlmJudge(ChatModel(settings.llm))


def messages(case: Case, text: str) -> list[Message]:
    """The instructions in the question's language; marks within what is judged are taken out."""
    values = {"question": case.question, "reference": case.reference, "answer": text}
    user = _prompt()["user"][case.language].format(**{name: _MARKS.sub("", one) for name, one in values.items()})
    roles: tuple[tuple[Literal["system", "user"], str], ...] = (
        ("system", _prompt()["system"][case.language]),
        ("user", user),
    )
    return list(roles)


def verdict(said: str) -> bool | None:
    """The one word of the two that is in what the judge said; None for both or neither."""
    words = set(re.findall(r"\w+", said.upper()))
    right, wrong = (not words.isdisjoint(_prompt()["words"][name]) for name in ("right", "wrong"))
    return None if right == wrong else right


@cache
def _prompt() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(PROMPT.read_text(encoding="utf-8"))
    return loaded
