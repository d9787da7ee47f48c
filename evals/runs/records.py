"""What a run leaves behind: one result for each case and query, its metrics, its gates, and how to repeat it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Literal

from pydantic import Field

from assistant.records import Answer, Citation
from evals.cases import Case, Record
from evals.metrics.table import Item
from evals.reasons import Reason
from evals.statistics.intervals import Estimate
from ingest.records import Language

FORMAT = 2
"""Number of the format of ``run.json``; 1 had no number."""

Estimates = dict[str, Estimate]
Verdict = Literal["kept", "undecided", "falls short", "does not apply"]


class Cited(Record):
    """A citation of an answer, enough to read and to open it."""

    n: int
    document_id: str
    title: str
    quote: str
    start: int
    end: int
    url: str | None = None

    @classmethod
    def of(cls, one: Citation) -> Cited:
        return cls(
            n=one.n, document_id=one.document_id, title=one.title, quote=one.quote, start=one.start, end=one.end,
            url=one.url,
        )  # fmt: skip


class Result(Record):
    """One case of a run: what came, what was checked and why it failed.  ``error`` stands where no answer came.

    ``cited`` are the documents, ``citations`` the quotes.  ``tries`` says whether each repeat passed; the answer that
    is kept is the first that failed, or the first.
    """

    suite: str
    case: Case
    passed: bool
    status: str | None = None
    language: str | None = None
    text: str = ""
    cited: tuple[str, ...] = ()
    citations: tuple[Cited, ...] = ()
    matches: tuple[str, ...] = ()
    understood_as: str | None = None
    writer: str = ""
    model: str | None = None
    prompt: str | None = None
    checks: dict[str, bool | None] = Field(default_factory=dict)
    scores: dict[str, float | None] = Field(default_factory=dict)
    failures: tuple[Reason, ...] = ()
    error: str | None = None
    latency_ms: float | None = None
    tries: tuple[bool, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.suite}/{self.case.id}"

    @property
    def is_flaky(self) -> bool:
        """Whether some repeats passed and others failed."""
        return len(set(self.tries)) > 1


class QueryResult(Record):
    """One query of a retrieval suite: the first documents found, best first, and the grades that are right."""

    suite: str
    id: str
    language: Language
    text: str
    relevant: dict[str, int]
    ranked: tuple[str, ...]
    scores: dict[str, float | None]
    latency_ms: float

    @property
    def key(self) -> str:
        return f"{self.suite}/{self.id}"


class GateResult(Record):
    """One bound, of the whole run or of a part ("group: filters"), and whether the run keeps it.

    ``ok`` is False where it falls short, None where it is undecided or does not apply.
    """

    metric: str
    part: str = "all"
    bound: str
    value: float | None
    low: float | None = None
    high: float | None = None
    verdict: Verdict
    ok: bool | None


class Provenance(Record):
    """What is needed to repeat a run; no key and no address.

    ``prompts`` are digests of the writer's instructions, ``suites`` of the cases and queries, by name.
    """

    versions: dict[str, str] = Field(default_factory=dict)
    models: dict[str, str] = Field(default_factory=dict)
    settings: dict[str, str] = Field(default_factory=dict)
    prompts: dict[str, str] = Field(default_factory=dict)
    suites: dict[str, str] = Field(default_factory=dict)
    seed: int = 0
    repeats: int = 1


class Run(Record):
    """Everything a run leaves behind.

    ``suites`` counts the cases or queries of each suite.  ``estimates`` holds every metric with its interval, for the
    whole run ("all") and for its parts ("suite: x", "language: fr", "group: x", "domain: x").
    """

    format: int = FORMAT
    id: str
    started: str
    seconds: float = 0.0
    snapshot: str
    versions: dict[str, str]
    settings: dict[str, str]
    provenance: Provenance = Provenance()
    suites: dict[str, int]
    metrics: dict[str, float | None]
    metrics_by_suite: dict[str, dict[str, float | None]]
    metrics_by_language: dict[Language, dict[str, float | None]]
    estimates: dict[str, Estimates] = Field(default_factory=dict)
    gates: tuple[GateResult, ...] = ()
    results: tuple[Result, ...]
    queries: tuple[QueryResult, ...] = ()

    @property
    def everything(self) -> tuple[Result | QueryResult, ...]:
        """The results of cases, then those of queries."""
        return (*self.results, *self.queries)

    @property
    def ok(self) -> bool:
        """Whether no gate falls short."""
        return all(gate.ok is not False for gate in self.gates)


def run_id(started: datetime, snapshot: str) -> str:
    """The time in UTC and the index's snapshot: ids sort by time, and say which index answered."""
    return f"{started.astimezone(UTC):%Y%m%dT%H%M%S%fZ}-{snapshot[:12]}"


def items_of(results: Iterable[Result], queries: Iterable[QueryResult] = ()) -> list[Item]:
    """What the metrics are computed from; the questions of a pair are one cluster."""
    kept = list(results)
    pairs = [f"{one.suite}/pair:{one.case.pair}" if one.case.pair else one.key for one in kept]
    languages: dict[str, set[str]] = {}
    for one, pair in zip(kept, pairs, strict=True):
        languages.setdefault(pair, set()).add(one.case.language)
    items = [
        Item(one.key, pair, one.case.language, one.scores, is_paired=len(languages[pair]) == 2)
        for one, pair in zip(kept, pairs, strict=True)
    ]
    return items + [Item(one.key, one.key, one.language, one.scores) for one in queries]


def parts_of(results: Sequence[Result], queries: Sequence[QueryResult]) -> dict[str, list[Item]]:
    """The items of the whole run and of each of its parts, by the part's name."""
    items = items_of(results, queries)
    names = [*map(_parts, results), *map(_parts, queries)]
    parts: dict[str, list[Item]] = {"all": items}
    for item, of_item in zip(items, names, strict=True):
        for name in of_item:
            parts.setdefault(name, []).append(item)
    return dict(sorted(parts.items(), key=lambda part: (part[0] != "all", part[0])))


def _parts(one: Result | QueryResult) -> list[str]:
    if isinstance(one, QueryResult):
        return [f"suite: {one.suite}"]
    kinds = {"suite": one.suite, "language": one.case.language, "group": one.case.group, "domain": one.case.domain}
    return [f"{kind}: {name}" for kind, name in kinds.items() if name]


def cited_of(answer: Answer) -> tuple[Cited, ...]:
    """The answer's citations, to be kept."""
    return tuple(Cited.of(one) for one in answer.citations)
