"""The terms of a question, and the words of sentences that hold them."""

from __future__ import annotations

import pytest
from made_sentences import ask

from assistant.writing.answer_types import content_words
from assistant.writing.matching import SYNONYM_SHARE, TRANSLATED_SHARE, match_terms, words_of


def test_words_match_by_stem_within_a_language_and_by_their_beginning_across() -> None:
    question = ask("Les kubernetisations eurocommoniennes")
    same, other = words_of("Une kubernetisation eurocommonienne", "fr"), words_of("Kubernetised by eurocommoners", "en")
    matches = match_terms(question, [same, other], ["fr", "en"])
    assert matches[0].tolist() == [1.0, 1.0]
    assert 0 < matches[1].min() <= matches[1].max() < 1


def test_an_unknown_word_is_taken_for_the_nearest_and_a_known_one_is_not() -> None:
    words = [words_of("EuroCommons avance", "fr")]
    assert match_terms(ask("eurocomons"), words, ["fr"])[0, 0] > 0
    assert match_terms(ask("coalition"), [words_of("coalitionnaire", "fr")], ["fr"])[0, 0] == 0


def test_words_that_frame_a_question_are_not_its_terms() -> None:
    assert [term.word for term in ask("bonjour dis moi c koi eurocommons svp").terms] == ["eurocommons"]


def test_words_that_only_frame_a_question_are_no_terms() -> None:
    assert [term.word for term in ask("Bonjour, où se tient l'événement, en deux mots ?").terms] == ["evenement"]
    assert [term.word for term in ask("how do coalitions work", "en").terms] == ["coalitions"]


def test_a_word_cut_short_is_taken_for_the_whole_one() -> None:
    found = match_terms(ask("domaines techno"), [words_of("Onze domaines technologiques.", "fr")], ["fr"])
    assert found.min() > 0.5


def test_words_match_by_what_translates_them_across_languages_alone() -> None:
    question = ask("Comment mettre en œuvre la reprise des achats ?")
    words = [term.word for term in question.terms]
    english = words_of("How purchases are resumed, and implemented", "en")
    found = dict(zip(words, match_terms(question, [english], ["en"])[0], strict=True))
    assert found["mettre"] == found["oeuvre"] == found["achats"] == 1
    beside = match_terms(question, [english, words_of("Le jardin", "fr")], ["en", "fr"])[0]
    assert beside[words.index("achats")] == TRANSLATED_SHARE
    other = words_of("A meeting in the garden", "en")
    assert not match_terms(question, [other], ["en"]).any()
    assert not match_terms(question, [words_of("purchases", "fr")], ["fr"]).any()


def test_another_name_of_a_term_and_a_number_in_words_match_across_languages() -> None:
    sentence = words_of("Single sign-on covers four systems.", "en")
    assert match_terms(ask("authentification unique"), [sentence], ["en"]).tolist() == [[1, 1]]
    assert match_terms(ask("4 systèmes"), [sentence], ["en"])[0, 0] == 1
    assert match_terms(ask("quatre systèmes"), [words_of("Les 4 systèmes", "fr")], ["fr"])[0, 0] == 1


def test_a_word_that_everyone_writes_weighs_less_than_a_name_as_rare_in_the_documents() -> None:
    weights = {term.word: term.weight for term in ask("Is Moodle any good?", "en").terms}
    assert weights["moodle"] == 4 > weights["good"]


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Combien d'agents se servent de Paris ?", "utilisateurs"),
        ("How many people use Paris?", "users"),
        ("Qu'est-ce qui rend difficile le changement de forge ?", "dependance"),
        ("Cet outil est-il dur à quitter ?", "dependance"),
        ("What makes it hard to leave Paris?", "dependency"),
        ("What keeps us tied to Paris?", "dependency"),
        ("Une mairie est-elle concernée par la loi ?", "applique"),
        ("Are we bound by the law?", "applies"),
        ("Quels sont les freins au départ de Paris ?", "dependance"),
        ("Name three coalitions", "examples"),
        ("Qui en fait partie ?", "membres"),
        ("Who is part of it?", "members"),
    ],
)
def test_what_people_say_means_a_word_of_the_documents(question: str, word: str) -> None:
    assert word in {term.word for term in ask(question).terms}


@pytest.mark.parametrize(
    "question", ["Notre mairie de 800 habitants est-elle visée ?", "We are a town of 2,000 people, are we covered?"]
)
def test_how_many_people_an_asker_has_is_no_subject(question: str) -> None:
    assert not {"800", "habitants", "2", "2,000", "000", "people"} & {term.word for term in ask(question).terms}


def test_a_word_that_no_page_has_is_held_by_one_that_shares_its_translations() -> None:
    told = words_of("Olivier Sichel is the chief executive.", "en")
    column = match_terms(ask("Who is the boss?", "en"), [told], ["en"])[0]
    assert column.tolist() == [SYNONYM_SHARE]
    assert not match_terms(ask("Who is the boss?", "en"), [words_of("It has a seat.", "en")], ["en"]).any()


def test_where_no_type_is_asked_for_a_synonym_says_nothing() -> None:
    told = words_of("Olivier Sichel is the chief executive.", "en")
    assert not match_terms(ask("Tell me about the boss", "en"), [told], ["en"]).any()


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Qu'est-ce qui bloque vraiment le départ de Microsoft Office ?", "dependance"),
        ("Qu'est-ce qui attache une entreprise à Exchange ?", "dependance"),
        ("What keeps people on Teams?", "dependency"),
        ("What ties a company to Exchange?", "dependency"),
        ("Quel rapport entre EuroCommons et openDesk ?", "lien"),
        ("What is the relationship between the SILL and EuroCommons?", "link"),
    ],
)
def test_a_phrase_of_the_question_means_a_word_of_the_documents(question: str, word: str) -> None:
    assert word in content_words(question)
