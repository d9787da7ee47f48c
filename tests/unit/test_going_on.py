"""Follow-ups that lose what was spoken of, or a criterion that is said beside one that is dropped."""

from __future__ import annotations

import pytest

from assistant.catalogue.parsing import parse_constraints
from assistant.conversation.resolve import Resolution
from assistant.conversation.spoken_of import of_the_name_alone, of_what_was_spoken_of
from assistant.conversation.state import Turn
from assistant.records import Answer
from assistant.writing.answer_types import tells
from evals.catalogue.checking import built_in_catalogue
from evals.dialogues.playing import without_model


@pytest.fixture(scope="module")
def catalogue():
    return built_in_catalogue()


def last(catalogue, *questions):
    ask = without_model(catalogue)
    return [ask(question) for question in questions][-1]


@pytest.mark.parametrize(
    ("questions", "found"),
    [
        (("What does the security domain cover?", "Which solutions are in it?"), {"domains": ["security"]}),
        (
            ("What does the cloud and data domain cover?", "Which products are listed there?"),
            {"domains": ["cloud-and-data"]},
        ),
        (
            ("Que fait le domaine « systèmes mobiles » ?", "Donnez-moi la liste des solutions"),
            {"domains": ["mobile-systems"]},
        ),
        (
            ("What is virtualisation about?", "Keep the ones under Apache licence"),
            {"domains": ["virtualisation"], "licences": ["Apache"]},
        ),
        (
            ("What does the security domain cover?", "Only the French ones"),
            {"domains": ["security"], "countries": ["FR"]},
        ),
        (
            ("How many solutions are French?", "And how many of these are in security?"),
            {"intent": "count", "domains": ["security"], "countries": ["FR"]},
        ),
        (("What is the EUPL?", "Which solutions use it?"), {"licences": ["EUPL"]}),
        (
            ("Quelles solutions sont gouvernées par une fondation ?", "Dans le domaine cloud et données seulement"),
            {"intent": "list", "domains": ["cloud-and-data"], "governance": ["foundation"]},
        ),
        (("solutions under AGPL for wikis", "replace AGPL by MIT"), {"licences": ["MIT"], "topics": [["wiki"]]}),
        (
            ("Combien de solutions par pays ?", "Lequel en a le plus ?"),
            {"intent": "aggregate", "group_by": "steward_country", "extreme": "most"},
        ),
        (
            ("Breakdown of the solutions by licence", "Which one is the most common?", "And the least?"),
            {"intent": "aggregate", "group_by": "licence", "extreme": "fewest"},
        ),
        (
            ("Which domain has the fewest solutions?", "The second one?"),
            {"intent": "aggregate", "group_by": "domain"},
        ),
        (
            ("Quelles solutions géographiques ?", "Enlève celles sous AGPL", "Trie par licence"),
            {"intent": "aggregate", "domains": ["geographic-data"], "excluded_licences": ["AGPL"]},
        ),
        (("Tell me about PostgreSQL", "What's the licence?"), {"fact_field": "licence", "entries": ["postgresql"]}),
        (
            ("Compare Passbolt and Vaultwarden", "What's the licence of each?"),
            {"fact_field": "licence", "entries": ["passbolt", "vaultwarden"]},
        ),
        (
            ("Which European password managers can we host ourselves?", "what's the licence of each?"),
            {"fact_field": "licence", "entries": ["passbolt"]},
        ),
        (
            ("Quelle est la licence de Nextcloud ?", "Qui assure le support en Europe ?"),
            {"fact_field": "commercial_support_in_europe", "entries": ["nextcloud"]},
        ),
        (
            ("Quelle est la licence de Proxmox VE ?", "Donne son site web"),
            {"fact_field": "homepage", "entries": ["proxmox-ve"]},
        ),
        (
            ("Who supports BigBlueButton in Europe?", "where can I download the code?"),
            {"fact_field": "repository", "entries": ["bigbluebutton"], "export": []},
        ),
        (
            ("replace Jira, German", "without the country restriction, but GPL only"),
            {"licences": ["GPL"], "countries": [], "excluded_licences": []},
        ),
        (
            ("remplacer Jira, sous GPL", "sans la restriction de licence, seulement en Espagne"),
            {"licences": [], "countries": ["ES"]},
        ),
        (
            ("Which Linux desktop should a ministry choose?", "Which ones come from Europe?"),
            {"intent": "list", "countries": ["EUROPE"]},
        ),
        (
            ("LibreOffice est sous quelle licence ?", "Est-ce qu'il lit les fichiers Word ?"),
            {"intent": "fact", "entries": ["libreoffice"]},
        ),
        (
            ("C'est quoi Nextcloud ?", "Qui l'utilise dans l'administration française ?"),
            {"untold": ["customers"], "entries": ["nextcloud"]},
        ),
        (
            ("Quels sont les points faibles des wikis ?", "et de MediaWiki ?"),
            {"intent": "fact", "fact_field": "limits", "entries": ["mediawiki"]},
        ),
        (("Tell me about Forgejo", "how old is it?"), {"untold": ["age"], "entries": ["forgejo"]}),
        (("Tell me about Forgejo", "and what's on its roadmap?"), {"untold": ["roadmap"]}),
        (("Parle-moi de Redmine", "existe-t-il en anglais ?"), {"untold": ["translations"], "entries": ["redmine"]}),
        (("C'est quoi Zabbix ?", "quelle base de données utilise-t-il ?"), {"untold": ["requirements"]}),
        (("C'est quoi Zabbix ?", "où sont stockées les données ?"), {"untold": ["data_place"]}),
        (("alternatives à Trello", "en quel langage est écrite la première ?"), {"untold": ["language"]}),
        (
            ("Quels gestionnaires de tickets avez-vous ?", "laquelle est la plus légère à déployer ?"),
            {"intent": "list", "untold": ["ranking"]},
        ),
        (("Which video tools do you have?", "which one is easiest to host"), {"intent": "list", "untold": ["ranking"]}),
        (("alternatives to Trello", "are they coded in Python?"), {"intent": "alternatives", "untold": ["language"]}),
        (("alternatives à Trello", "lesquelles sont en italien ?"), {"untold": ["translations"], "entries": []}),
        (("alternatives to Trello", "are they also in Dutch?"), {"untold": ["translations"], "entries": []}),
        (("Quels CMS avez-vous ?", "lesquels sont développés en Perl ?"), {"intent": "list", "untold": ["language"]}),
        (("Combien de solutions dans le deuxième domaine ?",), {"intent": "count", "domains": ["communications"]}),
        (("alternatives to Intune", "Which one manages iPhones?"), {"standards": [["Apple MDM"]]}),
        (
            ("a project management tool under AGPL", "Drop the licence and make it German instead"),
            {"licences": [], "countries": ["DE"], "excluded_countries": []},
        ),
        (
            ("Video conferencing software from France", "Forget the country, but it must have end-to-end encryption"),
            {"countries": [], "features": [["end-to-end encryption"]]},
        ),
        (
            ("I need a wiki under GPL", "never mind the GPL, it should be self-hosted"),
            {"licences": [], "deployment": ["self-hosted"]},
        ),
        (
            ("solutions de virtualisation européennes", "retire l'Europe et ajoute la licence AGPL"),
            {"countries": [], "licences": ["AGPL"]},
        ),
        (
            ("Quels outils de gestion de mots de passe ?", "lequel a été audité ?"),
            {"intent": "fact", "untold": ["security"], "entries": ["passbolt", "keepassxc", "vaultwarden"]},
        ),
        (("outils de visio français sous GPL", "oublie le français et la GPL"), {"countries": [], "licences": []}),
        (("solutions de messagerie électronique", "quelles solutions avec CalDAV"), {"topics": [["mail"]]}),
        (("What replaces Cisco?", "And for Adobe?"), {"intent": "alternatives"}),
        (
            ("Combien de solutions dans le domaine sécurité ?", "quelles solutions dans ce domaine ?"),
            {"intent": "list", "domains": ["security"]},
        ),
        (("Remplacer Slack", "quelles solutions françaises ?"), {"intent": "alternatives", "countries": ["FR"]}),
        (
            ("Quels sont les onze domaines ?", "combien de solutions dans le deuxième domaine ?"),
            {"intent": "count", "domains": ["communications"]},
        ),
        (
            ("Combien de solutions dans le domaine virtualisation ?", "et dans le premier domaine ?"),
            {"intent": "count", "domains": ["digital-workplace"]},
        ),
    ],
)
def test_what_was_spoken_of_stays(questions, found, catalogue):
    constraints = last(catalogue, *questions).constraints
    assert {name: constraints.get(name) or [] for name in found} == found


