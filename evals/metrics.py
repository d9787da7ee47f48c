"""Metrics of answers: pure functions of a case and its answer, then of all the outcomes of a run.

A metric that does not apply is None, never 0, and stays out of every mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.records import Answer, Citation, Sentence
from evals.cases import Case
from ingest.language import detect_text

DocumentText = Callable[[str], str | None]
"""The text of a document by its id, None where no document has it."""

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "’": "'"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run keeps of one case: its checks by name (None: does not apply) and the time it took."""

    suite: str
    case: Case
    status: str | None
    checks: Mapping[str, bool | None]
    latency_ms: float | None

    @property
    def passed(self) -> bool:
        """Whether no check failed; an error that left no answer has failed."""
        return self.status is not None and False not in self.checks.values()


def check(case: Case, answer: Answer, text_of: DocumentText) -> dict[str, bool | None]:
    """Every check of one answer by name: True, False, or None where it does not apply."""
    return {
        "status": status_correct(case, answer),
        "language": language_match(case, answer),
        "citations": citations_present(answer),
        "quotes": quotes_intact(answer, text_of),
        "documents": expected_document_cited(case, answer),
        "facts": facts_matched(case, answer),
        "forbidden": nothing_forbidden(case, answer),
        "entries": entries_matched(case, answer),
    }


def check_error(case: Case) -> dict[str, bool | None]:
    """The checks of a question that got no answer at all: what was expected of it is missed."""
    expected = {
        "status": True,
        "documents": bool(case.documents),
        "facts": bool(case.facts),
        "entries": bool(case.entries.all or case.entries.any),
    }
    return {name: False for name, asked in expected.items() if asked}


def status_correct(case: Case, answer: Answer) -> bool:
    """Whether the status is one that the case accepts (accuracy of answer, partial answer or abstention)."""
    return answer.status in case.status


def language_match(case: Case, answer: Answer) -> bool:
    """Whether the answer says it is in the question's language, and its text reads so.

    The second half is the language confusion of Marchisio et al. 2024, "Understanding and Mitigating Language
    Confusion in LLMs", at the level of the whole answer.
    """
    return answer.language == case.language and detect_text(answer.text, case.language) == case.language


def citations_present(answer: Answer) -> bool | None:
    """Whether every sentence of an answered answer cites, and each of its numbers is a citation of the answer.

    A presence test, weaker than the citation recall of Gao et al. 2023, "Enabling Large Language Models to Generate
    Text with Citations", which also asks whether the source entails the sentence.
    """
    if answer.status != "answered":
        return None
    numbers = {citation.n for citation in answer.citations}
    return bool(answer.sentences) and all(_cites(sentence, numbers) for sentence in answer.sentences)


def _cites(sentence: Sentence, numbers: set[int]) -> bool:
    return bool(sentence.citations) and numbers.issuperset(sentence.citations)


def quotes_intact(answer: Answer, text_of: DocumentText) -> bool | None:
    """Whether every quote is, character for character, what its document holds at its offsets.

    The project's own contract (``document.text[start:end] == quote``); None for an answer without citations.
    """
    if not answer.citations:
        return None
    return all(_is_intact(citation, text_of(citation.document_id)) for citation in answer.citations)


def _is_intact(citation: Citation, text: str | None) -> bool:
    return text is not None and bool(citation.quote) and text[citation.start : citation.end] == citation.quote


def expected_document_cited(case: Case, answer: Answer) -> bool | None:
    """Whether the citations hold one of the expected documents (hit rate, or success at k, over the citations)."""
    if not case.documents:
        return None
    cited = {citation.document_id for citation in answer.citations}
    return any(_is_document(document_id, expected) for document_id in cited for expected in case.documents)


def _is_document(document_id: str, expected: str) -> bool:
    return document_id == expected or document_id.startswith(f"{expected}.")


def facts_matched(case: Case, answer: Answer) -> bool | None:
    """Whether the text states every expected fact.

    The "vital nuggets" of Voorhees 2003, "Overview of the TREC 2003 Question Answering Track", all or nothing, found
    by regular expressions rather than by assessors.
    """
    return None if not case.facts else all(_found(pattern, answer.text) for pattern in case.facts)


def nothing_forbidden(case: Case, answer: Answer) -> bool | None:
    """Whether the text states nothing that the case forbids."""
    return None if not case.forbidden else not any(_found(pattern, answer.text) for pattern in case.forbidden)


