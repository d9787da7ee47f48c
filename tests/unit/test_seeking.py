"""What seeks solutions is told from what asks about them."""

from __future__ import annotations

import pytest

from assistant.catalogue.parsing import read_question
from assistant.catalogue.practice import asks_of_a_practice, asks_what_to_choose
from evals.catalogue.checking import built_in_catalogue
from evals.seeking import read_banks, seeking, table, without_rules


@pytest.fixture(scope="module")
def catalogue():
    return built_in_catalogue()


@pytest.mark.parametrize("bank", sorted(read_banks()))
def test_the_rules_part_practice_from_solutions(bank, catalogue):
    kinds = read_banks()[bank]
    assert len(seeking(kinds["practice"], catalogue)) <= 0.1 * len(kinds["practice"])
    assert len(seeking(kinds["solutions"], catalogue)) >= 0.85 * len(kinds["solutions"])
    assert len(without_rules(kinds["practice"], catalogue)) > 2 * len(seeking(kinds["practice"], catalogue))


def test_a_part_is_no_part_where_a_solution_follows(catalogue):
    assert asks_of_a_practice(read_question("Which firewall rules survive?", catalogue))
    assert not asks_of_a_practice(read_question("Which log management software is French?", catalogue))


def test_what_is_to_be_chosen_is_sought(catalogue):
    chosen = read_question("Which mail server should we choose?", catalogue)
    moved = read_question("Which mail server should be moved first?", catalogue)
    criterion = read_question("Quel outil de sauvegarde qui doit tourner sous Linux ?", catalogue)
    assert asks_what_to_choose(chosen) and not asks_of_a_practice(chosen)
    assert asks_of_a_practice(moved) and not asks_what_to_choose(moved)
    assert not asks_of_a_practice(criterion)


def test_the_table_has_a_line_for_each_kind(catalogue):
    lines = table(
        {"one": {"practice": ["Quels tickets reprendre ?"], "solutions": ["un wiki"]}}, catalogue
    ).splitlines()
    assert lines[1].split() == ["one", "practice", "1", "1", "0"]
    assert lines[2].split() == ["one", "solutions", "1", "1", "1"]
