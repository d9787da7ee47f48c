"""What a message says of who asks goes before its question is searched."""

from __future__ import annotations

import pytest

from assistant.asking import without_hearsay, without_introduction
from assistant.explaining import without_explaining
from assistant.programme import begun, with_programme_named
from ingest.records import Language


@pytest.mark.parametrize(
    ("language", "message", "asked"),
    [
        ("fr", "Nous sommes une mairie et tout est neuf : qui tient le SILL à jour ?", "qui tient le SILL à jour ?"),
        ("fr", "Je découvre le sujet, je suis élue. À qui s'adresse EuroCommons ?", "À qui s'adresse EuroCommons ?"),
        ("fr", "Je débute : à quoi sert une coalition, concrètement ?", "à quoi sert une coalition, concrètement ?"),
        ("fr", "Bonjour, je prépare une note : qui a lancé EuroCommons ?", "qui a lancé EuroCommons ?"),
        ("fr", "Bonjour, je débute : EuroCommons, ça sert à quoi ?", "EuroCommons, ça sert à quoi ?"),
        ("fr", "Je suis nouveau ici : c'est quoi EuroCommons ?", "c'est quoi EuroCommons ?"),
        ("en", "Hi there! What is OW2, please?", "What is OW2, please?"),
        ("en", "I work for a ministry; who keeps the SILL up to date?", "who keeps the SILL up to date?"),
        ("fr", "J'écris un article : quelle est la source sur EuroCommons ?", "quelle est la source sur EuroCommons ?"),
        ("fr", "Je débarque chez vous, c'est quoi EuroCommons au juste ?", "c'est quoi EuroCommons au juste ?"),
        ("en", "I'm new here, what's EuroCommons about?", "what's EuroCommons about?"),
        ("en", "We run a small town, what is EuroCommons and can we join?", "what is EuroCommons and can we join?"),
        ("en", "We are a hospital. We’re new here. Do we need SecNumCloud?", "Do we need SecNumCloud?"),
        (
            "en",
            "We're a small club with no money, can we still help a digital commons?",
            "can we still help a digital commons?",
        ),
        ("en", "As a mayor, do I have to use open source?", "do I have to use open source?"),
        (
            "fr",
            "en tant que maire d'un village est-ce que la loi m'oblige à choisir un logiciel libre ?",
            "est-ce que la loi m'oblige à choisir un logiciel libre ?",
        ),
        ("fr", "Comme élue, puis-je imposer le logiciel libre ?", "puis-je imposer le logiciel libre ?"),
    ],
)
def test_what_people_say_of_themselves_goes(language: Language, message: str, asked: str) -> None:
    assert without_introduction(message, language) == asked


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("fr", "Nous sommes une mairie. Comment faire ?"),
        ("fr", "Je voudrais m'inscrire à la journée : où faut-il aller ?"),
        ("fr", "On quitte Microsoft 365, combien coûte la formation ?"),
        ("fr", "Nous sommes hébergés à l'étranger. Cela pose-t-il une question de droit ?"),
        ("fr", "SecNumCloud : qui doit choisir un service qualifié ?"),
        ("en", "We modify an AGPL application. What do we have to publish?"),
        ("en", "We are hosted abroad. Is that a legal question?"),
        ("en", "Are we in scope? Who keeps the SILL up to date?"),
        ("en", "We are happy."),
    ],
)
def test_what_the_question_is_about_stays(language: Language, message: str) -> None:
    assert without_introduction(message, language) == message


@pytest.mark.parametrize(
    ("language", "message", "asked"),
    [
        ("fr", "Quel est le but du programme ?", "Quel est le but d'EuroCommons ?"),
        ("fr", "Combien de domaines le programme couvre-t-il ?", "Combien de domaines EuroCommons couvre-t-il ?"),
        ("en", "How many domains does the programme cover?", "How many domains does EuroCommons cover?"),
        ("en", "What is this program for?", "What is EuroCommons for?"),
        ("fr", "Quels domaines sont concernés ?", "Quels onze domaines d'EuroCommons sont concernés ?"),
        ("fr", "Quels sont les domaines technologiques ?", "Quels sont les onze domaines d'EuroCommons ?"),
        ("fr", "Les domaines, c'est quoi ?", "Les onze domaines d'EuroCommons, c'est quoi ?"),
        ("en", "What are the domains called?", "What are the eleven domains of EuroCommons called?"),
        ("en", "Which domains are covered?", "Which domains of EuroCommons are covered?"),
        ("en", "Which areas are covered?", "Which areas of EuroCommons are covered?"),
    ],
)
def test_the_programme_is_the_one_that_the_documents_are_about(language: Language, message: str, asked: str) -> None:
    assert with_programme_named(message, language) == asked


