"""The look-up that judges a model's answers apart from the citation check: it sees what is made up."""

import pytest

from evals.invention import invented, is_copied, language_of

DOCUMENTS = "EuroCommons a été lancé le 12 mars 2025 à Paris. Trois coalitions réunissent 1 200 agents avec Nextcloud."


@pytest.mark.parametrize(
    "sentence",
    [
        "EuroCommons a été lancé à Paris en mars 2025.",
        "EuroCommons was launched on 12 March 2025.",
        "Les 3 coalitions réunissent 1200 agents.",
        "Three coalitions work with Nextcloud.",
        "L’outil est Nextcloud.",
    ],
)
def test_what_the_documents_hold_is_not_invented(sentence):
    assert invented(sentence, DOCUMENTS) == []


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("EuroCommons a été lancé en 2024.", ["2024"]),
        ("EuroCommons was launched in April 2025.", ["April"]),
        ("Quatre coalitions réunissent 1200 agents.", ["Quatre"]),
        ("Le programme a été lancé à Berlin.", ["Berlin"]),
        ("NextGen est l’outil des coalitions.", ["NextGen"]),
        ("Le budget est de 100 millions de dollars.", ["100", "millions"]),
    ],
)
def test_what_they_do_not_hold_is_found(sentence, wrong):
    assert invented(sentence, DOCUMENTS) == wrong


def test_the_language_is_told_by_small_words():
    assert language_of("La coalition est dans le programme.") == "fr"
    assert language_of("The coalition is in the programme.") == "en"
    assert language_of("Nextcloud") == ""


def test_a_sentence_of_the_documents_is_copied_whatever_its_marks_and_one_with_another_word_is_not():
    assert is_copied("trois coalitions réunissent 1 200 agents, avec Nextcloud", DOCUMENTS)
    assert not is_copied("Trois coalitions réunissent 1 200 agents avec NextGen.", DOCUMENTS)
