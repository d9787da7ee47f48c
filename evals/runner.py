"""Runs suites against an assistant: one result per case and query, then every metric with its interval."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from tqdm import tqdm

from assistant.errors import UnknownDocument
from assistant.records import Answer
from assistant.settings import Settings
from evals.beir.ranking import rank_queries
from evals.beir.reading import RetrievalSuite
from evals.cases import Case, Suite
from evals.metrics.checks import DocumentText, check, check_error
from evals.metrics.citations import NONE, citation_support
from evals.metrics.scores import case_scores, has_passed
from evals.neutrality import is_choice, is_same_choice
from evals.reasons import Reason, why_failed
from evals.runs.provenance import prompt_digests, suite_digest, telling_settings, versions
from evals.runs.records import Estimates, Provenance, Result, Run, cited_of, parts_of, run_id
from evals.statistics.intervals import estimate_all
from evals.subject import Answers, Subject

logger = logging.getLogger(__name__)

Cases = Sequence[tuple[str, Case]]


@dataclass(frozen=True, slots=True)
class Options:
    """How often each question is asked, and the seed of the resampling and of the neutral variants."""

    repeats: int = 1
    seed: int = 1


def run_suites(
    subject: Subject,
    suites: Sequence[Suite],
    settings: Settings,
    options: Options = Options(),
    rankings: Sequence[RetrievalSuite] = (),
    told: Callable[[int, int], None] | None = None,
) -> Run:
    """Ask every question of the suites, each in a conversation of its own, rank every query, and measure.

    ``told`` hears how many questions are done, and of how many; a bar on standard error shows it elsewhere.
    """
    started, begun = datetime.now(UTC), time.perf_counter()
    text_of = _document_reader(subject.assistant)
    cases = [(suite.name, case) for suite in suites for case in suite.cases]
    progress = _telling_progress(cases, told) if told else tqdm(cases, desc="eval", unit="question", disable=None)
    results = tuple(_repeated(subject, suite, case, text_of, options.repeats) for suite, case in progress)
    queries = tuple(one for suite in rankings for one in rank_queries(suite, subject.assistant))
    estimates = {part: estimate_all(items, options.seed) for part, items in parts_of(results, queries).items()}
    return Run(
        id=run_id(started, subject.assistant.snapshot),
        started=started.isoformat(timespec="seconds"),
        seconds=round(time.perf_counter() - begun, 1),
        snapshot=subject.assistant.snapshot,
        versions=versions(),
        settings=_telling(settings, results),
        provenance=_provenance(settings, subject, suites, rankings, results, options),
        suites={suite.name: len(suite.cases) for suite in suites} | {one.name: len(one.queries) for one in rankings},
        metrics=_values(estimates["all"]),
        metrics_by_suite=_values_by("suite", estimates),
        metrics_by_language=_values_by("language", estimates),  # type: ignore[arg-type]
        estimates=estimates,
        results=results,
        queries=queries,
    )


def _telling_progress(cases: Cases, told: Callable[[int, int], None]) -> Iterator[tuple[str, Case]]:
    for done, case in enumerate(cases):
        told(done, len(cases))
        yield case
    told(len(cases), len(cases))


def _repeated(subject: Subject, suite: str, case: Case, text_of: DocumentText, repeats: int) -> Result:
    """The first answer that failed, or the first; ``pass`` is the share of the repeats that passed."""
    tries = [_result(subject, suite, case, text_of, f"{suite}/{case.id}/{number}") for number in range(repeats)]
    shown = next((one for one in tries if not one.passed), tries[0])
    passed = tuple(one.passed for one in tries)
    scores = {**shown.scores, "pass": sum(passed) / len(passed)}
    return shown.model_copy(update={"tries": passed, "scores": scores})


def _result(subject: Subject, suite: str, case: Case, text_of: DocumentText, session: str) -> Result:
    """An error is a result too: one broken answer must not hide the others."""
    try:
        for turn in case.turns:
            subject.assistant.ask(turn, session_id=session)
        begun = time.perf_counter()
        answer = subject.assistant.ask(case.question, session_id=session)
        latency_ms = (time.perf_counter() - begun) * 1000
        checks = check(case, answer, text_of)
        support = citation_support(answer, subject.supports) if subject.supports else NONE
        scores = case_scores(case, answer, checks, support=support, latency_ms=latency_ms)
        scores |= _neutrality(subject, case, answer, session)
        scores |= {"tokens": _tokens(subject, answer), "judged": _judged(subject, case, answer)}
    except Exception as error:
        logger.debug("case %s/%s", suite, case.id, exc_info=error)
        return _broken(suite, case, f"{type(error).__name__}: {error}")
    return Result(
        suite=suite,
        case=case,
        passed=has_passed(answer, checks),
        status=answer.status,
        language=answer.language,
        text=answer.text,
        cited=tuple(dict.fromkeys(citation.document_id for citation in answer.citations)),
        citations=cited_of(answer),
        matches=tuple(match["id"] for match in answer.matches),
        understood_as=answer.understood_as,
        writer=answer.writer,
        model=answer.model,
        prompt=answer.prompt,
        checks=checks,
        scores=scores,
        failures=why_failed(case, answer, checks),
        latency_ms=latency_ms,
    )


def _broken(suite: str, case: Case, message: str) -> Result:
    checks = check_error(case)
    return Result(
        suite=suite, case=case, passed=False, checks=checks, scores=case_scores(case, None, checks),
        error=message, failures=(Reason(check="error", values={"text": (message,)}),),
    )  # fmt: skip


def _neutrality(subject: Subject, case: Case, answer: Answer, session: str) -> dict[str, float | None]:
    """Whether each variant chooses the same, for a question that stands alone and asks to choose."""
    if case.turns or not is_choice(answer):
        return dict.fromkeys(subject.variants)
    return {
        name: is_same_choice(answer, variant.ask(case.question, session_id=f"{session}/{name}"))
        for name, variant in subject.variants.items()
    }


def _tokens(subject: Subject, answer: Answer) -> float | None:
    """Length of what a language model wrote, by the embedding model's tokeniser; None where none was asked."""
    return float(subject.count_tokens([answer.text])[0]) if subject.count_tokens and answer.model else None