@pytest.mark.parametrize(
    "questions",
    [
        ("What is the security domain?", "What is a coalition?"),
        ("C'est quoi le domaine sécurité ?", "Quels outils utilise la DINUM ?"),
    ],
)
def test_what_names_something_else_lists_no_domain(questions, catalogue):
    assert not last(catalogue, *questions).matches


@pytest.mark.parametrize(
    ("question", "subject", "whole"),
    [
        ("Qui délivre la qualification ?", "SecNumCloud", "Qui délivre la qualification (SecNumCloud) ?"),
        ("Where is the seat?", "DC-EDIC", "Where is the seat (DC-EDIC) ?"),
        ("Qui dirige OW2 ?", "SecNumCloud", None),
        ("Merci !", "SecNumCloud", None),
        ("Where is the seat?", "rare word", None),
    ],
)
def test_a_question_without_a_name_is_about_the_one_spoken_of(question, subject, whole, catalogue):
    turn = Turn(Answer("a question", "fr", "answered", "…"), "a question", subject)
    found = of_what_was_spoken_of(question, [turn], catalogue)
    assert (found and found.text) == whole


@pytest.mark.parametrize(
    ("subject", "whole"),
    [
        ("role OW2 play", "when was it founded (OW2) ?"),
        ("EUPL", None),
        ("La Suite Docs", None),
        ("coalition EuroCommons", None),
        ("public tenders", None),
    ],
)
def test_a_question_may_be_about_the_name_alone(subject, whole):
    resolution = Resolution("documents", "…", subject=subject, asked="when was it founded", before="a question")
    found = of_the_name_alone(resolution)
    assert (found and found.text) == whole


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Quelles solutions remplacent Cisco ?", {"opnsense", "freeradius", "wazo"}),
        ("Téléphonie sur IP pour remplacer Cisco", {"wazo", "asterisk"}),
        ("Pour quelles solutions SUSE propose-t-il un support commercial ?", {"kvm", "ceph", "rancher"}),
        ("solutions supportées par Red Hat", {"kvm", "keycloak", "openstack"}),
    ],
)
def test_a_makers_name_is_that_of_its_products_or_of_its_support(question, found, catalogue):
    matches = {match["id"] for match in last(catalogue, question).matches}
    assert found <= matches


