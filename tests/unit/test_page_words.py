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
        ("Does Nextcloud do mail too?", "en", "The Nextcloud app store adds mail"),
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


@pytest.mark.parametrize(
    ("question", "limit"),
    [
        ("Dolibarr gère-t-il la paie ?", "ne comprend pas de module de paie complet"),
        ("CrowdSec est-il un SIEM ?", "n'est pas un SIEM"),
        ("XCP-ng sait-il sauvegarder les machines virtuelles ?", "demande Xen Orchestra"),
    ],
)
def test_a_limit_that_denies_what_is_asked_comes_in_place_of_a_yes(
    question: str, limit: str, catalogue: Catalogue
) -> None:
    told = _told(question, "fr", catalogue)
    assert limit in told
    assert "Oui" not in told


def test_a_limit_of_a_function_that_an_entry_has_comes_after_the_yes(catalogue: Catalogue) -> None:
    told = _told("Frappe HR gère-t-il la paie ?", "fr", catalogue)
    assert told.index("Oui") < told.index("ne fournit pas de paie française")


def test_what_is_not_documented_of_the_named_is_no_no(catalogue: Catalogue) -> None:
    told = _told("Which of Zulip and Rocket.Chat has commercial support in Europe?", "en", catalogue)
    assert "none" not in told
    assert told.count("not documented") >= 1
