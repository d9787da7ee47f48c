"""What of the corpus a run's questions reached: pages never cited, domains with thin evidence, unanswered questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evals.runs.records import Result
from ingest.catalogue.schema import DOMAINS
from ingest.records import Kind, Language

THIN = 3
"""Fewer cited pages than this in a domain, in one language, and its evidence is thin."""


@dataclass(frozen=True, slots=True)
class Page:
    """A document of the index, enough to say what it is."""

    id: str
    title: str
    kind: Kind
    language: Language | None
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DomainCoverage:
    """A domain: its pages, how many of them were cited, its questions and how many of them passed."""

    domain: str
    pages: int
    cited: int
    questions: int
    passed: int

    @property
    def is_thin(self) -> bool:
        return self.cited < THIN


@dataclass(frozen=True, slots=True)
class Coverage:
    """``never_cited`` leaves the catalogue's entries out, which are counted: no suite asks of each."""

    never_cited: tuple[Page, ...]
    entries: int
    entries_cited: int
    domains: tuple[DomainCoverage, ...]
    unanswered: tuple[Result, ...]


def coverage(results: Sequence[Result], pages: Iterable[Page]) -> Coverage:
    """The coverage of the pages of an index by the answers of a run."""
    cited = {document for one in results for document in one.cited}
    known = list(pages)
    entries = [page for page in known if page.kind == "catalogue"]
    return Coverage(
        never_cited=tuple(page for page in known if page.kind != "catalogue" and page.id not in cited),
        entries=len(entries),
        entries_cited=sum(page.id in cited for page in entries),
        domains=tuple(_domain(domain, results, known, cited) for domain in DOMAINS),
        unanswered=tuple(one for one in results if is_unanswered(one) and not one.case.held_out),
    )


def is_unanswered(one: Result) -> bool:
    """Whether an answer was expected and the assistant abstained."""
    return one.status == "abstained" and "abstained" not in one.case.status


def _domain(domain: str, results: Sequence[Result], pages: Sequence[Page], cited: set[str]) -> DomainCoverage:
    own = [page for page in pages if domain in page.domains]
    asked = [one for one in results if one.case.domain == domain]
    return DomainCoverage(
        domain, len(own), sum(page.id in cited for page in own), len(asked), sum(one.passed for one in asked)
    )
