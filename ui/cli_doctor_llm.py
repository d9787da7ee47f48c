"""Whether the language model answers, and what to do when it does not."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from assistant.errors import ModelFailure
from assistant.generation.chat_model import ChatModel
from assistant.settings import LlmSettings
from ui.cli_check import Check
from ui.cli_texts import Texts

TOKENS = 16
ADVICE = {
    "unreachable": "llm_unreachable",
    "refused": "llm_refused",
    "not_found": "llm_not_found",
    "timeout": "llm_timeout",
    "too_slow": "llm_timeout",
}


def examine_model(llm: LlmSettings, texts: Texts) -> Check:
    """Ask the model for a few words; its address is shown without the password that it may hold."""
    if not llm.configured:
        return Check("llm", "ok", texts("doctor", "llm_none"))
    said = {"model": llm.model, "place": urlsplit(llm.base_url).netloc.rpartition("@")[2]}
    model = ChatModel(llm)
    model.warm_up()
    started = time.perf_counter()
    try:
        model.complete([("user", "Bonjour !")], max_tokens=TOKENS)
    except ModelFailure as error:
        advice = texts("doctor", ADVICE.get(error.code, "llm_advice"))
        return Check("llm", "fail", texts("doctor", "llm_fail", code=error.code, **said), advice)
    seconds = f"{time.perf_counter() - started:.1f}"
    return Check("llm", "ok", texts("doctor", "llm_ok", seconds=seconds, **said))
