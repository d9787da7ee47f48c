"""What the citation check lets through of a language model that invents: ``python -m evals.adversary``.

Each question of the suites that passages answer is put to the assistant with the small model of ``evals.small_model``
as its writer.  Every sentence delivered is then looked up in the documents that it cites, by ``evals.invention``, which
shares no code with the check.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from evals.invention import invented, language_of
from evals.small_model import NAME, small_model
from ingest.records import LANGUAGES

if TYPE_CHECKING:
    from assistant.answer import Assistant
    from assistant.records import Answer
    from assistant.settings import LlmSettings, Settings

SUITES = ("newcomers", "domain", "rough-spelling", "injection", "false-premise", "cross-language")
QUESTIONS = 120
JUDGED = ("unsupported", "uncited")
"""Reasons of the citation check; the others are given before it."""


@dataclass(slots=True)
class Tally:
    """What became of the sentences of a model, over many answers."""

    questions: int = 0
    asked: int = 0
    written: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    rewritten: int = 0
    delivered: int = 0
    fallbacks: Counter[str] = field(default_factory=Counter)
    invented: list[str] = field(default_factory=list)
    wrong_language: list[str] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)

    @property
    def judged(self) -> int:
        """Sentences that the citation check had to judge: complete, in the answer's language, not repeated."""
        return self.delivered + sum(self.dropped[why] for why in JUDGED)

    def add(self, answer: Answer, documents: str) -> None:
        """Count an answer; ``documents`` is the text of the documents that it cites, with their titles."""
        self.questions += 1
        if answer.model is None:
            return
        told = answer.verification
        self.asked += 1
        self.written += told.checked
        self.dropped.update(one.why for one in told.dropped)
        self.rewritten += told.rewritten
        self.delivered += told.kept
        self.fallbacks.update([told.fallback] if told.fallback else [])
        self.ms.append(answer.timings_ms["total"])
        for sentence in answer.sentences:
            if found := invented(sentence.text, documents) if sentence.citations else []:
                self.invented.append(f"{', '.join(found)}: {sentence.text}")
            if language_of(sentence.text) not in ("", answer.language):
                self.wrong_language.append(sentence.text)


def questions(limit: int) -> list[str]:
    """Questions of the suites, as many French as English, in an order that mixes the suites."""
    from evals.suites_format.yaml_files import load_suites

    cases = [case for suite in load_suites(SUITES) for case in suite.cases]
    by_language = [
        sorted((case for case in cases if case.language == language), key=lambda case: case.id)[: limit // 2]
        for language in LANGUAGES
    ]
    return [case.question for pair in zip(*by_language, strict=False) for case in pair]


def with_model(settings: Settings, llm: LlmSettings) -> Assistant:
    """The assistant with a model as its writer."""
    from assistant.answer import open_assistant

    opened = open_assistant(settings.model_copy(update={"llm": llm}))
    opened.warm_up()
    return opened


def small_settings(base_url: str) -> LlmSettings:
    """Short evidence and two sentences, once: the model's context is small, and so is the machine."""
    from assistant.settings import LlmSettings

    return LlmSettings(
        base_url=base_url, model=NAME, max_tokens=90, sentences=2, rewrite=False, passages=2, passage_chars=250,
        timeout_s=120, first_token_timeout_s=90,
    )  # fmt: skip


def measure(assistant: Assistant, asked: Iterable[str]) -> Tally:
    """Ask every question, one after the other; interrupted, it gives what it has."""
    tally = Tally()
    with contextlib.suppress(KeyboardInterrupt):
        for question in tqdm(list(asked), desc="adversary", unit="question", file=sys.stderr, disable=None):
            answer = assistant.ask(question)
            tally.add(answer, "\n".join(_documents(assistant, answer)))
    return tally


def tell(tally: Tally, file: Path | None) -> None:
    """Print the table, and write the figures to ``file``."""
    print(table(tally), flush=True)
    if file:
        file.write_text(
            json.dumps({one.name: getattr(tally, one.name) for one in fields(tally)}, ensure_ascii=False, indent=1),
            encoding="utf-8",
        )


def _documents(assistant: Assistant, answer: Answer) -> Iterator[str]:
    yield answer.question
    for identifier in {citation.document_id for citation in answer.citations}:
        document = assistant.document(identifier)
        yield f"{document.title}\n{document.text}"


def table(tally: Tally) -> str:
    """The tally in lines, for people."""
    shown = {
        "questions": tally.questions,
        "questions the model was asked": tally.asked,
        "sentences written": tally.written,
        "sentences judged by the citation check": tally.judged,
        **{f"  dropped, {why}": count for why, count in tally.dropped.most_common()},
        "  rewritten and kept": tally.rewritten,
        "sentences of the model delivered": tally.delivered,
        "sentences delivered with an invented number, date or name": len(tally.invented),
        "sentences delivered in another language": len(tally.wrong_language),
        **{f"fallbacks, {code}": count for code, count in tally.fallbacks.most_common()},
        "ms an answer, median": round(statistics.median(tally.ms)) if tally.ms else 0,
    }
    lines = [f"{name:<60} {value:>7}" for name, value in shown.items()]
    return "\n".join([*lines, *(f"INVENTED {one}" for one in tally.invented), *tally.wrong_language])


def main(argv: Sequence[str] | None = None) -> int:
    from assistant.settings import read_settings

    parser = argparse.ArgumentParser(prog="python -m evals.adversary", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--questions", type=int, default=QUESTIONS, metavar="N")
    parser.add_argument("--configured", action="store_true", help="ask the model of EUROCOMMONS_LLM_... instead")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    args = parser.parse_args(argv)
    settings = read_settings()
    started = time.perf_counter()
    if args.configured and not settings.llm.configured:
        parser.error("set EUROCOMMONS_LLM_BASE_URL and EUROCOMMONS_LLM_MODEL")
    if args.configured:
        tally = measure(with_model(settings, settings.llm), questions(args.questions))
        tell(tally, args.json)
    else:
        with small_model() as base_url:
            tally = measure(with_model(settings, small_settings(base_url)), questions(args.questions))
            tell(tally, args.json)
    print(f"{'seconds':<60} {round(time.perf_counter() - started):>7}")
    return 1 if tally.invented or tally.wrong_language else 0


if __name__ == "__main__":
    sys.exit(main())
