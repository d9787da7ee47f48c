"""Answers to questions that go on from others, over the built-in corpus, with the bundled model."""

from uuid import uuid4

import pytest

pytestmark = pytest.mark.model


def _asked(assistant, questions):
    """The answers to questions of one conversation."""
    session = uuid4().hex  # a conversation of an earlier run, on the same index, would be gone on with
    return [assistant.ask(question, session_id=session) for question in questions]


@pytest.mark.parametrize(
    ("questions", "told"),
    [
        (("What does the security domain cover?", "Only the French ones", "What is the catalogue?"), "288 entries"),
        (("What is the catalogue?", "is it up to date?"), "November 2026"),
        (("C'est quoi SecNumCloud ?", "Qui délivre la qualification ?"), "ANSSI"),
        (("Qu'est-ce que l'EDIC Communs numériques ?", "Où est le siège ?"), "Paris"),
        (("What role does OW2 play?", "when was it founded?"), "2007"),
        (("Tchap c'est quoi ?", "combien d'utilisateurs ?"), "375"),
        (("C'est quoi l'EUPL ?", "Elle existe en français ?"), "23"),
    ],
)
def test_a_question_goes_on_from_what_was_spoken_of(assistant, questions, told):
    answers = _asked(assistant, questions)
    assert answers[-1].status == "answered" and told in answers[-1].text


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        (("Which wikis are there?", "Any others?"), "The catalogue lists no other solution for wikis"),
        (
            ("Quels outils de supervision ?", "D'autres ?"),
            "Le catalogue ne recense aucune autre solution de supervision",
        ),
        (
            ("Which European alternatives to Jira are there?", "Other ones from Europe?"),
            "The catalogue lists no other solution that can replace Jira",
        ),
        (("Quelles alternatives à Slack, hors Mattermost ?",), "Le catalogue recense cinq autres solutions"),
        (("Which wikis are there?", "Any other ones under MIT?"), "The catalogue lists two solutions for wikis"),
        (
            ("Which wikis are there?", "are they written in Scala?"),
            "The catalogue does not give the programming language",
        ),
        (("Quels wikis avez-vous ?", "lesquels sont codés en Java ?"), "Le catalogue ne donne pas le langage"),
        (("Des gestionnaires de mots de passe ?", "Lequel est audité ?"), "Le catalogue ne donne pas le niveau de"),
        (("Which password managers are there?", "which one was audited?"), "The catalogue does not give the level of"),
        (("Laquelle est la plus rapide à installer ?",), "La question renvoie à quelque chose qui précède"),
    ],
)
def test_what_was_shown_or_named_is_not_said_to_be_missing(assistant, questions, said):
    answers = _asked(assistant, questions)
    assert answers[-1].text.startswith(said)


@pytest.mark.parametrize(
    ("questions", "understood"),
    [
        (("Which Swedish solutions are there?", "and those from outside Europe?"), "not established in Europe"),
        (("VPN non européens ?", "et les allemands ?"), "établi en Allemagne"),
        (("Quels outils publie Red Hat ?", "Et Element ?"), "éditeur Element"),
    ],
)
def test_a_country_or_a_maker_takes_the_place_of_the_one_before(assistant, questions, understood):
    answers = _asked(assistant, questions)
    assert answers[-1].status == "answered" and answers[-1].understood_as.endswith(understood)


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        (("Cite trois outils de supervision", "et deux autres ?"), "autres solutions de supervision ; en voici deux."),
        (("Name two password managers", "two more"), "lists one other solution for password management."),
        (("Name two GIS tools", "and three others?"), "other solutions for GIS; here are three of them."),
    ],
)
def test_so_many_more_are_named_as_are_asked_for(assistant, questions, said):
    first, second = _asked(assistant, questions)
    assert said.replace(" ;", "\u202f;") in second.text
    assert not {match["name"] for match in first.matches} & {match["name"] for match in second.matches}


