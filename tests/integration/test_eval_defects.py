"""The evals can fail: each seeded defect turns the gate red, over questions that the assistant gets right."""

from __future__ import annotations

import pytest
from eval_defects import (
    AlwaysAbstains,
    AlwaysFrench,
    Defective,
    IgnoresFilters,
    InventsNumbers,
    NeverAbstains,
    RandomChunks,
    ShiftedNumbers,
    ShiftedQuotes,
)

from assistant.answer import Assistant
from assistant.settings import Settings
from evals.cases import Case, Suite
from evals.gate import judge, read_gates
from evals.runner import run_suites
from evals.runs.records import Run
from evals.subject import SessionsInMemory, Subject, support_by
from evals.suites_format.yaml_files import load_suites
from ingest.embedding.encoder import load_encoder
from ingest.store import open_index

pytestmark = pytest.mark.model

OF_EACH_GROUP = 6


@pytest.fixture(scope="module")
def settings(indexed_home):
    return Settings(home=indexed_home)


@pytest.fixture(scope="module")
def pieces(settings):
    """The index and its model, of which assistants are made."""
    encoder = load_encoder(settings.home)
    return open_index(settings.home, encoder), encoder, settings.home / "cache", SessionsInMemory()


@pytest.fixture(scope="module")
def real(pieces):
    return Assistant(*pieces)


@pytest.fixture(scope="module")
def healthy(real, settings) -> Run:
    """A run over the first questions of each group."""
    cases: dict[str | None, list[Case]] = {}
    for suite in load_suites():
        for case in suite.cases:
            cases.setdefault(case.group, []).append(case.model_copy(update={"id": f"{suite.name}-{case.id}"}))
    first = [case for group in cases.values() for case in group[:OF_EACH_GROUP]]
    return judged(Defective(real), real, Suite(name="sample", cases=tuple(first)), settings)


@pytest.fixture(scope="module")
def right(healthy) -> Suite:
    """The questions that the unbroken assistant answers as expected."""
    return Suite(name="right", cases=tuple(one.case for one in healthy.results if one.passed))


def judged(assistant, real, suite, settings) -> Run:
    run = run_suites(Subject(assistant, support_by(real.check_citations)), [suite], settings)
    return run.model_copy(update={"gates": judge(run, read_gates())})


def red(run: Run) -> set[str]:
    return {gate.metric for gate in run.gates if gate.ok is False}


def test_without_a_defect_no_gate_is_red(real, right, settings):
    assert len(right.cases) > 40
    assert red(judged(Defective(real), real, right, settings)) == set()


@pytest.mark.parametrize(
    ("defect", "metrics"),
    [
        (ShiftedQuotes, {"quote_integrity"}),
        (ShiftedNumbers, {"citation_recall"}),
        (AlwaysFrench, {"language_match"}),
        (NeverAbstains, {"abstention_recall"}),
        (AlwaysAbstains, {"over_refusal_rate", "facts_matched"}),
        (IgnoresFilters, {"expected_set"}),
        (InventsNumbers, {"citation_recall"}),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_a_defect_turns_the_gate_red(defect, metrics, real, right, settings):
    assert metrics <= red(judged(defect(real), real, right, settings))


def test_random_chunks_turn_the_gate_red(pieces, real, right, settings):
    index, *others = pieces
    broken = Assistant(RandomChunks(index), *others)

    assert {"pass_rate", "document_hit"} <= red(judged(Defective(broken), real, right, settings))
