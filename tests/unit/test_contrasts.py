"""Counts of the catalogue set against each other."""

from __future__ import annotations

import re

import pytest

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.composing import compose
from assistant.catalogue.parsing import parse_constraints
from assistant.catalogue.selection import select
from evals.catalogue.checking import built_in_catalogue
from ingest.records import Language


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return built_in_catalogue()


def _told(question: str, language: Language, catalogue: Catalogue) -> list[str]:
    asked = parse_constraints(question, language, catalogue)
    return [said.text for said in compose(select(catalogue, asked), asked, language, catalogue)]


@pytest.mark.parametrize(
    ("question", "language", "field", "sense"),
    [
        ("Y a-t-il plus de solutions françaises que d'allemandes ?", "fr", "countries", "more"),
        ("Are there more AGPL or more MIT entries?", "en", "licences", ""),
        ("Are there fewer French than German tools?", "en", "countries", "fewer"),
        ("Y a-t-il autant de solutions suisses que belges ?", "fr", "countries", "equal"),
        ("Combien de solutions françaises et combien d'allemandes ?", "fr", "countries", ""),
        ("Quelle est la licence la plus courante, MIT ou Apache ?", "fr", "licences", ""),
        ("La cybersécurité compte-t-elle plus de solutions que la virtualisation ?", "fr", "domains", "more"),
        ("more self-hosted than saas solutions?", "en", "deployment", "more"),
    ],
)
def test_a_contrast_is_read(question: str, language: Language, field: str, sense: str, catalogue: Catalogue) -> None:
    asked = parse_constraints(question, language, catalogue)
    assert (asked.intent, asked.against, asked.contrast) == ("count", field, sense)
    assert len(getattr(asked, field)) == 2


@pytest.mark.parametrize(
    "question",
    [
        "Je veux plus de solutions françaises ou allemandes",
        "How many French and German solutions are there?",
        "plus de 10 solutions en France ou en Allemagne ?",
        "Nextcloud est-il plus français qu'allemand ?",
    ],
)
def test_other_questions_set_nothing_against_anything(question: str, catalogue: Catalogue) -> None:
    assert not parse_constraints(question, "fr", catalogue).against


def test_each_kind_is_counted_by_itself(catalogue: Catalogue) -> None:
    first, *_ = _told("Are there more German than French solutions?", "en", catalogue)
    countries = [entry.steward_country for entry in catalogue.entries.values()]
    assert re.findall(r"\d+", first) == [str(countries.count("DE")), str(countries.count("FR"))]
    assert first.startswith("Yes" if countries.count("DE") > countries.count("FR") else "No")


def test_what_counts_among_both_is_said(catalogue: Catalogue) -> None:
    said = _told("Y a-t-il plus de solutions en auto-hébergement que dans le cloud ?", "fr", catalogue)
    both = [one for one in catalogue.entries.values() if {"self-hosted", "cloud"} <= {*(one.deployment or ())}]
    assert f"{len(both)} solutions comptent dans les deux." in said


def test_a_domain_counts_the_entries_that_are_at_home_in_it(catalogue: Catalogue) -> None:
    first, *_ = _told("Does security have more entries than virtualisation?", "en", catalogue)
    homes = [entry.domain for entry in catalogue.entries.values()]
    assert re.findall(r"\d+", first) == [str(homes.count("security")), str(homes.count("virtualisation"))]


def test_what_is_sought_besides_stays(catalogue: Catalogue) -> None:
    first, *_ = _told("plus de wikis allemands que de wikis français ?", "fr", catalogue)
    assert "parmi les solutions de wiki" in first