@pytest.mark.parametrize(
    ("question", "language", "intent", "leaving"),
    [
        ("Can Keycloak connect to OpenLDAP?", "en", "none", ""),
        ("Est-ce que Zammad s'interface avec GLPI ?", "fr", "none", ""),
        ("Compare Zammad avec GLPI", "fr", "compare", ""),
        ("Comment quitter VMware ?", "fr", "none", "VMware"),
        (
            "How should we go about moving from Microsoft 365 to LibreOffice and Nextcloud?",
            "en",
            "none",
            "Microsoft 365",
        ),
        ("Comment remplacer Zoom ?", "fr", "alternatives", ""),
        ("Comment sortir de SharePoint sans perdre nos bibliothèques ?", "fr", "none", "SharePoint"),
        ("Comment quitter Teams pour un outil libre ?", "fr", "alternatives", ""),
        ("LibreOffice or Nextcloud to leave Microsoft 365?", "en", "compare", ""),
        ("Est-ce qu'EuroCommons va remplacer Microsoft 365 ?", "fr", "none", ""),
        ("Quels organismes publics utilisent des logiciels libres en France ?", "fr", "none", ""),
        ("Is there a French law that pushes public bodies to use free software?", "en", "none", ""),
        ("Can Tableau be replaced?", "en", "alternatives", ""),
        ("Ma ville veut une suite bureautique libre", "fr", "list", ""),
        ("Quels logiciels pour créer un site web ?", "fr", "list", ""),
    ],
)
def test_how_questions_of_every_day_are_read(question, language, intent, leaving, catalogue):
    found = parse_constraints(question, language, catalogue)
    assert (found.intent, found.leaving) == (intent, leaving)


def test_the_date_of_a_source_is_none_of_what_it_tells():
    told = "The Caisse des Dépôts launched EuroCommons, according to the article published on LinuxFr on 23 June 2026."
    assert not tells(told, "time", "When was EuroCommons launched?", ())
    assert tells(told, "time", "When was the article published?", ())
    assert tells("The DC-EDIC was launched on 11 December 2025, according to X.", "time", "When was it launched?", ())


@pytest.mark.parametrize(
    ("before", "asked", "understood"),
    [
        ("how many entries are in each domain?", "and by licence?", "solutions of the catalogue, by licence"),
        (
            "how many entries are in each domain?",
            "which ones are in virtualisation?",
            "solutions in the domain “virtualisation”",
        ),
        ("We need a helpdesk", "by licence?", "solutions for helpdesk and ticketing, by licence"),
        ("We need a helpdesk", "for 250 users", "solutions for helpdesk and ticketing"),
        ("Répartition par pays", "lesquelles sont en France ?", "solutions du catalogue, éditeur établi en France"),
    ],
)
def test_what_was_counted_is_divided_anew_or_listed(catalogue, before, asked, understood):
    assert last(catalogue, before, asked).understood_as == understood


def test_what_was_set_against_each_other_stays_so_for_another_need(catalogue):
    asked = ["Y a-t-il plus de solutions françaises que d'allemandes ?", "et pour la visio ?", "lesquelles ?"]
    video, listed = last(catalogue, *asked[:2]), last(catalogue, *asked)
    assert video.constraints["against"] == "countries" and video.constraints["topics"]
    assert listed.constraints["intent"] == "list"


def test_who_asks_decides_between_two(catalogue):
    answer = last(catalogue, "Compare Nextcloud et Seafile", "alors lequel prendre pour une mairie ?")
    assert answer.understood_as == "Nextcloud et Seafile\u00a0: adapté aux collectivités territoriales"


@pytest.mark.parametrize(
    ("listed", "asked", "understood"),
    [
        ("Which password managers are there?", "do they have 2FA?", "feature “2FA”"),  # which some have
        ("Which password managers are there?", "all of these do SSO?", "standard CAS, OpenID Connect or SAML"),
        ("Which wikis are there?", "do they do video calls?", "need “video conferencing”"),  # which one serves
    ],
)
def test_a_need_that_those_listed_do_not_serve_is_put_to_the_test_by_what_they_have(
    catalogue, listed, asked, understood
):
    answer = last(catalogue, listed, asked)
    assert answer.understood_as.endswith(f": {understood}")
    assert "none of the solutions" not in answer.text