@pytest.mark.parametrize(
    ("questions", "understood"),
    [
        (("Quels outils de supervision ?", "lesquels s'intègrent à Grafana ?"), "fiche qui mentionne Grafana"),
        (("Which forges are there?", "which of them run on Kubernetes?"), "page that mentions Kubernetes"),
        (("Quelles alternatives à Zoom ?", "et celles qui marchent avec Nextcloud ?"), "fiche qui mentionne Nextcloud"),
    ],
)
def test_those_of_a_list_that_go_with_something_are_chosen(assistant, questions, understood):
    answers = _asked(assistant, questions)
    assert answers[-1].understood_as.endswith(understood)
    assert {match["name"] for match in answers[-1].matches} < {match["name"] for match in answers[0].matches}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Qu'est-ce qui fonctionne avec Keycloak ?", "fiche qui mentionne Keycloak"),
        ("What runs on Kubernetes?", "page that mentions Kubernetes"),
        ("Compare GLPI et OTOBO pour notre support informatique", "Licence"),
        ("Combien de domaines y a-t-il et lequel a le plus de solutions ?", "communications"),
        ("How many domains are there and which one has the most solutions?", "communications"),
        ("Qui appelle-t-on si le logiciel tombe en panne à 4 h du matin ?", "Le support d'un logiciel libre peut"),
        ("Who do we call when free software breaks at 2 am?", "Support for free software may come from"),
    ],
)
def test_what_goes_with_something_it_support_and_the_second_half_of_a_question(assistant, question, told):
    answer = assistant.ask(question)
    assert answer.status == "answered" and told in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Combien y a-t-il d'outils américains ?", "Le catalogue recense"),
        ("How many American tools do you list?", "The catalogue lists"),
        ("Quelle part de vos solutions est française ?", "Le catalogue recense"),
    ],
)
def test_what_can_be_counted_is_counted_whatever_an_article_is_asked(assistant, question, said):
    answer = assistant.ask(question)
    assert answer.status == "answered" and answer.text.startswith(said)
    assert answer.constraints["intent"] == "count"


@pytest.mark.parametrize("again", ["y a-t-il mieux ?", "is there anything better?"])
def test_something_better_is_an_alternative(assistant, again):
    answers = _asked(assistant, ("Alfresco ?", again))
    assert answers[-1].constraints["intent"] == "alternatives"
    assert answers[-1].constraints["similar_to"] == ["alfresco-community"]


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        (("What can replace Figma?", "who makes it?"), "the answer before it gives none"),
        (("Que mettre à la place de Figma ?", "et sa licence ?"), "la réponse qui précède n'en donne aucune"),
        (("Which solutions work offline?", "Is there something like Figma?", "Who maintains it?"), "gives none"),
    ],
)
def test_a_fact_of_what_was_not_found_is_asked_of_nothing(assistant, questions, said):
    *_, first, second = _asked(assistant, questions)
    assert (first.status, second.status) == ("abstained", "abstained") and said in second.text


@pytest.mark.parametrize(
    ("questions", "entries"),
    [
        (("Présente Zulip", "par rapport à Mattermost ?"), ["zulip", "mattermost"]),
        (("Describe GLPI", "compared with Zammad?"), ["glpi", "zammad"]),
        (("Décris BlueMind", "et face à Zimbra ?"), ["bluemind", "zimbra-foss"]),
    ],
)
def test_another_solution_is_put_beside_the_one_spoken_of(assistant, questions, entries):
    _, second = _asked(assistant, questions)
    assert (second.constraints["intent"], second.constraints["entries"]) == ("compare", entries)


@pytest.mark.parametrize(
    "questions", [("C'est quoi, le DC-EDIC ?", "qui en fait partie ?"), ("Who's in the DC-EDIC?",)]
)
def test_who_is_part_of_something_is_asked_of_its_members(assistant, questions):
    text = _asked(assistant, questions)[-1].text
    assert "Pays-Bas" in text or "Netherlands" in text


def test_what_a_page_seems_to_tell_and_does_not_is_said_to_be_untold(assistant):
    answer = assistant.ask("Is Proxmox ready for production?")
    assert answer.status == "partial" and "does not give the reliability of Proxmox" in answer.text
