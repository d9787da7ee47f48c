"""How many questions are answered exactly, by language and by kind, and which are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.parsing import parse_constraints
from evals.catalogue.brute_force import Wish
from evals.catalogue.cases import Case, case_faults
from evals.catalogue.checking import faults, understood
from evals.catalogue.generator import questions
from ingest.records import Language


@dataclass(frozen=True, slots=True)
class Failure:
    """A question whose answer is wrong, how it was read, and what is wrong."""

    question: str
    language: Language
    read: str
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """Questions and failures; both counted by language and by kind of criterion or of question."""

    asked: Counter[str]
    failed: Counter[str]
    total: int
    failures: tuple[Failure, ...]

    @property
    def accuracy(self) -> float:
        """The share of questions answered exactly."""
        return 1 - len(self.failures) / self.total if self.total else 0.0

    def to_json(self) -> dict[str, Any]:
        """JSON values."""
        return {
            "questions": self.total,
            "accuracy": round(self.accuracy, 4),
            "by_kind": {kind: round(1 - self.failed[kind] / count, 4) for kind, count in sorted(self.asked.items())},
            "failures": [
                {"question": one.question, "language": one.language, "read": one.read, "faults": list(one.faults)}
                for one in self.failures
            ],
        }


def of_questions(count: int, seed: int, catalogue: Catalogue) -> Report:
    """Check random questions."""
    made = questions(count, seed)
    wrong = [faults(one, catalogue) for one in made]
    kinds = [{one.language, one.intent, *_kinds(one.wish), *(["limit"] if one.limit else [])} for one in made]
    return _report([(one.text, one.language) for one in made], kinds, wrong, catalogue)


def of_cases(cases: Sequence[Case], catalogue: Catalogue) -> Report:
    """Check hand-written questions."""
    wrong = [case_faults(case, catalogue) for case in cases]
    kinds: list[set[str]] = [{case.lang, case.asks, *_kinds(case.wish())} for case in cases]
    return _report([(case.q, case.lang) for case in cases], kinds, wrong, catalogue)


def as_text(name: str, report: Report, target: float) -> str:
    """A report for people."""
    lines = [f"{name}: {report.total} questions, {report.accuracy:.2%} exact (target {target:.0%})"]
    for kind, count in sorted(report.asked.items()):
        lines.append(f"  {kind:<16} {1 - report.failed[kind] / count:>7.2%}  of {count}")
    for one in report.failures:
        lines += [f"  [{one.language}] {one.question}", f"      read: {one.read}"]
        lines += [f"      {fault}" for fault in one.faults]
    return "\n".join(lines)


def _report(
    asked: Sequence[tuple[str, Language]], kinds: Sequence[set[str]], wrong: Sequence[list[str]], catalogue: Catalogue
) -> Report:
    failures = [
        Failure(text, language, understood(parse_constraints(text, language, catalogue)), tuple(found))
        for (text, language), found in zip(asked, wrong, strict=True)
        if found
    ]
    return Report(
        asked=Counter(kind for each in kinds for kind in each),
        failed=Counter(kind for each, found in zip(kinds, wrong, strict=True) if found for kind in each),
        total=len(asked),
        failures=tuple(failures),
    )


def _kinds(wish: Wish) -> set[str]:
    return {f"not {criterion.kind}" if criterion.negated else criterion.kind for criterion in wish}
