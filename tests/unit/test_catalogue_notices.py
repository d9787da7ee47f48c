"""What an answer of the catalogue says of a question beside its matches: other meanings, what no fact tells, files."""

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


def said(question: str, language: Language, catalogue: Catalogue) -> list[str]:
    asked = parse_constraints(question, language, catalogue)
    return [sentence.text for sentence in compose(select(catalogue, asked), asked, language, catalogue)]


@pytest.mark.parametrize(
    ("question", "language", "words"),
    [
        ("remplace Visio", "fr", "s'il s'agissait de Microsoft Visio, le catalogue recense LibreOffice"),
        ("alternative to Drive", "en", "if you meant Google Drive"),
        ("une messagerie compatible Outlook", "fr", "celles dont la fiche parle d'Outlook viennent d'abord"),
        ("une alternative à Okta avec du support en Allemagne", "fr", "sans dire dans quels pays"),
        ("alternative à DocuSign conforme eIDAS", "fr", "ne connaît pas «\N{NO-BREAK SPACE}eIDAS"),
    ],
)
def test_what_is_left_out_or_meant_otherwise_is_said_first(
    question: str, language: Language, words: str, catalogue: Catalogue
) -> None:
    assert words in said(question, language, catalogue)[0]


def test_where_to_get_a_file_is_said_last(catalogue: Catalogue) -> None:
    assert "eurocommons dossier" in said("Exporte le comparatif de GLPI et Zammad", "fr", catalogue)[-1]
    assert "eurocommons dossier" not in said("Compare GLPI et Zammad", "fr", catalogue)[-1]


def test_what_the_catalogue_does_not_mention_is_named(catalogue: Catalogue) -> None:
    (text,) = said("Does Keycloak support SCIM and SAML?", "en", catalogue)
    assert text.startswith("The catalogue does not mention it (standard SCIM): Keycloak supports")


def test_an_entry_that_suits_who_is_named_comes_first_and_says_so(catalogue: Catalogue) -> None:
    asked = parse_constraints("un système de bureau pour une école", "fr", catalogue)
    matches = select(catalogue, asked).matches
    suits = ["education-and-research" in (entry.organisations or ()) for entry in matches]
    assert any(suits) and not all(suits) and suits == sorted(suits, reverse=True)
    order = next(text for text in said("un système de bureau pour une école", "fr", catalogue) if "cet ordre" in text)
    assert "convient à l'enseignement et à la recherche" in order


def test_a_need_called_by_a_features_name_puts_those_that_have_it_first(catalogue: Catalogue) -> None:
    matches = select(catalogue, parse_constraints("un SIEM libre", "fr", catalogue)).matches
    held = ["SIEM" in (entry.features or ()) for entry in matches]
    assert held[0] and not all(held) and held == sorted(held, reverse=True)


def test_one_fact_is_said_in_the_singular(catalogue: Catalogue) -> None:
    order = next(text for text in said("alternatives à Zoom", "fr", catalogue) if "cet ordre" in text)
    assert "1 faits" not in order and "1 standards" not in order


@pytest.mark.parametrize(
    ("question", "language", "end"),
    [
        ("Qui édite Kanboard ?", "fr", "(pays non documenté\N{NARROW NO-BREAK SPACE}; à vérifier)."),
        ("Que peut remplacer Dovecot ?", "fr", "(stockage des boîtes\N{NARROW NO-BREAK SPACE}; à vérifier)."),
        ("Who maintains Kanboard?", "en", "(country not documented; to be verified)."),
        (
            "Pour quelles organisations Ansible est-il fait ?",
            "fr",
            "territoriales, à l'enseignement et à la recherche, ainsi qu'à l'industrie (à vérifier).",
        ),
        (
            "Which organisations does QGIS suit?",
            "en",
            "local authorities, as well as education and research (to be verified).",
        ),
    ],
)
def test_parentheses_and_lists_are_said_once(question: str, language: Language, end: str, catalogue: Catalogue) -> None:
    assert said(question, language, catalogue)[0].endswith(end)
