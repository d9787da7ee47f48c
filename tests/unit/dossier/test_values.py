"""What a dossier holds: cells, sources, criteria, near misses."""

from dataclasses import replace

import pytest
from made_dossiers import DATE, TEAMS, ask, whole

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.parsing import parse_constraints
from assistant.catalogue.selection import Selection, select
from assistant.dossier.cells import COMPARED
from assistant.dossier.dossier import make_dossier
from assistant.dossier.formats import FORMATS
from ingest.catalogue.labels import labels
from ingest.records import LANGUAGES

UNKNOWN = {"fr": "non documenté", "en": "not documented"}
TO_VERIFY = {"fr": "à vérifier)", "en": "to be verified)"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cell_says_unknown_to_verify_or_its_sources_and_quotes_the_page(catalogue, language):
    for sheet in whole(catalogue, language).matches:
        entry, page = catalogue.entries[sheet.id], catalogue.page(sheet.id, language)
        for fact, cell in zip(COMPARED, sheet.cells, strict=True):
            facts = [one for one in (fact, *(["steward_country"] if fact == "steward" else [])) if entry.knows(one)]
            sourced = [one for one in facts if entry.sources_of(one)]
            assert (cell.text == UNKNOWN[language]) == (not facts)
            assert cell.text.endswith(TO_VERIFY[language]) == (sourced != facts)
            assert cell.verified == (sourced == facts if facts else None)
            assert bool(cell.citations) == bool(sourced)
            assert bool(cell.quotes) == bool(facts)
            assert all(page.text[quote.start : quote.end] == quote.text for quote in cell.quotes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_is_a_source_that_states_the_fact(catalogue, language):
    dossier = whole(catalogue, language)
    references = {reference.n: reference for reference in dossier.references}
    assert list(references) == list(range(1, len(references) + 1))
    keys = {(reference.title, reference.url) for reference in dossier.references}
    assert len(keys) == len(references), "a source that entries share has one number"
    names = labels(language).facts
    for sheet in dossier.matches:
        for cell in (*sheet.cells, sheet.description, *sheet.limits, *sheet.links):
            told = {"steward": {names["steward"], names["steward_country"]}}.get(cell.fact, {names[cell.fact]})
            for n in cell.citations:
                stated = [one.facts for one in references[n].states if one.entry == sheet.name]
                assert any(told & set(facts) for facts in stated)


def test_numbers_follow_the_order_of_the_matches(teams, catalogue):
    sources = [(source.title, source.url) for sheet in teams.matches for source in catalogue.entries[sheet.id].sources]
    assert [reference.url for reference in teams.references] == [url for _, url in dict.fromkeys(sources)]


def test_the_matches_are_those_of_the_selection_in_its_order(teams, catalogue):
    found = select(catalogue, parse_constraints(TEAMS, "fr", catalogue))
    assert len(found.matches) >= 3
    assert [sheet.id for sheet in teams.matches] == [entry.id for entry in found.matches]
    assert [aside.id for aside in teams.near_misses] == [miss.entry.id for miss in found.near_misses]
    assert [aside.id for aside in teams.not_documented] == [item.entry.id for item in found.not_documented]


def test_criteria_are_in_words(teams, catalogue):
    assert teams.criteria == (
        "pouvoir remplacer Microsoft Teams",
        "éditeur établi en Europe",
        "usage en auto-hébergement",
    )
    english = ask("European alternatives to Teams under AGPL", catalogue, "en")
    assert "able to replace Microsoft Teams" in english.criteria
    assert "steward established in Europe" in english.criteria
    assert "AGPL licence" in english.criteria
    french = ask("Que prendre à la place de VMware, hors États-Unis ?", catalogue)
    assert "éditeur établi ailleurs qu'aux États-Unis" in french.criteria
    everything = make_dossier("?", Constraints(intent="list"), Selection(), catalogue, "en", snapshot="s", date=DATE)
    assert everything.criteria == ("no criterion: the whole catalogue",)


def test_a_near_miss_names_the_criterion_that_fails(teams, catalogue):
    failed = {aside.id: aside.reason for aside in teams.near_misses}
    assert catalogue.entries["zulip"].steward_country == "US"
    assert failed["zulip"] == ("critère non rempli\u00a0: éditeur établi en Europe (éditeur établi aux États-Unis)")


def test_what_is_not_documented_stands_apart_with_its_criterion(catalogue):
    entries = {**catalogue.entries, "keycloak": catalogue.entries["keycloak"].model_copy(update={"licence": None})}
    held = Catalogue(entries, catalogue.pages)
    dossier = ask("Que prendre à la place d'Okta, sous licence Apache-2.0 ?", held)
    (keycloak,) = [aside for aside in dossier.not_documented if aside.id == "keycloak"]
    assert keycloak.reason.startswith("non documenté\u00a0: licence Apache")
    assert "keycloak" not in {sheet.id for sheet in dossier.matches}


def test_a_number_asked_is_kept_to_and_the_total_is_said(catalogue):
    dossier = ask("Quelles sont les trois principales alternatives à Microsoft Teams ?", catalogue)
    total = len(
        select(catalogue, replace(parse_constraints(TEAMS, "fr", catalogue), countries=(), deployment=())).matches
    )
    assert len(dossier.matches) == 3
    assert dossier.outcome[0].startswith(f"{total} solutions")
    assert dossier.outcome[1] == "Le dossier présente les 3 premières."


def test_an_empty_result_says_what_emptied_it(catalogue):
    dossier = ask("Que prendre à la place de Teams, sous licence MIT, avec un éditeur japonais ?", catalogue)
    assert not dossier.matches
    assert dossier.outcome[0] == "Aucune solution du catalogue ne remplit tous les critères."
    assert "Sans le critère «\u00a0éditeur établi au Japon\u00a0»" in dossier.outcome[1]
    for ending in FORMATS:
        assert FORMATS[ending].write(dossier)


def test_named_entries_have_no_order_to_explain(catalogue):
    dossier = ask("Compare Keycloak et LemonLDAP::NG", catalogue)
    assert [sheet.id for sheet in dossier.matches] == ["keycloak", "lemonldap-ng"]
    assert dossier.by_name
    assert not any(sheet.why for sheet in dossier.matches)
    assert dossier.outcome == ("La question porte sur 2 solutions nommées.",)
