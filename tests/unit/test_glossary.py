"""The glossary: terms found in a text, questions said again in its terms, and its documents."""

from __future__ import annotations

import pytest
import yaml

from assistant.glossary import find_terms, wordings
from ingest.errors import ReadError
from ingest.readers.raw import RawFile
from ingest.readers.yaml_file import read_yaml_file
from ingest.records import Language
from ingest.reference import CORPUS, reference


@pytest.mark.parametrize(
    ("question", "language", "own", "other"),
    [
        ("Une visio pour nos agents ?", "fr", "visioconférence", "video conferencing"),
        ("Which web conferencing tool?", "en", "video conferencing", "visioconférence"),
        ("C'est quoi la GED ?", "fr", "gestion électronique de documents", "document management"),
        ("How does SSO work?", "en", "single sign-on", "authentification unique"),
        ("Quels annuaires ?", "fr", "annuaires", "directory"),
    ],
)
def test_a_question_is_said_again_in_the_glossarys_terms(
    question: str, language: Language, own: str, other: str
) -> None:
    said = wordings(question, language)
    assert own in said.own
    assert other in said.other


@pytest.mark.parametrize("question", ["Qui a lancé EuroCommons ?", "", "Et si on ia le si ?"])
def test_a_question_without_terms_stays_as_it_is(question: str) -> None:
    said = wordings(question, "fr")
    assert (said.own, said.other) == (question, question)


def test_terms_are_found_where_they_stand_longest_first() -> None:
    text = "Le gestionnaire de mots de passe chiffre tout."
    found = find_terms(text, ("fr",))[0]
    assert text[found.start : found.end] == "gestionnaire de mots de passe"
    assert found.term.id == "password-manager"


def test_a_part_of_an_address_is_no_term() -> None:
    assert find_terms("https://example.org/wiki", ("fr",)) == []


def test_everyday_names_are_known() -> None:
    for name in (
        "visio",
        "messagerie instantanée",
        "annuaire",
        "SSO",
        "IAM",
        "MDM",
        "SIG",
        "GED",
        "ITSM",
        "hyperviseur",
    ):
        assert find_terms(name, ("fr",)), name


def glossary_file(text: str) -> RawFile:
    return RawFile("corpus:glossary.yml", "glossary.yml", text.encode(), "glossary")


def test_the_glossary_is_a_document_in_each_language_with_a_section_a_term() -> None:
    french, english = read_yaml_file(glossary_file((CORPUS / "glossary.yml").read_text(encoding="utf-8")))
    assert (french.id, english.id, english.translation_of) == ("glossary.fr", "glossary.en", "glossary.fr")
    assert len(french.sections) == len(english.sections) == len(reference().glossary)
    section = next(one for one in french.sections if one.heading_path[0].startswith("Visioconférence"))
    assert french.text[section.start : section.end].startswith("La visioconférence")


def test_a_wrong_term_is_told() -> None:
    term = yaml.safe_dump([{"id": "sso", "definition_fr": "Une connexion.", "fr": 3}])
    with pytest.raises(ReadError, match="term 0"):
        read_yaml_file(glossary_file(term))