@pytest.mark.parametrize(
    ("language", "message", "asked"),
    [
        ("fr", "c'est quoi ?", "c'est quoi EuroCommons ?"),
        ("fr", "À quoi ça sert ?", "à quoi sert EuroCommons ?"),
        ("en", "so what's it all about", "what is EuroCommons?"),
        ("en", "Who's behind it?", "who launched EuroCommons?"),
        ("en", "What is its licence?", "What is its licence?"),
        ("fr", "C'est quoi le SILL ?", "C'est quoi le SILL ?"),
    ],
)
def test_a_first_question_without_a_subject_is_on_the_programme(language: Language, message: str, asked: str) -> None:
    assert begun(message, language) == asked


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("fr", "Le programme NGI est-il terminé ?"),
        ("fr", "Quel est le programme de la journée ?"),
        ("fr", "Quels domaines du DC-EDIC sont concernés ?"),
        ("fr", "Quels domaines ont le plus de solutions ?"),
        ("fr", "Qui gère les noms de domaines ?"),
        ("en", "Which domains have the most entries?"),
        ("fr", "Où trouver le programme de l'événement ?"),
        ("en", "Where is the programme of the day?"),
        ("en", "Does EuroCommons fund the programme?"),
        ("en", "What does the programme of work say?"),
    ],
)
def test_another_programme_stays(language: Language, message: str) -> None:
    assert with_programme_named(message, language) == message


@pytest.mark.parametrize(
    ("language", "message", "asked"),
    [
        ("fr", "qui est derrière tout ça, l'état ?", "qui est derrière EuroCommons, l'état ?"),
        ("fr", "C'est financé par qui ?", "EuroCommons est financé par qui ?"),
        ("fr", "C'est financé par qui, le SILL ?", "C'est financé par qui, le SILL ?"),
        ("fr", "quels secteurs ça couvre ?", "quels secteurs EuroCommons couvre ?"),
        ("en", "can you list the areas it covers?", "can you list the areas EuroCommons covers?"),
        ("en", "so is this run by the EU?", "so is EuroCommons run by the EU?"),
        ("en", "who's behind all this?", "who's behind EuroCommons?"),
        ("fr", "comment ça marche, le SILL ?", "comment ça marche, le SILL ?"),
        ("fr", "à quoi ça sert, une coalition ?", "à quoi ça sert, une coalition ?"),
        ("fr", "ça veut dire quoi copyleft", "ça veut dire quoi copyleft"),
        ("en", "Is it legal to fork a project?", "Is it legal to fork a project?"),
        ("en", "Is the GPL good and is it European?", "Is the GPL good and is it European?"),
    ],
)
def test_a_pronoun_that_stands_for_nothing_said_is_the_programme(language: Language, message: str, asked: str) -> None:
    assert with_programme_named(message, language) == asked


@pytest.mark.parametrize(
    ("language", "message", "asked"),
    [
        ("en", "explain vendor lock-in like I'm 12", "what is vendor lock-in?"),
        ("en", "in simple terms, what is a coalition", "what is a coalition"),
        ("en", "Is it safe, in plain English?", "Is it safe?"),
        ("en", "explain the SILL to a 12-year-old", "what is the SILL?"),
        ("fr", "expliquez-moi le SILL comme à un enfant de 10 ans", "c'est quoi le SILL ?"),
        ("fr", "c'est quoi un fork, pour un non-informaticien ?", "c'est quoi un fork ?"),
        ("fr", "Le copyleft expliqué simplement", "c'est quoi Le copyleft ?"),
        ("fr", "En clair, qui décide ?", "qui décide ?"),
        ("fr", "quels logiciels pour les débutants ?", "quels logiciels pour les débutants ?"),
    ],
)
def test_how_it_is_to_be_told_goes(language: Language, message: str, asked: str) -> None:
    assert without_explaining(message, language) == asked


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("Mon chef me parle d'EuroCommons, c'est quoi ?", "EuroCommons, c'est quoi ?"),
        ("On me parle souvent de SecNumCloud en réunion, c'est quoi ?", "SecNumCloud, c'est quoi ?"),
        ("J'ai entendu parler du SILL, à quoi ça sert ?", "SILL, à quoi ça sert ?"),
        ("I just heard about the SILL at a meeting, what is it?", "the SILL, what is it?"),
        ("Our vendor mentioned openDesk, what is it?", "openDesk, what is it?"),
        ("Notre directeur demande si EuroCommons est payant. Que lui répondre ?", "EuroCommons est payant?"),
        ("Une collègue me demande ce qu'est le SILL.", "ce qu'est le SILL?"),
        ("Mon DSI veut savoir s'il existe une alternative à Teams", "s'il existe une alternative à Teams?"),
        ("My boss wants to know who runs EuroCommons. What should I answer?", "who runs EuroCommons?"),
        ("Un élu me dit que le SILL est une loi, il a raison ?", "le SILL est une loi?"),
        ("A colleague told me that EuroCommons is a company. Is that true?", "EuroCommons is a company?"),
        ("My minister asks: is the SILL a law?", "is the SILL a law?"),
        ("J'ai lu que le SILL est une loi, vous confirmez ?", "le SILL est une loi?"),
        ("I've heard that EuroCommons is a company. Can you confirm for my article?", "EuroCommons is a company?"),
        ('I am a mayor and my deputy keeps mentioning "openDesk". In two sentences, what is it?', "what is openDesk?"),
        ("Un élu me dit que le SILL est une loi.", "Un élu me dit que le SILL est une loi."),
        ("Une solution qui demande combien de mémoire ?", "Une solution qui demande combien de mémoire ?"),
        ("A tool that asks who is on call", "A tool that asks who is on call"),
        ("Who asked whether EuroCommons is free?", "Who asked whether EuroCommons is free?"),
        ("Le catalogue parle de licences en quelle langue ?", "Le catalogue parle de licences en quelle langue ?"),
        ("Who talks about EuroCommons?", "Who talks about EuroCommons?"),
    ],
)
def test_where_a_subject_was_heard_of_goes(message: str, asked: str) -> None:
    assert without_hearsay(message) == asked


