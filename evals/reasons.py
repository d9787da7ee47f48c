"""Why a case failed, in words: what was expected, and what came."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.records import Answer
from evals.cases import Case
from evals.metrics.checks import expected_ids, is_found, wordings_of
from evals.metrics.typed_facts import is_stated

_SHOWN = 6


def why_failed(case: Case, answer: Answer, checks: Mapping[str, bool | None]) -> tuple[str, ...]:
    """One line for each failed check."""
    return tuple(f"{name}: {_REASONS[name](case, answer)}" for name, passed in checks.items() if passed is False)


def _documents(case: Case, answer: Answer) -> str:
    return f"cited {_cited(answer)}; expected one of {', '.join(case.documents)}"


def _facts(case: Case, answer: Answer) -> str:
    missing = [pattern for pattern in case.facts if not is_found(pattern, answer.text)]
    return f"the text does not match {', '.join(missing)}"


def _typed_facts(case: Case, answer: Answer) -> str:
    missing = [wording[0] for wording in wordings_of(case) if not is_stated(wording, answer.text)]
    return f"the text does not state {_some(missing)}"


def _forbidden(case: Case, answer: Answer) -> str:
    found = [pattern for pattern in case.forbidden if is_found(pattern, answer.text)]
    return f"the text must not match {', '.join(found)}"


def _expected(case: Case, answer: Answer) -> str:
    right, found = expected_ids(case), {str(match["id"]) for match in answer.matches}
    parts = [f"{_some(sorted(right - found))} missing"] if right - found else []
    parts += [f"{_some(sorted(found - right))} too many"] if found - right else []
    limit = case.expected.limit if case.expected else None
    return f"{len(found)} matches, expected {min(limit or len(right), len(right))}: {'; '.join(parts)}"


def _entries(case: Case, answer: Answer) -> str:
    wanted = "; ".join(f"{rule} of {', '.join(ids)}" for rule, ids in case.entries if ids)
    return f"matches {_some([str(match['id']) for match in answer.matches]) or 'none'}; expected {wanted}"


def _cited(answer: Answer) -> str:
    return ", ".join(sorted({citation.document_id for citation in answer.citations})) or "nothing"


def _some(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")


_REASONS: Mapping[str, Callable[[Case, Answer], str]] = {
    "status": lambda case, answer: f"{answer.status}, expected {' or '.join(case.status)}",
    "language": lambda case, answer: f"expected {case.language}, the answer says {answer.language} or reads otherwise",
    "citations": lambda case, answer: "a sentence cites nothing, or a citation that is not there",
    "quotes": lambda case, answer: "a quote is not what its document holds at its offsets",
    "documents": _documents,
    "forbidden_documents": lambda case, answer: (
        f"cited {_cited(answer)}; must not cite {', '.join(case.forbidden_documents)}"
    ),
    "facts": _facts,
    "typed_facts": _typed_facts,
    "forbidden": _forbidden,
    "expected": _expected,
    "entries": _entries,
}
