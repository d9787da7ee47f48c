"""Needs that no entry serves are told so; what a thing is used with, or runs on, is no need at all."""

from __future__ import annotations

import pytest

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.composing import compose
from assistant.catalogue.parsing import parse_constraints
from assistant.catalogue.selection import select
from assistant.catalogue.tables import topics
from evals.catalogue.checking import built_in_catalogue
from ingest.records import Language


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return built_in_catalogue()


@pytest.mark.parametrize(
    ("question", "language", "need"),
    [
        ("Avez-vous des navigateurs web ?", "fr", "web-browsing"),
        ("Quels éditeurs vidéo recensez-vous ?", "fr", "video-editing"),
        ("Is there anything for medical records?", "en", "patient-records"),
        ("Nous cherchons un SIGB sous AGPL", "fr", "library-management"),
        ("How many genealogy tools do you list?", "en", "genealogy"),
        ("Quelles solutions d'IA générative recensez-vous ?", "fr", "generative-ai"),
        ("Which generative AI tools do you list?", "en", "generative-ai"),
    ],
)
def test_a_need_that_nothing_serves_is_told_so(
    question: str, language: Language, need: str, catalogue: Catalogue
) -> None:
    constraints = parse_constraints(question, language, catalogue)
    said = compose(select(catalogue, constraints), constraints, language, catalogue)
    assert constraints.topics == ((need,),)
    assert topics()[need].label(language) in said[0].text
    assert "aucune solution" in said[0].text or "no solution" in said[0].text


@pytest.mark.parametrize(
    "question",
    ["Le tchat marche-t-il depuis un navigateur web ?", "Which wikis can be used with a screen reader?"],
)
def test_what_a_thing_is_used_with_is_no_need(question: str, catalogue: Catalogue) -> None:
    sought = parse_constraints(question, "en", catalogue).topics
    assert all(topics()[need].is_covered for needs in sought for need in needs)


def test_what_runs_on_linux_is_no_system(catalogue: Catalogue) -> None:
    asked = parse_constraints("An equivalent of Tableau that runs on Linux", "en", catalogue)
    assert not asked.topics


def test_what_is_sought_is_named_whole(catalogue: Catalogue) -> None:
    found = parse_constraints("Un logiciel de gestion des gymnases municipaux ?", "fr", catalogue)
    assert found.unknown_names == ("gestion des gymnases municipaux",)
