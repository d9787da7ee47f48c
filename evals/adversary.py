"""What the citation check lets through of a language model that invents: ``python -m evals.adversary``.

Questions of the suites are put to the assistant with the small model of ``evals.small_model`` as its writer, in both
languages at a time, until enough of them have reached the model: those that facts answer, or nothing, never do.  Every
sentence delivered is then looked up in the documents that it cites, by ``evals.invention``, which shares no code with
the check.  It knows numbers, dates and names alone: what is delivered and stands in no document word for word is listed
with what it cites, for people to read.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from evals.invention import invented, is_copied, language_of
from evals.small_model import NAME, small_model
from ingest.records import LANGUAGES, Language

if TYPE_CHECKING:
    from assistant.answer import Assistant
    from assistant.records import Answer
    from assistant.settings import LlmSettings, Settings

SUITES = ("newcomers", "domain", "rough-spelling", "injection", "false-premise", "cross-language")
REACHED = 100
"""Questions that have to reach the model."""
JUDGED = ("unsupported", "uncited", "doubtful")
"""Reasons of the citation check; the others are given before it."""


@dataclass(slots=True)
class Tally:
    """What became of the sentences of a model, over many answers."""

    questions: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    written: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    rewritten: int = 0
    delivered: int = 0
    fallbacks: Counter[str] = field(default_factory=Counter)
    invented: list[str] = field(default_factory=list)
    wrong_language: list[str] = field(default_factory=list)
    to_read: list[str] = field(default_factory=list)
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
        self.asked[answer.language] += 1
        self.written += told.checked
        self.dropped.update(one.why for one in told.dropped)
        self.rewritten += told.rewritten
        self.delivered += told.kept
        self.fallbacks.update([told.fallback] if told.fallback else [])
        self.ms.append(answer.timings_ms["total"])
        quotes = {one.n: one.quote for one in answer.citations}
        citing = [sentence for sentence in answer.sentences if sentence.citations]
        for sentence in citing[: told.kept]:  # those of the documents complete it and come after
            if not is_copied(sentence.text, documents):
                cited = (quotes[number] for number in sentence.citations)
                self.to_read.append(f"{sentence.text} <- {' | '.join(cited)}")
        for sentence in answer.sentences:
            if found := invented(sentence.text, documents) if sentence.citations else []:
                self.invented.append(f"{', '.join(found)}: {sentence.text}")
            if language_of(sentence.text) not in ("", answer.language):
                self.wrong_language.append(sentence.text)


def questions() -> dict[Language, list[str]]:
    """The questions of the suites by language, in an order that mixes the suites."""
    from evals.suites_format.yaml_files import load_suites

    cases = sorted((case for suite in load_suites(SUITES) for case in suite.cases), key=lambda case: case.id)
    return {language: [case.question for case in cases if case.language == language] for language in LANGUAGES}


def with_model(settings: Settings, llm: LlmSettings) -> Assistant:
    """The assistant with a model as its writer."""
    from assistant.answer import open_assistant

    opened = open_assistant(settings.model_copy(update={"llm": llm}))
    opened.warm_up()
    return opened


def small_settings(base_url: str, temperature: float = 0.0) -> LlmSettings:
    """The beginning of one passage and two sentences, once: the less the model is told, the more it invents."""
    from assistant.settings import LlmSettings

    return LlmSettings(
        base_url=base_url, model=NAME, max_tokens=64, sentences=2, rewrite=False, passages=1, passage_chars=250,
        temperature=temperature, timeout_s=120, first_token_timeout_s=90,
    )  # fmt: skip


def measure(assistant: Assistant, asked: Mapping[Language, Sequence[str]], reached: int) -> Tally:
    """Ask each language's questions, one language beside the other, until ``reached`` in all have reached the model.

    Interrupted, it gives what it has.
    """
    tally, counting, stopped = Tally(), threading.Lock(), threading.Event()
    shown = tqdm(total=reached, desc="adversary", unit="question", file=sys.stderr, disable=None)

    def ask(language: Language) -> None:
        for question in asked[language]:
            if stopped.is_set() or tally.asked[language] * len(asked) >= reached:
                return
            answer = assistant.ask(question)
            documents = "\n".join(_documents(assistant, answer))
            with counting:
                tally.add(answer, documents)
                shown.update(tally.asked.total() - shown.n)

    with shown, ThreadPoolExecutor(len(asked)) as pool:
        try:
            list(pool.map(ask, asked))
        except KeyboardInterrupt:
            print("interrupted: what follows is of the questions so far", file=sys.stderr)
        finally:
            stopped.set()
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
        **{f"questions that reached the model, {language}": count for language, count in sorted(tally.asked.items())},
        "sentences written": tally.written,
        "sentences judged by the citation check": tally.judged,
        **{f"  dropped, {why}": count for why, count in tally.dropped.most_common()},
        "  rewritten and kept": tally.rewritten,
        "sentences of the model delivered": tally.delivered,
        "  of these not word for word in a document, to be read": len(tally.to_read),
        "sentences delivered with an invented number, date or name": len(tally.invented),
        "sentences delivered in another language": len(tally.wrong_language),
        **{f"fallbacks, {code}": count for code, count in tally.fallbacks.most_common()},
        "ms an answer, median": round(statistics.median(tally.ms)) if tally.ms else 0,
    }
    lines = [f"{name:<60} {value:>7}" for name, value in shown.items()]
    told = [(word, one) for word, ones in (("READ", tally.to_read), ("INVENTED", tally.invented)) for one in ones]
    told += [("LANGUAGE", one) for one in tally.wrong_language]
    return "\n".join([*lines, *(f"{word} {one}" for word, one in told)])


def main(argv: Sequence[str] | None = None) -> int:
    from assistant.settings import read_settings

    parser = argparse.ArgumentParser(prog="python -m evals.adversary", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--reached", type=int, default=REACHED, metavar="N", help="questions that reach the model")
    parser.add_argument("--configured", action="store_true", help="ask the model of EUROCOMMONS_LLM_... instead")
    parser.add_argument(
        "--temperature",
        type=float,
        default=0.0,
        metavar="T",
        help="of the small model, from 0 to 2; above 0 no two runs are alike",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    args = parser.parse_args(argv)
    settings = read_settings()
    started = time.perf_counter()
    if args.configured and not settings.llm.configured:
        parser.error("set EUROCOMMONS_LLM_BASE_URL and EUROCOMMONS_LLM_MODEL")
    if args.configured:
        tally = measure(with_model(settings, settings.llm), questions(), args.reached)
        tell(tally, args.json)
    else:
        with small_model() as served:
            tally = measure(
                with_model(settings, small_settings(served.base_url, args.temperature)), questions(), args.reached
            )
            tell(tally, args.json)
    print(f"{'seconds':<60} {round(time.perf_counter() - started):>7}")
    return 1 if tally.invented or tally.wrong_language else 0


if __name__ == "__main__":
    sys.exit(main())