@pytest.mark.parametrize(
    ("language", "message", "asked"),
    [
        ("fr", "EuroCommons, tu peux m'expliquer en deux phrases ?", "c'est quoi EuroCommons ?"),
        ("fr", "EuroCommons, vous pouvez me l'expliquer ?", "c'est quoi EuroCommons ?"),
        ("fr", "EuroCommons, tu peux me résumer ça ?", "c'est quoi EuroCommons ?"),
        ("en", "The SILL, could you explain that to me?", "what is The SILL?"),
        ("fr", "Fais-moi un topo sur le SILL", "c'est quoi le SILL ?"),
        ("fr", "Explique-moi en deux mots ce qu’est une coalition", "c'est quoi une coalition ?"),
        ("en", "Explain in a nutshell the EUPL", "what is the EUPL?"),
        ("fr", "On m'a demandé un résumé de l'article 16", "c'est quoi l'article 16 ?"),
        ("fr", "Qu'est-ce qu'il faut retenir d'EuroCommons ?", "c'est quoi EuroCommons ?"),
        ("fr", "Explique-moi la différence entre GPL et MIT", "quelle est la différence entre GPL et MIT ?"),
        ("fr", "Le copyleft pour les nuls", "c'est quoi Le copyleft ?"),
        ("en", "I need a short intro to EuroCommons for my team", "what is EuroCommons?"),
        ("en", "Could you walk me through the coalition method?", "what is the coalition method?"),
        ("en", "SecNumCloud in plain English", "what is SecNumCloud?"),
    ],
)
def test_a_wish_to_have_a_thing_explained_asks_what_it_is(language: Language, message: str, asked: str) -> None:
    assert without_explaining(message, language) == asked


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("fr", "Explique-moi pourquoi migrer en coalition"),
        ("fr", "Que faut-il savoir avant de choisir XWiki ?"),
        ("fr", "un outil pour comprendre les journaux"),
        ("fr", "Je veux présenter le projet à ma direction"),
        ("en", "Can you explain how coalitions work?"),
        ("en", "I need a tool to summarise meetings"),
    ],
)
def test_a_wish_that_asks_more_stays(language: Language, message: str) -> None:
    assert without_explaining(message, language) == message


@pytest.mark.parametrize(
    ("language", "message", "asked"),
    [
        ("fr", "Mon entreprise compte 12 000 salariés : sommes-nous concernés ?", "à qui s'adresse EuroCommons ?"),
        ("fr", "Nous sommes une ETI de 800 personnes, est-ce pour nous ?", "à qui s'adresse EuroCommons ?"),
        ("en", "Our company has 12,000 employees: is the programme for us?", "who is EuroCommons for?"),
        ("en", "We are a 300-person SME, is this for us?", "who is EuroCommons for?"),
        ("fr", "NIS2 : sommes-nous concernés ?", "NIS2 : sommes-nous concernés ?"),
        ("fr", "sommes-nous concernés par l'article 16 ?", "sommes-nous concernés par l'article 16 ?"),
        ("fr", "Une commune peut-elle participer ?", "Une commune peut-elle participer à EuroCommons ?"),
        ("en", "Can a municipality take part?", "Can a municipality take part in EuroCommons?"),
        ("en", "Can a municipality take part in a tender?", "Can a municipality take part in a tender?"),
    ],
)
def test_whether_the_programme_is_for_us_asks_whom_it_is_for(language: Language, message: str, asked: str) -> None:
    assert with_programme_named(message, language) == asked
