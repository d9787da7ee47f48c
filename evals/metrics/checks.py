"""Checks of one answer: each is True, False, or None where it does not apply to the case."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.records import Answer, Citation, Sentence
from evals.cases import Case
from evals.catalogue.brute_force import expected
from evals.metrics.typed_facts import is_stated, wordings
from ingest.language import detect_text

DocumentText = Callable[[str], str | None]
"""The text of a document by its id, None where no document has it."""

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "’": "'"})


def check(case: Case, answer: Answer, text_of: DocumentText) -> dict[str, bool | None]:
    """Every check of one answer by name."""
    return {
        "status": status_correct(case, answer),
        "language": language_match(case, answer),
        "citations": citations_present(answer),
        "quotes": quotes_intact(answer, text_of),
        "documents": expected_document_cited(case, answer),
        "forbidden_documents": no_forbidden_document(case, answer),
        "facts": facts_matched(case, answer),
        "typed_facts": typed_facts_matched(case, answer),
        "forbidden": nothing_forbidden(case, answer),
        "expected": expected_set_matched(case, answer),
        "entries": entries_matched(case, answer),
    }


def check_error(case: Case) -> dict[str, bool | None]:
    """The checks of a question that got no answer at all: what was expected of it is missed."""
    asked = {
        "status": True,
        "documents": bool(case.documents),
        "facts": bool(case.facts),
        "typed_facts": bool(case.typed_facts),
        "expected": case.expected is not None,
        "entries": bool(case.entries.all or case.entries.any),
    }
    return {name: False for name, is_asked in asked.items() if is_asked}


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

    A presence test; ``citations.citation_recall`` asks whether what is cited supports the sentence.
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
    return any(_cited_among(case.documents, answer)) if case.documents else None


def no_forbidden_document(case: Case, answer: Answer) -> bool | None:
    """Whether the citations hold none of the documents that the case forbids."""
    return not any(_cited_among(case.forbidden_documents, answer)) if case.forbidden_documents else None


def _cited_among(documents: tuple[str, ...], answer: Answer) -> Iterator[bool]:
    cited = {citation.document_id for citation in answer.citations}
    return (_is_document(document_id, one) for document_id in cited for one in documents)


def _is_document(document_id: str, expected_id: str) -> bool:
    return document_id == expected_id or document_id.startswith(f"{expected_id}.")


def facts_matched(case: Case, answer: Answer) -> bool | None:
    """Whether the text states every expected fact.

    The "vital nuggets" of Voorhees 2003, "Overview of the TREC 2003 Question Answering Track", all or nothing, found
    by regular expressions rather than by assessors.
    """
    return None if not case.facts else all(is_found(pattern, answer.text) for pattern in case.facts)


def typed_facts_matched(case: Case, answer: Answer) -> bool | None:
    """Whether the text states every value of the typed facts, computed from the corpus."""
    if not case.typed_facts:
        return None
    return all(is_stated(wording, answer.text) for wording in wordings_of(case))


def wordings_of(case: Case) -> list[tuple[str, ...]]:
    """The wordings of each value that the typed facts of a case expect."""
    return [one for fact in case.typed_facts for one in wordings(fact.entry, fact.fact, case.language)]


def nothing_forbidden(case: Case, answer: Answer) -> bool | None:
    """Whether the text states nothing that the case forbids."""
    return None if not case.forbidden else not any(is_found(pattern, answer.text) for pattern in case.forbidden)


def is_found(pattern: str, text: str) -> bool:
    """Search with non-breaking spaces and curly apostrophes made plain, whatever the case."""
    return re.search(pattern, text.translate(_SPACES), re.IGNORECASE) is not None


def expected_set_matched(case: Case, answer: Answer) -> bool | None:
    """Whether ``matches`` is the set that the filter selects; with a limit, that many entries of it."""
    if case.expected is None:
        return None
    right, found = expected_ids(case), {str(match["id"]) for match in answer.matches}
    if case.expected.limit is None:
        return found == right
    return found <= right and len(found) == min(case.expected.limit, len(right))


def expected_ids(case: Case) -> frozenset[str]:
    """The entries that the filter of a case selects in the corpus; none where it has no filter."""
    return expected(case.expected.wish(), frozenset(case.expected.except_)).matches if case.expected else frozenset()


def entries_matched(case: Case, answer: Answer) -> bool | None:
    """Whether ``matches`` holds all of ``entries.all``, one of ``entries.any`` and none of ``entries.none``."""
    wanted = case.entries
    if not (wanted.all or wanted.any or wanted.none):
        return None
    found = {match["id"] for match in answer.matches}
    one = not wanted.any or not found.isdisjoint(wanted.any)
    return found.issuperset(wanted.all) and one and found.isdisjoint(wanted.none)
