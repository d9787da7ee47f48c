"""Why somebody seeks a solution is no criterion of it: a law, a budget, what there is, who uses it."""

from __future__ import annotations

import pytest

from assistant.catalogue.composing import compose
from assistant.catalogue.parsing import parse_constraints
from assistant.catalogue.selection import select
from assistant.occasion import without_occasion
from evals.catalogue.checking import built_in_catalogue
from evals.dialogues.playing import without_model


@pytest.fixture(scope="module")
def catalogue():
    return built_in_catalogue()


@pytest.mark.parametrize(
    ("question", "sought"),
    [
        ("NIS2 nous oblige a avoir un SIEM, alternatives à Splunk", "Il nous faut un SIEM, alternatives à Splunk"),
        ("On est soumis à NIS2 : il nous faut un MFA libre", "Il nous faut un MFA libre"),
        ("remplacer Google Analytics, le RGPD nous l'interdit", "Remplacer Google Analytics"),
        ("un bastion d'administration libre, NIS2 oblige", "Un bastion d'administration libre"),
        ("le RGPD nous interdit Google Analytics, quoi à la place ?", "Nous devons quitter Google Analytics, quoi"),
        ("on veut quitter Google Analytics pour cause de RGPD", "On veut quitter Google Analytics"),
        ("remplacer VMware, budget serré, support commercial", "Remplacer VMware, support commercial"),
        ("We must leave VMware because of DORA, what can we run ourselves?", "We must leave VMware, what can we"),
        ("Data Act: we want to leave AWS S3, self hosted", "We want to leave AWS S3, self hosted"),
        ("NIS2 operator, which SIEM can we self host?", "Company, which SIEM can we self host?"),
        ("un EDR open source qui n'est pas soumis au Cloud Act", "Un EDR open source pas américain"),
        ("a chat tool safe from the CLOUD Act", "A chat tool not American"),
        ("a CRM out of reach of US law", "A CRM not American"),
        ("DORA means we need a password manager", "We need a password manager"),
    ],
)
def test_a_law_that_occasions_a_search_is_left_out(question, sought, catalogue):
    assert without_occasion(question, catalogue).startswith(sought)


@pytest.mark.parametrize(
    "question",
    [
        "Does DORA force us to leave VMware?",
        "a risk management tool for NIS2",
        "NIS2 nous impose quoi ?",
        "NIS2 : quelles sanctions ?",
        "Because of DORA, do we need an exit plan?",
        "Is Nextcloud safe from the CLOUD Act?",
        "Qui échappe au CLOUD Act ?",
        "Le RGPD, que dit-il de Google Analytics ?",
    ],
)
def test_a_question_on_the_law_stays_one(question, catalogue):
    assert without_occasion(question, catalogue) == question


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("NIS2 applies to us, our SIEM is Splunk. What else is there?", {"intent": "alternatives", "standards": ()}),
        ("On est soumis à NIS2, on cherche un SIEM", {"intent": "list", "topics": (("siem",),), "standards": ()}),
        ("Which tools help with NIS2?", {"intent": "list", "standards": (("NIS2",),)}),
        ("un outil de gestion de projet sous licence MIT, pas Jira", {"replaces": (), "licences": ("MIT",)}),
        ("un kanban libre, ni Jira ni Trello", {"intent": "list", "replaces": ()}),
        ("we need a wiki, not Confluence", {"intent": "list", "replaces": ()}),
        ("une distribution Linux sauf Red Hat et Ubuntu", {"intent": "list", "excluded_stewards": ("Red Hat",)}),
        ("un wiki en licence libre, MIT ou Apache", {"licences": ("MIT", "Apache")}),
        ("un SIG utilisé par l'IGN", {"intent": "list", "supporters": (), "untold": ("customers",)}),
        ("alternative à ArcGIS utilisée par l'IGN", {"supporters": (), "untold": ("customers",)}),
        ("which office suites are used in Spain?", {"countries": (), "untold": ("customers",)}),
        ("par quoi remplacer Teams, pas Zoom ?", {"intent": "alternatives"}),
        ("a wiki, anything but Confluence", {"intent": "list", "replaces": ()}),
        ("Who pays for Nextcloud development?", {"intent": "none"}),
        ("are we allowed to use Microsoft 365 under the GDPR?", {"intent": "none"}),
        ("Which databases are used by the French government?", {"countries": ()}),
        ("on a 3 Windows Server AD, quelle alternative ?", {"intent": "alternatives", "limit": None}),
        ("pour 4 hôpitaux, alternative à Okta", {"limit": None}),
        ("3 Slack alternatives", {"limit": 3}),
        (
            "We have old laptops in our primary school, what OS can we put on them?",
            {"features": (("legacy hardware",),)},
        ),
        ("What does openDesk run on?", {"intent": "fact", "fact_field": "deployment"}),
        ("gitlab support europe", {"fact_field": "commercial_support_in_europe", "countries": ()}),
        ("Windows 10 s'arrête et nos PC sont trop vieux pour Windows 11, que faire ?", {"intent": "alternatives"}),
        ("As a bank we need a risk register, what tool?", {"features": (("risk",),)}),
        ("wikis sous licence Mozilla", {"licences": ("MPL",)}),
        ("who funds Thunderbird for Android, is it Mozilla", {"licences": ()}),
        ("Terraform est-il libre ou faut-il passer à OpenTofu ?", {"intent": "none"}),
    ],
)
def test_the_setting_is_no_criterion(question, asked, catalogue):
    found = parse_constraints(question, "en", catalogue)
    assert {name: getattr(found, name) for name in asked} == asked


def test_what_is_still_to_be_replaced_is_so(catalogue):
    for question in ("on veut pas de Teams mais une visio libre", "alternatives à Jira", "des visios sans Zoom"):
        assert parse_constraints(question, "fr", catalogue).replaces


def test_a_product_beside_an_entry_is_said_to_be_none(catalogue):
    asked = parse_constraints("licence keycloak et okta", "fr", catalogue)
    told = [sentence.text for sentence in compose(select(catalogue, asked), asked, "fr", catalogue)]
    assert "Okta n'en fait pas partie" in told[0] and "Apache-2.0" in told[1]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("une solution de visio française", "et sans le critère français ?"),
        ("un gestionnaire de mots de passe français", "et sans le critère européen ?"),
        ("video tools from France", "without the country filter"),
    ],
)
def test_a_criterion_named_is_dropped_and_not_ruled_out(first, then, catalogue):
    ask = without_model(catalogue)
    before, after = ask(first), ask(then)
    assert {match["id"] for match in before.matches} < {match["id"] for match in after.matches}
    assert "countries" not in after.constraints and "excluded_countries" not in after.constraints


def test_a_criterion_dropped_leaves_what_else_is_asked(catalogue):
    ask = without_model(catalogue)
    ask("un outil de visio sous AGPL")
    asked = ask("sans le critère de licence mais avec support en Europe").constraints
    assert asked["support_in_europe"] and "licences" not in asked


@pytest.mark.parametrize("then", ["pas Teams", "ni Zoom ni Teams", "not Zoom"])
def test_a_product_refused_after_a_list_leaves_the_list(then, catalogue):
    ask = without_model(catalogue)
    before, after = ask("un outil de visio"), ask(then)
    assert after.matches == before.matches


def test_who_uses_what_was_listed_is_not_told(catalogue):
    ask = without_model(catalogue)
    ask("alternatives à Teams")
    asked = ask("lesquels sont utilisés par l'État français ?").constraints
    assert asked["untold"] == ["customers"] and "countries" not in asked
