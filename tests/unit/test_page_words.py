"""What no fact of an entry decides is told in the sentences of its page."""

from __future__ import annotations

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


def _told(question: str, language: Language, catalogue: Catalogue) -> str:
    asked = parse_constraints(question, language, catalogue)
    return " ".join(one.text for one in compose(select(catalogue, asked), asked, language, catalogue))


@pytest.mark.parametrize(
    ("question", "language", "told"),
    [
        ("Is EU OS an initiative of the European Union?", "en", "is not a project of the European Union"),
        ("is Thunderbird for Android able to sync with Exchange?", "en", "does not speak Exchange ActiveSync"),
        ("Can Proxmox import our VMware machines?", "en", "A wizard imports machines from a VMware ESXi server"),
    ],
)
def test_the_page_speaks_where_the_facts_are_silent(
    question: str, language: Language, told: str, catalogue: Catalogue
) -> None:
    assert told in _told(question, language, catalogue)


def test_a_fact_that_decides_speaks_alone(catalogue: Catalogue) -> None:
    told = _told("Keycloak parle-t-il LDAP ?", "fr", catalogue)
    assert told.startswith("Oui") and told.count(". ") <= 1


def test_every_sentence_is_quoted_as_it_stands(catalogue: Catalogue) -> None:
    asked = parse_constraints("Is EU OS an initiative of the European Union?", "en", catalogue)
    for one in compose(select(catalogue, asked), asked, "en", catalogue):
        assert [quote.text for quote in one.quotes] == [one.text]
