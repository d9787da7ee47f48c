"""Reviewing candidates, for a page or a terminal: list them, accept one as a case, reject one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path

from assistant.settings import Settings
from evals.cases import Case
from evals.catalogue.facts import plain
from evals.errors import AlreadyDecided, NoSuchCandidate
from evals.review.accepting import append_cases
from evals.review.candidates import Candidate, merged
from evals.review.decisions import DecisionStore
from evals.review.sources import asked_in_use
from evals.suites_format.places import RETRIEVAL, own_suite, own_suites
from evals.suites_format.yaml_files import SUITES, read_suite, suite_files
from ingest.records import Language

Question = tuple[Language, tuple[str, ...], tuple[str, ...]]
"""Language, question and the turn before it, in bare words."""
FROM_USE = "from-use"
"""The suite that accepted candidates go to where none is named."""


def candidates(settings: Settings, limit: int | None = None) -> list[Candidate]:
    """The questions to decide of, the most asked first: not decided yet, and in no suite.

    Raises:
        ReviewError: the database cannot be read.
        SuiteError: a suite file is wrong.
    """
    with _decisions(settings) as decisions:
        decided = decisions.decided()
    known = _questions(settings)
    waiting = [
        one
        for one in merged(asked_in_use(settings))
        if one.id not in decided and (one.language, plain(one.question), plain(one.before)) not in known
    ]
    return waiting[:limit]


def candidate(settings: Settings, candidate_id: str) -> Candidate:
    """One candidate.

    Raises:
        AlreadyDecided: it was accepted or rejected before.
        NoSuchCandidate: there is none, or conversations have forgotten it.
    """
    found = next((one for one in candidates(settings) if one.id == candidate_id), None)
    if found is None:
        _refuse_decided(settings, candidate_id)
        raise NoSuchCandidate("no_candidate", id=candidate_id)
    return found


def accept(
    settings: Settings, candidate_id: str, case: Case, *, twin: Case | None = None, suite: str = FROM_USE
) -> Path:
    """Add the case, and its twin in the other language, to an organiser's suite; the file that holds them.

    Raises:
        AlreadyDecided, NoSuchCandidate: there is nothing to decide of; nothing was written.
        SuiteError: the case does not go with those of the suite, or the suite is wrong; nothing was written.
        OutputError: the suite cannot be written, or its name is a built-in suite's.
        ReviewError: the decision cannot be kept; the case is in the suite.
    """
    path = own_suite(suite, settings)
    candidate(settings, candidate_id)
    append_cases([case, *([twin] if twin else [])], path)
    with _decisions(settings) as decisions:
        decisions.add(candidate_id, "accepted", suite=suite)
    return path


def reject(settings: Settings, candidate_id: str, reason: str) -> None:
    """Remember that a candidate makes no case, and why.

    Raises:
        AlreadyDecided, NoSuchCandidate: there is nothing to decide of.
        ReviewError: the decision cannot be kept.
    """
    candidate(settings, candidate_id)
    with _decisions(settings) as decisions:
        decisions.add(candidate_id, "rejected", reason=reason.strip())


def _refuse_decided(settings: Settings, candidate_id: str) -> None:
    with _decisions(settings) as decisions:
        if candidate_id in decisions.decided():
            raise AlreadyDecided("already_decided", id=candidate_id)


def _questions(settings: Settings) -> set[Question]:
    """What suites ask."""
    files = suite_files(SUITES, own_suites(settings), taken=(RETRIEVAL,)).values()
    return {question for path in files for question in _questions_of(path, path.stat().st_mtime_ns)}


@lru_cache(maxsize=256)
def _questions_of(path: Path, changed: int) -> frozenset[Question]:
    """Those of one file, read once as long as it does not change."""
    cases = read_suite(path).cases
    return frozenset((one.language, plain(one.question), plain(one.turns[-1] if one.turns else "")) for one in cases)


@contextmanager
def _decisions(settings: Settings) -> Iterator[DecisionStore]:
    with closing(DecisionStore(settings.database)) as decisions:
        yield decisions