def _judged(subject: Subject, case: Case, answer: Answer) -> float | None:
    """The judge's opinion of an answer; None without a judge, a reference or an opinion."""
    is_right = subject.judge.is_right(case, answer.text) if subject.judge else None
    return None if is_right is None else float(is_right)


def _document_reader(assistant: Answers) -> DocumentText:
    @cache
    def text_of(document_id: str) -> str | None:
        try:
            return assistant.document(document_id).text
        except UnknownDocument:
            return None

    return text_of


def _provenance(
    settings: Settings,
    subject: Subject,
    suites: Sequence[Suite],
    rankings: Sequence[RetrievalSuite],
    results: Sequence[Result],
    options: Options,
) -> Provenance:
    return Provenance(
        versions=versions(),
        models=_telling(settings, results) | ({"judge": subject.judge.name} if subject.judge else {}),
        settings=telling_settings(settings),
        prompts=prompt_digests(),
        suites={suite.name: suite_digest(suite) for suite in suites} | {one.name: one.digest for one in rankings},
        seed=options.seed,
        repeats=options.repeats,
    )


def _telling(settings: Settings, results: Sequence[Result]) -> dict[str, str]:
    """What answers: the embedding model, and the writers that wrote; never an address."""
    return {
        "embedding_model": settings.embedding_model or "default",
        "writers": ", ".join(sorted({one.writer for one in results if one.writer})) or "none",
        "language_model": ", ".join(sorted({one.model for one in results if one.model})) or "none",
    }


def _values(estimates: Estimates) -> dict[str, float | None]:
    return {name: one.value for name, one in estimates.items()}


def _values_by(kind: str, estimates: Mapping[str, Estimates]) -> dict[str, dict[str, float | None]]:
    return {
        part.removeprefix(f"{kind}: "): _values(of_part)
        for part, of_part in estimates.items()
        if part.startswith(f"{kind}: ")
    }
