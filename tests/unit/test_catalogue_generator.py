"""Catalogue questions, made at random and written by hand, against a filter written apart."""

import json
from dataclasses import replace

import pytest

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.selection import select
from evals.catalogue.__main__ import main
from evals.catalogue.brute_force import Criterion, expected, judge
from evals.catalogue.cases import Case, case_faults, load_cases
from evals.catalogue.checking import built_in_catalogue, faults, selection_faults
from evals.catalogue.facts import facts
from evals.catalogue.generator import Question, questions
from evals.catalogue.report import of_cases, of_questions


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return built_in_catalogue()


def test_random_questions_are_answered_exactly(catalogue: Catalogue) -> None:
    report = of_questions(200, 2026, catalogue)
    assert report.accuracy >= 0.99, report.failures


def test_hand_written_questions_are_answered_exactly(catalogue: Catalogue) -> None:
    report = of_cases(load_cases(), catalogue)
    assert report.accuracy >= 0.95, report.failures


def test_there_are_enough_hand_written_questions() -> None:
    cases = load_cases()
    assert len({case.q for case in cases}) == len(cases) >= 150
    for language in ("fr", "en"):
        assert 0.4 <= sum(case.lang == language for case in cases) / len(cases) <= 0.6


def test_the_same_seed_makes_the_same_questions() -> None:
    assert questions(20, 5) == questions(20, 5)
    assert questions(20, 5) != questions(20, 6)


def test_random_questions_ask_for_every_kind_of_criterion_in_both_languages() -> None:
    made = questions(400, 3)
    asked = {(question.language, criterion.kind) for question in made for criterion in question.wish}
    kinds = ("replaces", "need", "domain", "country", "licence", "governance", "standard", "deployment", "feature")
    assert {(language, kind) for language in ("fr", "en") for kind in (*kinds, "support")} <= asked
    assert any(criterion.negated for question in made for criterion in question.wish)
    assert {question.intent for question in made} == {"list", "count"} and any(question.limit for question in made)


def test_a_wrong_selection_is_a_fault(catalogue: Catalogue) -> None:
    wish = (Criterion("domain", ("security",)), Criterion("country", ("FR",)))
    right = select(catalogue, Constraints(intent="list", domains=("security",), countries=("FR",)))
    assert list(selection_faults(wish, right)) == []
    assert any("missing" in fault for fault in selection_faults(wish, replace(right, matches=right.matches[1:])))
    wrong = select(catalogue, Constraints(intent="list", domains=("security",), countries=("DE",)))
    assert any("too many" in fault for fault in selection_faults(wish, wrong))
    assert any(fault.startswith("near miss") for fault in selection_faults(wish[1:], replace(wrong, matches=())))


def test_a_question_read_otherwise_is_a_fault(catalogue: Catalogue) -> None:
    wish = (Criterion("replaces", ("Jira",)),)
    assert faults(Question("alternative à Jira", "fr", wish), catalogue) == []
    assert faults(Question("alternative à Confluence", "fr", wish), catalogue)
    assert faults(Question("combien d'alternatives à Jira", "fr", wish), catalogue) == ["read as count"]
    assert faults(Question("les trois alternatives à Jira", "fr", wish), catalogue) == ["limit 3 instead of None"]


@pytest.mark.parametrize(
    ("criterion", "entry", "verdict"),
    [
        (Criterion("country", ("EUROPE",)), "zabbix", True),
        (Criterion("country", ("US",), negated=True), "keycloak", False),
        (Criterion("country", ("US",), negated=True), "kvm", None),
        (Criterion("licence", ("copyleft",)), "nextcloud", True),
        (Criterion("licence", ("GPL",)), "nextcloud", False),
        (Criterion("licence", ("OSI",)), "mattermost", False),
        (Criterion("standard", ("WMS",)), "geoserver", True),
        (Criterion("deployment", ("cloud",), negated=True), "nextcloud", True),
        (Criterion("replaces", ("Microsoft 365",)), "libreoffice", True),
        (Criterion("similar_to", ("nextcloud",)), "nextcloud", False),
    ],
)
def test_the_filter_written_apart_judges_known_entries(criterion: Criterion, entry: str, verdict: bool | None) -> None:
    assert judge(criterion, facts().entries[entry]) is verdict


def test_an_unknown_fact_alone_is_not_documented() -> None:
    found = expected((Criterion("country", ("FR",)),))
    assert "kvm" in found.not_documented and "glpi" in found.matches


@pytest.mark.parametrize("wrong", [{"want": {"replaces": ["Lotus 1-2-3"]}}, {"of": ["nobody"]}, {"asks": "dance"}])
def test_a_case_that_names_nothing_of_the_corpus_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"Lotus|nobody|asks"):
        Case.model_validate({"q": "?", "lang": "en", **wrong})


@pytest.mark.parametrize(
    "row",
    [
        {"q": "licence de GLPI", "asks": "fact", "of": ["keycloak"], "fact": "licence"},
        {"q": "licence de GLPI", "asks": "fact", "of": ["glpi"], "fact": "homepage"},
        {"q": "GLPI est-il français ?", "asks": "fact", "of": ["glpi"], "want": {"country": ["DE"]}},
        {"q": "combien de logiciels français ?", "asks": "count", "want": {"country": ["DE"]}},
        {"q": "combien de solutions par pays ?", "asks": "aggregate", "by": "domain"},
        {"q": "quel domaine a le moins d'entrées ?", "asks": "aggregate", "by": "domain", "extreme": "most"},
        {"q": "les trois principales alternatives à Jira", "want": {"replaces": ["Jira"]}, "limit": 4},
        {"q": "visio", "asks": "none"},
    ],
)
def test_a_wrong_answer_to_a_case_is_a_fault(row: dict[str, object], catalogue: Catalogue) -> None:
    assert case_faults(Case.model_validate({"lang": "fr", **row}), catalogue)


def test_the_command_prints_json_and_says_whether_targets_are_reached(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--count", "20", "--seed", "1", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["generated"]["questions"] == 20 and printed["hand-written"]["accuracy"] >= 0.95


def test_no_question_at_all_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--count", "0"])
    assert stopped.value.code == 2 and "'0' is not a number of questions" in capsys.readouterr().err
