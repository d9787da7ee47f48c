"""Who is named with a solution makes it, or pays it, owns it, supports it: no yes for the wrong one."""

from __future__ import annotations

import pytest

from assistant.catalogue.composing import compose
from assistant.catalogue.parsing import parse_constraints
from assistant.catalogue.selection import select
from evals.catalogue.checking import built_in_catalogue


@pytest.fixture(scope="module")
def catalogue():
    return built_in_catalogue()


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Which solutions are made by the European Commission?", {"stewards": ("European Commission",)}),
        ("Which tools does the European Commission publish?", {"stewards": ("European Commission",)}),
        ("Quels outils sont édités par l'Union européenne ?", {"stewards": ("Union européenne",), "countries": ()}),
        ("Quels outils l'État français développe-t-il ?", {"countries": ("FR",), "governance": ("public-body",)}),
        ("Which office suites are made by the German state?", {"countries": ("DE",), "governance": ("public-body",)}),
        ("Which tools are made by a European company?", {"stewards": (), "countries": ("EUROPE",)}),
        ("Quels outils pour le gouvernement français ?", {"governance": ()}),
        ("openDesk est un produit de Microsoft ?", {"stewards": ("Microsoft",), "replaces": ()}),
        ("openDesk vient-il de la Commission européenne ?", {"stewards": ("Commission européenne",)}),
        ("CryptPad a été payé par l'Union européenne ?", {"stewards": (), "countries": ()}),
        ("CryptPad est-il financé par Google ?", {"stewards": (), "replaces": ()}),
        ("La Commission européenne a-t-elle imposé Nextcloud ?", {"stewards": (), "countries": ()}),
        ("Thunderbird appartient à la fondation Mozilla ?", {"licences": (), "governance": ()}),
        ("Pourquoi Nextcloud appartient-il à une société américaine ?", {"countries": ("US",)}),
        ("Is Keycloak still owned by Red Hat?", {"stewards": (), "fact_field": "steward"}),
        ("Does Keycloak belong to Microsoft?", {"replaces": (), "fact_field": "steward"}),
        ("Sécurix, la DINUM en assure le support ?", {"stewards": (), "supporters": ("DINUM",)}),
        ("Quel logiciel remplace un outil de Microsoft ?", {"stewards": (), "intent": "alternatives"}),
        ("Is OpenSearch still an Amazon project?", {"stewards": ("Amazon",), "replaces": ()}),
        ("OpenSearch est-il un projet Amazon ?", {"stewards": ("Amazon",), "replaces": ()}),
        ("GLPI peut-il remplacer un outil Microsoft ?", {"stewards": (), "yes_no": True}),
        ("I run IT for a Belgian federal agency. Which video tools are under the EUPL?", {"countries": ()}),
        (
            "Quels outils de visio ne sont pas édités par une société américaine ?",
            {"excluded_countries": ("US",), "excluded_governance": (), "countries": ()},
        ),
        ("équivalent d'ADP GlobalView, développé par une société", {"stewards": (), "intent": "alternatives"}),
        ("Backed by a foundation: access database alternatives", {"stewards": (), "intent": "alternatives"}),
        ("software made by Google", {"stewards": ("Google",), "replaces": ()}),
        ("Is Panoramax paid by IGN?", {"supporters": ()}),
        ("Is Nextcloud from Germany?", {"countries": ("DE",), "yes_no": True}),
    ],
)
def test_an_institution_is_asked_for_as_the_maker(question, asked, catalogue):
    constraints = parse_constraints(question, "fr", catalogue)
    assert {name: getattr(constraints, name) for name in asked} == asked


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Is EU OS made by the European Commission?", ["No: EU OS is maintained by the EU OS community project"]),
        ("EU OS, c'est fait par la Commission européenne ?", ["Non : EU OS est porté par le projet"]),
        ("Is VITAM developed by the European Union?", ["No: VITAM is maintained by the VITAM programme"]),
        ("Is GLPI made by the French government?", ["Yes: the steward of GLPI", "No: GLPI is governed by a company"]),
        ("Tchap est-il développé par le gouvernement français ?", ["Oui : l'éditeur de Tchap", "Oui : Tchap est gouv"]),
    ],
)
def test_a_wrong_maker_is_denied(question, said, catalogue):
    language = "en" if question.startswith("Is") else "fr"
    constraints = parse_constraints(question, language, catalogue)
    told = [sentence.text for sentence in compose(select(catalogue, constraints), constraints, language, catalogue)]
    assert [text[: len(start)].replace("\u00a0", " ") for text, start in zip(told, said, strict=True)] == said


@pytest.mark.parametrize(
    "question",
    [
        "Docs de La Suite, c'est fait qu'en France ?",
        "Is Grist made only in the United States?",
        "QGIS est gouverné par une entreprise ou par une association ?",
        "Grist, c'est l'État ou c'est une boîte américaine ?",
        "Is Keycloak still owned by Red Hat?",
    ],
)
def test_what_no_yes_decides_is_stated(question, catalogue):
    assert not parse_constraints(question, "fr", catalogue).yes_no


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("Does the Data Act help us leave AWS?", "none"),
        ("If we host with a French subsidiary of Microsoft, are we safe from the CLOUD Act?", "none"),
        ("Le Data Act nous aide-t-il à quitter AWS ?", "none"),
        ("Are we exposed to the CLOUD Act with Microsoft 365?", "none"),
        ("Which video tools are recommended by the European Commission?", "none"),
        ("Quels outils de messagerie sont financés par l'État français ?", "none"),
        ("Which GDPR compliant survey tools are French?", "list"),
        ("Which mail servers should we be looking at?", "list"),
    ],
)
def test_a_law_is_asked_of_the_documents(question, intent, catalogue):
    assert parse_constraints(question, "en", catalogue).intent == intent
