"""Words of a question that name no criterion of the catalogue, whatever the catalogue calls so."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.catalogue.intents import seeks_by_other_words
from assistant.catalogue.parsing import parse_constraints, read_question
from evals.catalogue.checking import built_in_catalogue


@pytest.fixture(scope="module")
def catalogue():
    return built_in_catalogue()


@pytest.mark.parametrize(
    ("question", "language", "found"),
    [
        ("An energy company here. We want to get rid of Splunk.", "en", {"replaces": ["Splunk"]}),
        ("What can replace HERE?", "en", {"replaces": ["HERE"]}),
        ("What can replace Cisco AnyConnect for our grid operator?", "en", {"features": ()}),
        (
            "What do you have for videoconferencing for lectures?",
            "en",
            {"features": (), "topics": (("video-conferencing",),)},
        ),
        ("Where is Galène's code?", "en", {"fact_field": "repository"}),
        (
            "Quelles solutions géographiques sont publiées par un éditeur français ?",
            "fr",
            {"governance": (), "countries": ("FR",)},
        ),
        ("un wiki d'un seul éditeur français", "fr", {"governance": ("company",)}),
        ("Quelles solutions sont portées par une entité publique ?", "fr", {"governance": ("public-body",)}),
        ("wikis under MIT rather than AGPL", "en", {"licences": ("MIT",), "excluded_licences": ("AGPL",)}),
        ("un wiki plutôt allemand que français", "fr", {"countries": ("DE",), "excluded_countries": ("FR",)}),
        ("un wiki auto-hébergé plutôt qu'en SaaS", "fr", {"deployment": ("self-hosted",)}),
        ("a wiki, instead of AGPL, MIT", "en", {"licences": ("MIT",)}),
        ("Un gestionnaire de certificats", "fr", {"topics": (("pki",),)}),
        ("List all solutions", "en", {"intent": "list"}),
        ("Show me the whole catalogue", "en", {"intent": "list", "words": ()}),
        ("Liste toutes les solutions", "fr", {"intent": "list"}),
        ("Pouvez-vous montrer tous les logiciels du catalogue ?", "fr", {"intent": "list"}),
        ("Which wikis comply with WCAG?", "en", {"intent": "list", "untold": ("compliance",)}),
        ("Des CMS conformes au RGAA", "fr", {"intent": "list", "untold": ("compliance",)}),
        ("Peut-on signer électroniquement avec une solution du catalogue ?", "fr", {"intent": "list"}),
        ("Can one sign contracts with one of the solutions?", "en", {"intent": "list"}),
        ("Peut-on faire tourner Proxmox en production ?", "fr", {"untold": ("reliability",)}),
        ("Is Proxmox ready for production?", "en", {"untold": ("reliability",)}),
        ("Has Nextcloud been audited?", "en", {"untold": ("security",)}),
        ("Gaia-X est-il dans le catalogue ?", "fr", {"intent": "none"}),
        ("Avez-vous un équivalent de Gaia-X ?", "fr", {"unknown_names": ("Gaia-X",), "replaces": []}),
        ("Une alternative à X ?", "fr", {"replaces": ["X"]}),
        ("Which CMSs are written in PHP?", "en", {"untold": ("language",), "unknown_names": ()}),
        ("Des wikis codés en Rust", "fr", {"untold": ("language",), "unknown_names": ()}),
        ("Does Redmine require MySQL?", "en", {"untold": ("requirements",), "replaces": []}),
        ("Zammad a-t-il besoin d'Oracle ?", "fr", {"untold": ("requirements",), "replaces": []}),
        ("Quels sont les pièges d'une migration vers Odoo ?", "fr", {"fact_field": "limits"}),
        ("What pitfalls should we expect with Zimbra?", "en", {"fact_field": "limits"}),
        ("Portail open data pour une région", "fr", {"topics": (("open-data",),), "audience": ("local-authority",)}),
    ],
)
def test_a_word_is_what_its_neighbours_say(catalogue, question: str, language: Any, found: dict[str, Any]) -> None:
    read = parse_constraints(question, language, catalogue)
    told = {name: getattr(read, name) for name in found}
    if "replaces" in told:
        told["replaces"] = [product.label for product in read.replaces]
    assert told == found


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Quel fonds allemand paie l'entretien des briques libres ?", "fr"),
        ("Which French prime minister first told ministries to consider free software?", "en"),
        ("Que prévoit l'État sur les logiciels non européens ?", "fr"),
        ("How many topics are there?", "en"),
        ("Un organisme public peut-il contribuer à un logiciel libre ?", "fr"),
        ("L'entreprise doit-elle payer pour utiliser un logiciel sous AGPL ?", "fr"),
    ],
)
def test_what_asks_for_something_else_seeks_no_solution(catalogue, question: str, language: Any) -> None:
    assert parse_constraints(question, language, catalogue).intent == "none"


@pytest.mark.parametrize(
    ("question", "sought"),
    [
        ("un logiciel pour suivre nos véhicules", True),
        ("Pour suivre nos véhicules, quel logiciel ?", True),
        ("Un éditeur peut-il changer la licence de son logiciel ?", False),
        ("Un éditeur peut-il passer son logiciel en propriétaire ?", False),
    ],
)
def test_what_a_solution_is_for_is_looked_up_by_meaning(catalogue, question: str, sought: bool) -> None:
    assert seeks_by_other_words(read_question(question, catalogue)) == sought
