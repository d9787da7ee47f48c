"""Evidence that tells what is asked, and evidence that only stands beside it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.writing.answer_types import asks_whether, body_asked, counted, expected_type, tells
from assistant.writing.question import QuestionFeatures, question_features
from assistant.writing.sentences import CandidateSentence
from assistant.writing.told import tells_what_is_asked
from ingest.records import Language

VECTOR = np.eye(4, dtype=np.float32)[0]


def ask(text: str, language: Language) -> QuestionFeatures:
    return question_features(text, language, VECTOR, lambda stem: 3.0, lambda word: True)


def one_sentence(text: str, language: Language, heading: str = "") -> list[CandidateSentence]:
    return [CandidateSentence(text, language, VECTOR, "p", 1, 0.8, 0, 0, "d", heading=heading)]


@pytest.mark.parametrize(
    ("language", "question", "told", "beside"),
    [
        (
            "fr",
            "Combien de prestataires ont la qualification ?",
            "Une dizaine de prestataires ont la qualification.",
            "La qualification d'un prestataire limite chaque actionnaire à 24 % ; elle a 1 200 points de contrôle.",
        ),
        (
            "en",
            "How many maintainers does the library have?",
            "The library has only one full-time maintainer.",
            "One of the maintainers left the library.",
        ),
        (
            "fr",
            "Quelle part du capital un actionnaire peut-il détenir ?",
            "Dans le capital d'un prestataire, chaque actionnaire est limité à 24 %.",
            "Le capital est contrôlé ; le marché croît de 8 % par an.",
        ),
        (
            "en",
            "How many people work in the unit?",
            "The unit has 12 employees.",
            "The unit was created by circular no. 6264/SG.",
        ),
        (
            "en",
            "What percentage of the ministries use Linux?",
            "Some 20% of ministries use Linux.",
            "The market of Linux grows by 8% a year.",
        ),
        (
            "en",
            "When will version 1.3 of the licence come out?",
            "Version 1.3 of the licence comes out in 2027.",
            "Version 1.2 of the licence dates from 2017.",
        ),
        ("en", "Who runs ZenDiS?", "Ada Lovelace runs ZenDiS.", "ZenDiS is the body that leads openDesk."),
        (
            "en",
            "Why did Slovenia want to observe the consortium?",
            "Slovenia wanted to observe the consortium because it had no budget.",
            "Slovenia said that it wanted to observe the consortium.",
        ),
        (
            "en",
            "Is EuroCommons on Mastodon?",
            "The accounts of EuroCommons are those of Mastodon and PeerTube.",
            "Mastodon publishes short messages.",
        ),
        (
            "fr",
            "EuroCommons utilise-t-il Nextcloud ?",
            "EuroCommons a pour outil Nextcloud, que ses équipes utilisent.",
            "EuroCommons est cité dans un billet de Nextcloud.",
        ),
        (
            "en",
            "Is EuroCommons run by Nextcloud?",
            "EuroCommons is an initiative of a bank, and not of Nextcloud.",
            "EuroCommons is mentioned in a post about Nextcloud.",
        ),
        (
            "fr",
            "Quelles banques sont passées à Linux ?",
            "Deux banques sont passées à Linux.",
            "Le marché de Linux est passé à six milliards d'euros.",
        ),
        (
            "en",
            "Which court has ruled on the CLOUD Act?",
            "The Court of Justice has ruled on the CLOUD Act.",
            "The CLOUD Act is an American law that no ruling has set aside.",
        ),
    ],
)
def test_what_stands_beside_what_is_asked_does_not_tell_it(
    language: Language, question: str, told: str, beside: str
) -> None:
    asked, scores = ask(question, language), np.zeros(1)
    assert tells_what_is_asked(asked, one_sentence(told, language), scores)
    assert not tells_what_is_asked(asked, one_sentence(beside, language), scores)


@pytest.mark.parametrize(
    ("language", "question", "told", "beside"),
    [
        (
            "en",
            "When will Poland join the consortium?",
            "Poland will join the consortium in 2031.",
            "Poland was named an observer of the consortium in 2025.",
        ),
        (
            "fr",
            "À quelle date le Parlement doit-il voter la proposition ?",
            "Le Parlement doit voter la proposition au printemps.",
            "La proposition du Parlement date du 3 juin 2024.",
        ),
        (
            "en",
            "Who is the chair of Vatel?",
            "Anna Berg is the chair of Vatel.",
            "Anna Berg is the chair of the board.",
        ),
        (
            "en",
            "Which school adopted PrimTux?",
            "The school of Arles adopted PrimTux.",
            "PrimTux is a distribution for every school.",
        ),
        (
            "fr",
            "Quel commissaire porte la stratégie ?",
            "Le commissaire au numérique porte la stratégie.",
            "La stratégie porte sur le numérique.",
        ),
    ],
)
def test_what_is_to_come_and_who_does_it_are_told_of_the_thing_itself(
    language: Language, question: str, told: str, beside: str
) -> None:
    asked = ask(question, language)
    assert tells_what_is_asked(asked, one_sentence(told, language), np.zeros(1))
    assert not tells_what_is_asked(asked, one_sentence(beside, language), np.zeros(1))


def test_a_condition_may_tell_when_and_an_entry_without_a_time_does_not() -> None:
    condition = one_sentence("The old tool stops once the new one has proved itself.", "en")
    entry = [replace(condition[0], text="Features of Tchap: chat and video.", entry=True)]
    assert tells_what_is_asked(ask("When may the old tool be switched off?", "en"), condition, np.zeros(1))
    assert not tells_what_is_asked(ask("When will Tchap support video?", "en"), entry, np.zeros(1))


def test_a_section_that_asks_who_tells_who() -> None:
    told = one_sentence("Ada Lovelace leads ZenDiS.", "en", heading="Bodies > Who runs ZenDiS?")
    assert tells_what_is_asked(ask("Who is at the helm of ZenDiS?", "en"), told, np.zeros(1))


def test_a_cause_told_in_other_words_than_the_question_is_told() -> None:
    told = one_sentence("One company alone employs all the maintainers.", "en")
    assert tells_what_is_asked(ask("Why did the project fail?", "en"), told, np.zeros(1))


@pytest.mark.parametrize(
    ("question", "nouns"),
    [
        ("Combien d'articles genma a-t-il publiés ?", ("articles",)),
        ("Combien de points de contrôle compte la norme ?", ("points",)),
        ("How many civil servants use Tchap?", ("servants",)),
        ("How many people work there?", ("people",)),
        ("What percentage of French ministries use it?", ("ministries",)),
        ("Quelle est la part de marché de Linux ?", ("marche",)),
        ("Combien coûte une migration ?", ()),
    ],
)
def test_what_a_question_counts(question: str, nouns: tuple[str, ...]) -> None:
    assert counted(question) == nouns


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Quelle part du capital peut-il détenir ?", "share"),
        ("What percentage is it?", "share"),
        ("Combien d'euros une coalition fait-elle gagner ?", "amount"),
        ("How many million euros were spent?", "amount"),
        ("How many entries are there?", "count"),
    ],
)
def test_shares_and_sums_of_money_are_no_counts(question: str, expected: str) -> None:
    assert expected_type(question) == expected


@pytest.mark.parametrize("text", ["À 13 h 44.", "La circulaire no. 6264/SG.", "Un taux de 24 %.", "Le 3 février 2026."])
def test_hours_references_and_percentages_count_nothing(text: str) -> None:
    assert not tells(text, "count", "Combien d'articles ?", ())


@pytest.mark.parametrize(
    ("question", "whether"),
    [
        ("EuroCommons, c'est piloté par Bruxelles ?", True),
        ("Peut-on garder quelques postes Windows ?", True),
        ("Est-ce que ma commune est concernée ?", True),
        ("Is Tchap compulsory?", True),
        ("Quel rapport entre EuroCommons et openDesk ?", False),
        ("Qui a lancé EuroCommons ?", False),
        ("Qu'est-ce qu'un SIG ?", False),
        ("Why is the seat in Paris?", False),
        ("Which countries are members?", False),
    ],
)
def test_questions_after_a_yes_or_no(question: str, whether: bool) -> None:
    assert asks_whether(question) is whether


@pytest.mark.parametrize(
    ("question", "kind"),
    [("Quel tribunal l'a jugé ?", "tribunal"), ("Which Dutch ministries left?", "ministries"), ("Which tool?", "")],
)
def test_the_kind_of_body_that_is_asked_for(question: str, kind: str) -> None:
    assert body_asked(question) == kind


@pytest.mark.parametrize(
    "question",
    [
        "Combien l'agence a-t-elle économisé ?",
        "SecNumCloud, ça coûte combien ?",
        "Une qualification, c'est combien ?",
        "Combien la salle a-t-elle coûté ?",
        "Combien Teclib' facture-t-il l'abonnement ?",
        "Quelle amende la directive prévoit-elle ?",
        "How large is the fine for a manufacturer?",
    ],
)
def test_what_was_saved_or_spent_is_an_amount(question: str) -> None:
    assert expected_type(question) == "amount"


@pytest.mark.parametrize(
    ("question", "told", "beside"),
    [
        ("How often does Zulip lose messages?", "Zulip rarely loses messages.", "Zulip sorts chat by topic."),
        ("What is the latest version of SecNumCloud?", "3.2 is the latest version.", "Version 3.2 came in 2022."),
        ("How do I recover my password?", None, "A web page where people recover their password."),
    ],
)
def test_an_entry_that_holds_nothing_of_what_is_asked_stands_beside_it(
    question: str, told: str | None, beside: str
) -> None:
    asked, scores = ask(question, "en"), np.array([1.0])
    (entry,) = one_sentence(beside, "en")
    assert not tells_what_is_asked(asked, [replace(entry, entry=True)], scores)
    if told:
        assert tells_what_is_asked(asked, [replace(entry, text=told, entry=True)], scores)
