"""What a question expects, and what a sentence tells."""

from __future__ import annotations

import pytest
from made_sentences import ask

from assistant.writing.answer_types import (
    announced,
    asks_what_is_unknown,
    expected_type,
    is_stub,
    leans_on_previous,
    says_unknown,
    tells,
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Qui a lancé EuroCommons ?", "person"),
        ("Who launched EuroCommons?", "person"),
        ("Qui est Olivier Bouzereau ?", "definition"),
        ("Quand a lieu l'événement ?", "time"),
        ("when is the event", "time"),
        ("Combien de domaines ?", "count"),
        ("How many domains are there?", "count"),
        ("Combien de temps dure une coalition ?", "duration"),
        ("Quels pays ont fondé l'EDIC ?", "country"),
        ("Which States are members?", "country"),
        ("À quelle date a lieu l'événement ?", "date"),
        ("Quelle est la date limite d'inscription ?", "deadline"),
        ("By when must a plan be handed in?", "deadline"),
        ("Que faire quand on n'a pas de développeurs ?", ""),
        ("What happens when a publisher changes the licence?", ""),
        ("What makes a forge hard to leave?", ""),
        ("Où se tient l'événement ?", "place"),
        ("ou se tient l evenement", "place"),
        ("Where is the event?", "place"),
        ("Pourquoi des coalitions ?", "reason"),
        ("A quoi servent les coalitions", "definition"),
        ("EuroCommons, ça sert à quoi ?", "definition"),
        ("What is EuroCommons for?", "definition"),
        ("What's the point of EuroCommons?", "definition"),
        ("What is the reason for coalitions?", "reason"),
        ("Why coalitions?", "reason"),
        ("Qu'est-ce que le SILL ?", "definition"),
        ("c koi le sill", "definition"),
        ("What is the SILL?", "definition"),
        ("Parlez-moi des coalitions", ""),
        ("À quelle heure commence l'événement ?", "hour"),
        ("What time does it start?", "hour"),
        ("Quel est le budget du programme ?", "amount"),
        ("How much does the director earn?", "amount"),
        ("What is the deadline to apply?", "deadline"),
        ("How long does a contract last?", "duration"),
        ("Combien la France dépense-t-elle en licences ?", "amount"),
        ("The date, the place and the organiser of the event", "time"),
        ("Qu'est-ce qui rend la bascule difficile ?", ""),
        ("si l'entreprise qui l'édite fait faillite on fait quoi ?", ""),
        ("How are the people who maintain it paid?", ""),
        ("le SILL qui l'entretient ?", "person"),
        ("Qui est le patron qui a lancé ça ?", "person"),
    ],
)
def test_a_question_tells_what_it_expects(question: str, expected: str) -> None:
    assert expected_type(question) == expected


@pytest.mark.parametrize(
    ("text", "expected", "question", "found"),
    [
        ("L'événement est annoncé pour le 1er juillet 2026.", "time", "Quand a lieu l'événement ?", True),
        ("L'événement de 2026 est annoncé.", "time", "Quand a lieu l'événement de 2026 ?", False),
        ("Le catalogue compte onze domaines.", "number", "Combien de domaines ?", True),
        ("EuroCommons est un programme.", "definition", "Qu'est-ce qu'EuroCommons ?", True),
        ("La méthode suivie par le programme EuroCommons est collective.", "definition", "C'est quoi l'EDIC ?", False),
        ("On y avance ensemble, plutôt que seul.", "reason", "Pourquoi ?", True),
        ("L'événement est annoncé pour le 1er juillet 2026.", "hour", "À quelle heure ?", False),
        ("L'article est paru à 13 h 44.", "hour", "À quelle heure ?", True),
        ("Le fonds date du 3 mars 2021.", "amount", "Quel est le budget du fonds ?", False),
        ("Le fonds est doté de 21,6 millions d'euros.", "amount", "Quel est le budget du fonds ?", True),
    ],
)
def test_a_sentence_tells_something_of_the_expected_type(text: str, expected: str, question: str, found: bool) -> None:
    subject = {term.word for term in ask(question).terms}
    assert tells(text, expected, question, subject) is found


@pytest.mark.parametrize("text", ["Cependant, il reste du travail.", "Elle existe.", "C'est un programme."])
def test_a_sentence_leans_on_the_one_before(text: str) -> None:
    assert leans_on_previous(text, "fr")


@pytest.mark.parametrize("text", ["Item 1 is first.", "Theyre is a name.", "Issues are many."])
def test_a_sentence_stands_alone(text: str) -> None:
    assert not leans_on_previous(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        *("Voir aussi :", "See also", "Les acteurs sont :", "Budget et financement", "Sources :"),
        "Cette page répond en quelques phrases aux questions que posent les nouveaux venus.",
        "This page sums up those conditions for a decision-maker; it does not replace legal advice.",
    ],
)
def test_a_stub_is_no_answer(text: str) -> None:
    assert is_stub(text)


def test_a_short_full_sentence_is_no_stub() -> None:
    assert not is_stub("EuroCommons compte onze domaines.")


def test_what_a_page_says_of_its_sources_is_no_stub() -> None:
    assert not is_stub("Cette page donne un contexte : aucune des sources citées ici ne parle d'EuroCommons.")


@pytest.mark.parametrize(
    "question",
    [
        "Que ne sait-on pas d'EuroCommons ?",
        "Que ne savez-vous pas ?",
        "What is not known about it?",
        "What don't you know?",
    ],
)
def test_a_question_asks_what_is_unknown(question: str) -> None:
    assert asks_what_is_unknown(question)


@pytest.mark.parametrize("question", ["Quel est le budget ?", "Do you know who launched it?", "Savez-vous où ?"])
def test_a_question_asks_what_is_known(question: str) -> None:
    assert not asks_what_is_unknown(question)


def test_a_sentence_says_that_something_is_unknown() -> None:
    assert says_unknown("Nous ne savons pas qui dirige le programme.", "fr")
    assert not says_unknown("Le programme est dirigé par une équipe.", "fr")


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("Which countries take part?", "Italy takes part.", "Public bodies take part."),
        ("How many bodies use it?", "Some 12,000 bodies use it.", "Since 2019 bodies use version-2 of it."),
        ("By when must they answer?", "They must answer by the end of June 2027.", "They answered in June 2027."),
        (
            "Quelle est la date limite ?",
            "Le dépôt est clos le 3 février 2026.",
            "Une coalition n'a pas de date de fin.",
        ),
    ],
)
def test_a_narrow_type_is_told_by_its_own_words(question: str, answer: str, other: str) -> None:
    expected = expected_type(question)
    assert tells(answer, expected, question, ())
    assert not tells(other, expected, question, ())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("An IT department can begin with three steps.", 3),
        ("Le DC-EDIC a quatre grandes missions, d'après une association.", 4),
        ("Trois démarches : recenser, repérer, formuler.", 0),
        ("Elle a trois ans.", 0),
    ],
)
def test_a_sentence_announces_how_many_things_follow(text: str, count: int) -> None:
    assert announced(text) == count
