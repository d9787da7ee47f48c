"""What is asked of leaving one product is asked of any migration where nothing is told of that one."""

from __future__ import annotations

import pytest

from assistant.catalogue.parsing import parse_constraints
from assistant.migrations import asks_how_much, of_any_migration, of_the_law
from evals.catalogue.checking import built_in_catalogue
from ingest.records import Language


@pytest.fixture(scope="module")
def catalogue():
    return built_in_catalogue()


@pytest.mark.parametrize(
    ("language", "question", "general", "product"),
    [
        (
            "fr",
            "Combien de temps prend une migration depuis SharePoint ?",
            "Combien de temps prend une migration ?",
            "SharePoint",
        ),
        (
            "fr",
            "Comment convaincre ma direction de quitter Microsoft 365 ?",
            "Comment convaincre ma direction de migrer ?",
            "Microsoft 365",
        ),
        ("fr", "Faut-il sortir d'Oracle d'un coup ?", "Faut-il migrer d'un coup ?", "Oracle"),
        ("en", "How long does it take to move off VMware?", "How long does it take to migrate?", "VMware"),
        ("en", "Can we run a pilot before leaving Zoom?", "Can we run a pilot before migrating?", "Zoom"),
        ("en", "What does leaving SAP cost?", "What does migrating cost?", "SAP"),
    ],
)
def test_the_product_that_is_left_gives_way_to_a_migration(language: Language, question, general, product):
    assert of_any_migration(question, language) == (general, product)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("fr", "Combien coûte Microsoft 365 ?"),
        ("fr", "Comment quitter une équipe dans teams ?"),
        ("fr", "Faut-il remplacer Nextcloud ?"),  # of the catalogue, and no product to leave
        ("en", "Who owns Zoom?"),
        ("en", "We leave the house at nine"),
    ],
)
def test_nothing_else_is_made_general(language: Language, question):
    assert of_any_migration(question, language) is None


@pytest.mark.parametrize(
    ("question", "how_much"),
    [
        ("Combien de temps prend une migration depuis SharePoint ?", True),
        ("How much does leaving Oracle cost?", True),
        ("Is it legal to leave Microsoft 365 before the contract ends?", False),
    ],
)
def test_only_amounts_and_durations_are_told_to_be_unknown_of_any(question, how_much):
    assert asks_how_much(question) is how_much


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("fr", "Comment convaincre ma direction de quitter Microsoft 365 ?"),
        ("fr", "Faut-il remplacer Oracle d'un coup ?"),
        ("fr", "Peut-on exiger dans un marché de ne pas prendre Microsoft ?"),
        ("fr", "Le CLOUD Act concerne-t-il Microsoft ?"),
        ("fr", "Une région peut-elle publier son logiciel sous EUPL ?"),
        ("en", "How can we convince our board to leave Google Workspace?"),
        ("en", "Do we lose support if we drop Oracle Database?"),
    ],
)
def test_advice_on_products_is_no_list(catalogue, language: Language, question):
    assert parse_constraints(question, language, catalogue).intent == "none"


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("fr", "Quels outils concernent la messagerie ?"),
        ("fr", "Peut-on remplacer Microsoft 365 ?"),
        ("en", "Can we replace Oracle Database with something open?"),
    ],
)
def test_what_can_be_used_still_is_one(catalogue, language: Language, question):
    assert parse_constraints(question, language, catalogue).intent in ("list", "alternatives")


@pytest.mark.parametrize(
    ("language", "asked", "general"),
    [
        ("fr", "La loi oblige-t-elle à quitter Windows ?", "La loi oblige-t-elle à quitter un logiciel propriétaire ?"),
        (
            "en",
            "Does article 16 force towns to stop using Microsoft?",
            "Does article 16 force towns to stop using proprietary software?",
        ),
        ("fr", "La loi oblige-t-elle à publier le code ?", None),
        ("en", "Why leave Windows?", None),
    ],
)
def test_what_a_law_obliges_to_is_asked_of_proprietary_software(language, asked, general):
    found = of_the_law(asked, language)
    assert (found[0] if found else None) == general
