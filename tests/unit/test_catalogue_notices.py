"""What an answer of the catalogue says of a question beside its matches: other meanings, what no fact tells, files."""

import pytest

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.composing import compose
from assistant.catalogue.parsing import parse_constraints
from assistant.catalogue.selection import select
from assistant.catalogue.untold import tells
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


def test_the_fact_asked_of_a_list_is_told_of_each_that_is_shown(catalogue: Catalogue) -> None:
    told = said("Quels sont les points faibles des outils de sauvegarde ?", "fr", catalogue)
    item = next(at for at, text in enumerate(told) if text.startswith("Bareos est proposé"))
    assert told[item + 1].startswith("Bareos ") and "proposé" not in told[item + 1]
    plain = said("Quels sont les outils de sauvegarde ?", "fr", catalogue)
    assert told[item] in plain and told[item + 1] not in plain


@pytest.mark.parametrize(
    ("question", "language", "words"),
    [
        ("Zabbix est-il écrit en PHP ?", "fr", "ne donne pas le langage de programmation de Zabbix"),
        ("Is Zabbix available in Polish?", "en", "does not give the available languages of Zabbix"),
        ("Des wikis en italien", "fr", "ne donne pas les langues disponibles des solutions"),
        ("un CRM qui ne soit pas écrit en PHP", "fr", "ne donne pas le langage de programmation des solutions"),
    ],
)
def test_what_no_entry_has_is_said_first(question: str, language: Language, words: str, catalogue: Catalogue) -> None:
    assert words in said(question, language, catalogue)[0]


@pytest.mark.parametrize(
    ("sentence", "kind", "told"),
    [
        ("Version 1.0 of openDesk was presented in October 2024.", "age", True),
        ("Le projet a été fondé en 2011.", "age", True),
        ("openDesk was presented by ZenDiS.", "age", False),
        ("Vaultwarden, écrit en Rust, se contente de peu de ressources.", "language", True),
    ],
)
def test_a_page_may_tell_what_no_fact_does(sentence: str, kind: str, told: bool) -> None:
    assert tells(sentence, [kind]) is told


def test_where_to_get_a_file_is_said_last(catalogue: Catalogue) -> None:
    assert "eurocommons dossier" in said("Exporte le comparatif de GLPI et Zammad", "fr", catalogue)[-1]
    assert "eurocommons dossier" not in said("Compare GLPI et Zammad", "fr", catalogue)[-1]


def test_what_the_catalogue_does_not_mention_is_named(catalogue: Catalogue) -> None:
    (text,) = said("Does Keycloak support SCIM and SAML?", "en", catalogue)
    assert text.startswith("The catalogue does not mention this (standard SCIM): Keycloak supports")


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


def test_it_is_said_that_no_match_has_the_feature_by_whose_name_a_need_is_asked(catalogue: Catalogue) -> None:
    """IPFire detects intrusions and is no SIEM."""
    told = said("Je cherche un SIEM sous licence GPL et non américain", "fr", catalogue)
    assert "ne mentionne pourtant pas la fonction" in told[1] and "SIEM" in told[1]
    assert "pourtant" not in " ".join(said("Je cherche un SIEM", "fr", catalogue))
    assert "OPNsense" not in " ".join(said("un EDR européen ?", "fr", catalogue))


def test_solutions_sought_by_a_label_alone_are_left_to_the_documents(catalogue: Catalogue) -> None:
    for question, label in [
        ("Which of your tools are SecNumCloud qualified?", "SecNumCloud"),
        ("which of the solutions are in the SILL", "SILL"),
        ("quels logiciels sont certifiés CSPN ?", "CSPN"),
    ]:
        asked = parse_constraints(question, "en", catalogue)
        assert (asked.intent, asked.unknown_names) == ("none", (label,))
    about_it = parse_constraints("What does a piece of software need to be listed in the SILL?", "en", catalogue)
    assert about_it.unknown_names == ()