def _found(pattern: str, text: str) -> bool:
    """Search with non-breaking spaces and curly apostrophes made plain, whatever the case."""
    return re.search(pattern, text.translate(_SPACES), re.IGNORECASE) is not None


def entries_matched(case: Case, answer: Answer) -> bool | None:
    """Whether ``matches`` holds all of ``entries.all``, one of ``entries.any`` and none of ``entries.none``."""
    expected = case.entries
    if not (expected.all or expected.any or expected.none):
        return None
    found = {match["id"] for match in answer.matches}
    one = not expected.any or not found.isdisjoint(expected.any)
    return found.issuperset(expected.all) and one and found.isdisjoint(expected.none)


def measure(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """Every metric of a run, or of one of its suites, by name."""
    latencies = [outcome.latency_ms for outcome in outcomes if outcome.latency_ms is not None]
    return {
        "pass_rate": mean(outcome.passed for outcome in outcomes),
        "error_rate": mean(outcome.status is None for outcome in outcomes),
        "status_accuracy": share(outcomes, "status"),
        **abstention(outcomes),
        "citation_presence": share(outcomes, "citations"),
        "quote_integrity": share(outcomes, "quotes"),
        "document_hit": share(outcomes, "documents"),
        "facts_matched": share(outcomes, "facts"),
        "nothing_forbidden": share(outcomes, "forbidden"),
        "entries_matched": share(outcomes, "entries"),
        "language_match": share(outcomes, "language"),
        "parity_gap": parity_gap(outcomes),
        "pair_agreement": pair_agreement(outcomes),
        "latency_p50_ms": percentile(latencies, 50),
        "latency_p95_ms": percentile(latencies, 95),
    }


def mean(values: Iterable[bool | None]) -> float | None:
    """Share of True among the values that apply, None where none does."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def share(outcomes: Iterable[Outcome], name: str) -> float | None:
    """Share of the outcomes that pass the check, among those to which it applies."""
    return mean(outcome.checks.get(name) for outcome in outcomes)


def abstention(outcomes: Iterable[Outcome]) -> dict[str, float | None]:
    """Precision, recall and F1 of abstaining, and the share of answerable questions refused (lower is better).

    Abstaining is the class to find, as in Rajpurkar et al. 2018, "Know What You Don't Know: Unanswerable Questions for
    SQuAD"; refusing what could be answered is the over-refusal of Röttger et al. 2024, "XSTest".  A case that accepts
    both an abstention and something else does not count; an error counts as not abstaining.
    """
    judged = [one for one in outcomes if "abstained" not in one.case.status or one.case.status == ("abstained",)]
    should = [one.case.status == ("abstained",) for one in judged]
    did = [one.status == "abstained" for one in judged]
    precision = mean(expected for expected, found in zip(should, did, strict=True) if found)
    recall = mean(found for expected, found in zip(should, did, strict=True) if expected)
    return {
        "abstention_precision": precision,
        "abstention_recall": recall,
        "abstention_f1": _harmonic_mean(precision, recall),
        "over_refusal_rate": mean(found for expected, found in zip(should, did, strict=True) if not expected),
    }


def _harmonic_mean(precision: float | None, recall: float | None) -> float | None:
    if recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


def parity_gap(outcomes: Iterable[Outcome]) -> float | None:
    """Absolute difference between the pass rates in French and in English over the pairs (lower is better).

    The cross-lingual gap of Hu et al. 2020, "XTREME", between two languages of equal standing.
    """
    pairs = _pairs(outcomes)
    if not pairs:
        return None
    return abs(sum(pair["fr"].passed - pair["en"].passed for pair in pairs)) / len(pairs)


def pair_agreement(outcomes: Iterable[Outcome]) -> float | None:
    """Share of the pairs whose two questions both pass or both fail: a gap of 0 can hide opposite failures."""
    return mean(pair["fr"].passed == pair["en"].passed for pair in _pairs(outcomes))


def _pairs(outcomes: Iterable[Outcome]) -> list[dict[str, Outcome]]:
    pairs: dict[tuple[str, str], dict[str, Outcome]] = {}
    for outcome in outcomes:
        if outcome.case.pair:
            pairs.setdefault((outcome.suite, outcome.case.pair), {})[outcome.case.language] = outcome
    return [pair for pair in pairs.values() if len(pair) == 2]


def percentile(values: Sequence[float], q: float) -> float | None:
    """The ``q``-th percentile, interpolated (Hyndman and Fan 1996, "Sample Quantiles", definition 7)."""
    return float(np.percentile(values, q)) if values else None
