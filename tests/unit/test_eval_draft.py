"""Questions drafted from the corpus are well written, new, spread over the domains, and read by a person first."""

import json
import re
from argparse import Namespace
from collections import Counter
from datetime import date

import pytest

from assistant.settings import Settings
from evals.cases import half_pairs, repeated_ids
from evals.catalogue.brute_force import expected
from evals.metrics.typed_facts import wordings as stated
from evals.review.draft_command import draft_command
from evals.review.drafting.drafts import MAKERS, draft_pairs
from evals.suites_format.importing import read_table
from evals.suites_format.yaml_files import load_suites, read_suite
from ui.cli_parser import DRAFTED

TODAY = date(2026, 11, 26)
MANY = draft_pairs(120, 5, [], today=TODAY)


def questions(cases):
    return [case.question for case in cases]


def test_drafts_come_in_pairs_with_ids_of_their_own():
    assert len(MANY) == 240
    assert not half_pairs(MANY)
    assert not repeated_ids(MANY)


def test_the_same_seed_drafts_the_same_and_another_seed_others():
    assert draft_pairs(10, 1, [], today=TODAY) == draft_pairs(10, 1, [], today=TODAY)
    assert questions(draft_pairs(10, 1, [], today=TODAY)) != questions(draft_pairs(10, 2, [], today=TODAY))


def test_what_is_known_is_not_drafted_again():
    again = draft_pairs(120, 5, MANY, today=TODAY)
    assert not set(questions(MANY)) & set(questions(again))
    assert not {case.id for case in MANY} & {case.id for case in again}


def test_every_group_and_every_domain_has_its_share():
    assert {case.group for case in MANY} == set(MAKERS)
    domains = Counter(case.domain for case in MANY if case.domain)
    assert len(domains) == 11
    assert max(domains.values()) <= 3 * min(domains.values())


def test_french_is_spaced_and_elided_as_french():
    for case in MANY:
        if case.language == "fr":
            assert case.question.endswith("\u202f?"), case.question
            assert not re.search(r"« | »| [?;!]", case.question), case.question
            assert not re.search(r"\b(?:de|que|le|la) [aeiouéèê]", case.question), case.question
        else:
            assert re.search(r"\w\?|”\?", case.question), case.question


def test_every_draft_expects_something_that_the_corpus_holds():
    for case in MANY:
        assert case.documents or case.expected
        if case.expected:
            assert expected(case.expected.wish()).matches
        for fact in case.typed_facts:
            assert stated(fact.entry, fact.fact, case.language)


def test_a_count_expects_the_number_of_the_filter():
    counts = [case for case in MANY if case.question.startswith("How many") and case.expected]  # no heading
    assert counts
    for case in counts:
        assert re.search(case.facts[0], str(len(expected(case.expected.wish()).matches)))


def test_drafts_are_marked_as_nobodys():
    assert {case.owner for case in MANY} == {"draft"}
    assert all("read by nobody" in case.note for case in MANY)


def test_one_domain_and_one_group_can_be_asked_for():
    cases = draft_pairs(5, 1, [], domains=["security"], groups=["filters"], today=TODAY)
    assert {(case.domain, case.group) for case in cases} == {("security", "filters")}


def test_the_command_line_names_the_groups_that_can_be_drafted():
    assert tuple(MAKERS) == DRAFTED


def command(tmp_path, **given):
    asked = {"count": 4, "seed": 1, "domain": None, "group": None, "out": None, "force": False, "json": False}
    return draft_command(Namespace(**asked | given), Settings(home=tmp_path), "fr")


@pytest.mark.parametrize("ending", ["yml", "csv", "xlsx"])
def test_drafts_are_written_as_a_suite_or_a_spreadsheet_that_reads_back(tmp_path, capsys, ending):
    path = tmp_path / f"drafts.{ending}"
    assert command(tmp_path, out=str(path)) == 0
    read = read_suite(path).cases if ending == "yml" else read_table(path)
    assert len(read) == 8
    assert command(tmp_path, out=str(path)) == 2
    assert "--force" in capsys.readouterr().err


def test_drafts_as_json_ask_nothing_that_a_suite_asks(tmp_path, capsys):
    assert command(tmp_path, json=True, count=30) == 0
    drafted = {case["question"] for case in json.loads(capsys.readouterr().out)["cases"]}
    assert not drafted & {case.question for suite in load_suites() for case in suite.cases}


def test_fewer_than_asked_for_is_said(tmp_path, capsys):
    assert command(tmp_path, count=900, group="domain", domain="security", out=str(tmp_path / "d.yml")) == 1
    assert "sur 900" in capsys.readouterr().err
    assert read_suite(tmp_path / "d.yml").cases


def test_an_unknown_domain_is_told_with_those_that_exist(tmp_path, capsys):
    assert command(tmp_path, domain="cooking") == 2
    assert "security" in capsys.readouterr().err
