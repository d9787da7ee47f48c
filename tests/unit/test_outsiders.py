"""Facts asked of products that are no entries: told that the catalogue has none, with what replaces them."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.catalogue.composing import compose
from assistant.catalogue.parsing import parse_constraints
from assistant.catalogue.selection import select
from evals.catalogue.checking import built_in_catalogue
from evals.dialogues.playing import without_model


@pytest.fixture(scope="module")
def catalogue():
    return built_in_catalogue()


@pytest.mark.parametrize(
    ("question", "language", "outside"),
    [
        ("Quelle est la licence de Slack ?", "fr", ("Slack",)),
        ("Est-ce que Zoom est open source ?", "fr", ("Zoom",)),
        ("Is Zoom open source?", "en", ("Zoom",)),
        ("Who publishes Jira?", "en", ("Jira",)),
        ("Zoom est-il un logiciel libre ?", "fr", ("Zoom",)),
        ("Is Slack free software?", "en", ("Slack",)),
        ("Is there any free software like Slack?", "en", ()),
        ("Quel logiciel libre à la place de Zoom ?", "fr", ()),
        ("Quelle licence pour remplacer Slack ?", "fr", ()),
        ("Un Slack libre", "fr", ()),
        ("Is there an open source Zoom?", "en", ()),
        ("Alternatives à Slack sous licence libre", "fr", ()),
        ("Quelle est la licence de GLPI ?", "fr", ()),
    ],
)
def test_a_fact_of_a_product_is_told_from_what_replaces_it(catalogue, question, language: Any, outside) -> None:
    assert parse_constraints(question, language, catalogue).outside == outside


def test_that_the_product_is_no_entry_is_said_before_what_replaces_it(catalogue) -> None:
    asked = parse_constraints("Is Zoom open source?", "en", catalogue)
    first, second, *_ = compose(select(catalogue, asked), asked, "en", catalogue)
    assert first.text == (
        "The catalogue tells only of the open-source solutions that it lists; Zoom is not one of them."
    )
    assert "can replace Zoom" in second.text


def test_it_is_said_once(catalogue) -> None:
    ask = without_model(catalogue)
    assert ask("Is Zoom open source?").constraints["outside"] == ["Zoom"]
    assert not ask("Only the French ones").constraints.get("outside")