@pytest.mark.parametrize(
    "question", ["faut-il éviter MinIO ?", "is MinIO still safe to adopt?", "MinIO, c'est un bon choix ?"]
)
def test_whether_to_adopt_a_solution_is_answered_by_its_limits(question: str, catalogue: Catalogue) -> None:
    told = said(question, "fr", catalogue)
    assert "d'avis sur l'adoption de MinIO" in told[0] and "n'est plus maintenue" in told[1]


def test_entries_weighed_for_a_replacement_are_compared(catalogue: Catalogue) -> None:
    asked = parse_constraints("Zammad ou OTOBO à la place de Zendesk ?", "fr", catalogue)
    assert (asked.intent, asked.fact_field, asked.replaces) == ("compare", None, ())
    assert parse_constraints("Lequel peut remplacer Zendesk, Zammad ou OTOBO ?", "fr", catalogue).intent == "fact"
    assert parse_constraints("Which of Zammad and OTOBO replaces Zendesk?", "en", catalogue).intent == "fact"


@pytest.mark.parametrize(
    ("question", "language", "unknown"),
    [
        ("je cherche un logiciel de caisse", "fr", "caisse"),
        ("a tool for beekeepers", "en", "beekeepers"),
        ("SSO compatible FranceConnect", "fr", "FranceConnect"),
    ],
)
def test_what_no_table_knows_is_said(question: str, language: Language, unknown: str, catalogue: Catalogue) -> None:
    assert parse_constraints(question, language, catalogue).unknown_names == (unknown,)
    assert unknown in said(question, language, catalogue)[0]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("quels éditeurs allemands avez-vous ?", {"countries": ("DE",)}),
        ("list all vendors from Switzerland", {"countries": ("CH",)}),
        ("tout ce qui est édité par la DINUM", {"stewards": ("DINUM",)}),
        ("un wiki, pas en Java et français", {"countries": ("FR",), "excluded_countries": ()}),
        ("Camptocamp support for which tools?", {"supporters": ("Camptocamp",)}),
        ("what else does Vates publish?", {"stewards": ("Vates",)}),
        ("which of your hypervisors have paid support?", {"support_in_europe": True}),
        ("remplacer Teams et Zoom par un seul outil", {"every_product": True}),
        ("notre contrat DocuSign arrive à échéance", {"intent": "alternatives"}),
        ("Klaxoon, c'est remplaçable ?", {"intent": "alternatives"}),
        ("We're stuck with VMware after the price hike, what are our options?", {"intent": "alternatives"}),
        ("Broadcom a augmenté les tarifs de VMware, quelles sont nos options ?", {"intent": "alternatives"}),
        ("Quels logiciels libres pour gérer la relation usagers d'une mairie ?", {"topics": (("citizen-relations",),)}),
    ],
)
def test_lists_are_asked_in_many_ways(question: str, asked: dict[str, object], catalogue: Catalogue) -> None:
    constraints = parse_constraints(question, "fr", catalogue)
    assert constraints.intent != "none"
    assert {name: getattr(constraints, name) for name in asked} == asked


def test_what_is_sought_is_not_the_criterion_to_do_without(catalogue: Catalogue) -> None:
    told = " ".join(said("Do you have anything for digital signatures that is French?", "en", catalogue))
    assert "Without the criterion “steward established in France”" in told


def test_a_format_by_its_word_is_what_they_are_for(catalogue: Catalogue) -> None:
    asked = parse_constraints("différence entre XWiki et BookStack pour une doc interne", "fr", catalogue)
    assert (asked.intent, asked.fact_field) == ("compare", None)


@pytest.mark.parametrize(
    ("question", "feature"),
    [
        ("un outil pour signer nos contrats", "e-signature"),
        ("PDF signing tool", "e-signature"),
        ("une distribution Kubernetes peu gourmande", "lightweight"),
    ],
)
def test_a_feature_is_known_by_what_is_done_with_it(question: str, feature: str, catalogue: Catalogue) -> None:
    assert feature in {one for group in parse_constraints(question, "fr", catalogue).features for one in group}


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
