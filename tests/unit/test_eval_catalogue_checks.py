"""Checks of what a case expects of the catalogue: entries, typed facts, the set that a filter selects."""

from dataclasses import replace

import pytest
from made_answers import ANSWER, case

from evals.cases import Entries
from evals.catalogue.facts import facts
from evals.metrics.checks import entries_matched, expected_ids, expected_set_matched, typed_facts_matched
from evals.metrics.typed_facts import is_stated, wordings


@pytest.mark.parametrize(
    ("entries", "right"),
    [
        (Entries(all=("nextcloud", "element")), True),
        (Entries(all=("nextcloud", "zulip")), False),
        (Entries(any=("zulip", "element")), True),
        (Entries(any=("zulip",)), False),
        (Entries(none=("zulip",)), True),
        (Entries(all=("nextcloud",), none=("element",)), False),
        (Entries(), None),
    ],
)
def test_matches_hold_the_expected_entries(entries, right):
    assert entries_matched(case(entries=entries.model_dump()), ANSWER) is right


@pytest.mark.parametrize(
    ("fact", "text", "right"),
    [
        ("licence", "Keycloak est sous licence Apache-2.0.", True),
        ("licence", "Keycloak est sous licence MIT.", False),
        ("steward_country", "Le porteur est établi aux États-Unis.", True),
        ("steward_country", "Le porteur est établi en France.", False),
        ("deployment", "En auto-hébergement ou dans le cloud.", True),
        ("deployment", "En auto-hébergement seulement.", False),
        ("governance", "Le projet est porté par une fondation ou une association.", True),
        ("homepage", "Voir https://www.keycloak.org/ pour le reste.", True),
        ("domain", "Il est du domaine « annuaires et identité ».", True),
        ("steward", "Par la Cloud Native Computing Foundation.", True),
        (
            "organisations",
            "Aux grandes organisations, administrations centrales, collectivités, industrie, santé",
            False,
        ),
    ],
)
def test_a_typed_fact_is_every_value_of_the_corpus_in_the_words_of_the_labels(fact, text, right):
    asked = case(typed_facts=[{"entry": "keycloak", "fact": fact}])

    assert typed_facts_matched(asked, replace(ANSWER, text=text)) is right


def test_a_fact_that_no_source_documents_must_be_said_to_be_unknown():
    entry = next(name for name, row in facts().entries.items() if row["commercial_support_in_europe"] is None)
    asked = case(typed_facts=[{"entry": entry, "fact": "commercial_support_in_europe"}])

    assert typed_facts_matched(asked, replace(ANSWER, text="Ce n'est pas documenté.")) is True
    assert typed_facts_matched(asked, replace(ANSWER, text="Red Hat assure le support.")) is False


def test_wordings_are_found_as_whole_words():
    assert is_stated(("MIT",), "sous licence MIT.")
    assert not is_stated(("MIT",), "sans limite")
    assert wordings("keycloak", "licence", "en") == [("Apache-2.0", "Apache-2.0")]


WISH = {"want": {"need": ["sso"], "standard": ["SAML"]}}


def matching(*ids):
    return replace(ANSWER, matches=tuple({"id": one, "name": one} for one in ids))


def test_matches_are_the_set_that_the_filter_selects():
    asked = case(expected=WISH)
    right = sorted(expected_ids(asked))

    assert "keycloak" in right
    assert expected_set_matched(asked, matching(*right)) is True
    assert expected_set_matched(asked, matching(*right[1:])) is False
    assert expected_set_matched(asked, matching(*right, "zulip")) is False
    assert expected_set_matched(case(), matching("zulip")) is None


def test_with_a_limit_any_so_many_of_the_set_will_do():
    asked = case(expected={**WISH, "limit": 2})
    right = sorted(expected_ids(asked))

    assert expected_set_matched(asked, matching(*right[:2])) is True
    assert expected_set_matched(asked, matching(*right[:1])) is False
    assert expected_set_matched(asked, matching(right[0], "zulip")) is False
