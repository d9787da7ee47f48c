"""Why a case failed: what was expected, and what came, to be said in either language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import Field, model_validator

from assistant.records import Answer
from evals.cases import Case, Record
from evals.metrics.checks import expected_ids, is_found, wordings_of
from evals.metrics.typed_facts import is_stated
from evals.texts import text_of
from ingest.records import Language

_TABLE = "reason_texts"
_SHOWN = 6
_WORDED = ("came", "right")
"""Values that the table has words for."""
_Values = dict[str, tuple[str, ...]]


class Reason(Record):
    """A check that failed and what fills its text: names, documents and patterns.

    A run kept by an earlier version holds a plain text, which is said as it is.
    """

    check: str
    values: _Values = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, found: Any) -> Any:
        return {"check": "told", "values": {"text": (found,)}} if isinstance(found, str) else found

    def said(self, language: Language) -> str:
        """The reason in a sentence."""
        values = {name: _joined(name, texts, language) for name, texts in self.values.items()}
        return text_of(_TABLE, self.check, language, **values)


def why_failed(case: Case, answer: Answer, checks: Mapping[str, bool | None]) -> tuple[Reason, ...]:
    """A reason for each failed check."""
    return tuple(
        Reason(check=name, values=_VALUES[name](case, answer)) for name, passed in checks.items() if passed is False
    )


def _facts(case: Case, answer: Answer) -> _Values:
    return {"missing": tuple(pattern for pattern in case.facts if not is_found(pattern, answer.text))}


def _typed_facts(case: Case, answer: Answer) -> _Values:
    return {"missing": tuple(words[0] for words in wordings_of(case) if not is_stated(words, answer.text))}


def _forbidden(case: Case, answer: Answer) -> _Values:
    return {"found": tuple(pattern for pattern in case.forbidden if is_found(pattern, answer.text))}


def _expected(case: Case, answer: Answer) -> _Values:
    right, found = expected_ids(case), set(_matches(answer))
    limit = case.expected.limit if case.expected else None
    return {
        "count": (str(len(found)),),
        "wanted": (str(min(limit or len(right), len(right))),),
        "missing": tuple(sorted(right - found)),
        "more": tuple(sorted(found - right)),
    }


def _entries(case: Case, answer: Answer) -> _Values:
    return {"found": _matches(answer)} | {rule: tuple(ids) for rule, ids in case.entries}


def _matches(answer: Answer) -> tuple[str, ...]:
    return tuple(str(match["id"]) for match in answer.matches)


def _cited(answer: Answer) -> tuple[str, ...]:
    return tuple(sorted({citation.document_id for citation in answer.citations}))


def _joined(name: str, texts: tuple[str, ...], language: Language) -> str:
    """A list as a sentence holds it: the first few, and how many more; statuses and languages in words."""
    if not texts:
        return text_of(_TABLE, "nothing", language)
    if name in _WORDED:
        return text_of(_TABLE, "or", language).join(text_of(_TABLE, text, language) for text in texts)
    shown = ", ".join(texts[:_SHOWN])
    more = len(texts) - _SHOWN
    return text_of(_TABLE, "and_more", language, shown=shown, count=more) if more > 0 else shown


_VALUES: Mapping[str, Callable[[Case, Answer], _Values]] = {
    "status": lambda case, answer: {"came": (answer.status,), "right": case.status},
    "language": lambda case, answer: {"came": (answer.language,), "right": (case.language,)},
    "citations": lambda case, answer: {},
    "quotes": lambda case, answer: {},
    "documents": lambda case, answer: {"cited": _cited(answer), "expected": case.documents},
    "forbidden_documents": lambda case, answer: {"cited": _cited(answer), "forbidden": case.forbidden_documents},
    "facts": _facts,
    "typed_facts": _typed_facts,
    "forbidden": _forbidden,
    "expected": _expected,
    "entries": _entries,
}
