"""Which sentence answers best."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from made_sentences import ask, tell

from assistant.writing.sentences import FEATURES, score_sentences, sentence_features


def test_features_have_one_row_a_candidate_and_one_column_a_name() -> None:
    candidates = [tell("EuroCommons est un programme."), tell("Il est grand.", 1)]
    assert sentence_features(ask("Qu'est-ce qu'EuroCommons ?"), candidates).shape == (2, len(FEATURES))


def test_a_question_without_terms_is_scored_all_the_same() -> None:
    assert np.isfinite(score_sentences(ask("?"), [tell("EuroCommons est un programme.")])).all()


def test_the_sentence_that_holds_the_words_and_the_type_wins() -> None:
    candidates = [
        tell("Le programme avance bien cette saison."),
        tell("EuroCommons a été lancé par la Caisse des Dépôts.", 1),
        tell("Les coalitions se réunissent souvent.", 2),
    ]
    assert score_sentences(ask("Qui a lancé EuroCommons ?"), candidates).argmax() == 1


def test_accents_change_nothing() -> None:
    candidates = [tell("L'événement se tient à Paris."), tell("La coalition avance.", 1)]
    with_accents = score_sentences(ask("Où se tient l'événement ?"), candidates)
    without = score_sentences(ask("ou se tient l'evenement ?"), candidates)
    np.testing.assert_allclose(with_accents, without)


def test_a_section_whose_heading_asks_the_question_comes_first() -> None:
    near = tell("La méthode est collective.", cosine=0.55, heading="Programme > La méthode", passage="p1")
    right = tell(
        "La Caisse des Dépôts, en 2026.", cosine=0.5, heading="Programme > Qui a lancé EuroCommons ?", passage="p2"
    )
    assert score_sentences(ask("Qui a lancé EuroCommons ?"), [near, right]).argmax() == 1


def test_a_sentence_that_asks_does_not_answer_unless_questions_are_asked_for() -> None:
    candidates = [tell("Quelles coalitions faut-il lancer ?"), tell("Il faut lancer la coalition.", 1)]
    assert score_sentences(ask("Comment lancer une coalition ?"), candidates).argmax() == 1
    without, asked = (
        score_sentences(ask(text), candidates) for text in ("Une coalition ?", "Une question de coalition")
    )
    assert asked[0] - asked[1] > without[0] - without[1]


def test_a_list_answers_who_asks_for_several_things() -> None:
    candidates = [tell("La coalition a quatre pays."), tell("La coalition réunit la France, l'Italie et l'Estonie.", 1)]
    gains = [score_sentences(ask(text), candidates) for text in ("Quels sont les pays ?", "Un pays ?")]
    assert gains[0][1] - gains[0][0] > gains[1][1] - gains[1][0]


def test_a_definition_of_a_word_of_the_question_answers_only_who_asks_for_one() -> None:
    defined = tell("Une coalition réunit des organisations.", heading="Glossaire > Coalition", document="glossary.fr")
    other = tell("Lancer prend du temps.", heading="Méthode > Les étapes", passage="p2")
    leads = [
        float(np.diff(score_sentences(ask(text), [other, defined]))[0])
        for text in ("Une coalition ?", "Quand lancer une coalition ?")
    ]
    elsewhere = [replace(one, document="method.fr") for one in (other, defined)]
    apart = float(np.diff(score_sentences(ask("Quand lancer une coalition ?"), elsewhere))[0])
    assert leads[0] > leads[1] and leads[1] < apart


def test_a_cause_answers_who_asks_why() -> None:
    candidates = [tell("La coalition dure."), tell("Le rachat a conduit à la coalition.", 1)]
    gains = [float(np.diff(score_sentences(ask(text), candidates))[0]) for text in ("Pourquoi ?", "Comment ?")]
    assert gains[0] > gains[1]


def test_that_one_thing_is_not_the_other_answers_who_asks_if_they_are_the_same() -> None:
    candidates = [tell("Paris partage un thème."), tell("Paris n'est pas la Caisse.", 1)]
    asked = ("Paris et la Caisse, c'est pareil ?", "Paris et la Caisse ?")
    gains = [float(np.diff(score_sentences(ask(text), candidates))[0]) for text in asked]
    assert gains[0] > gains[1]


def test_a_definition_that_holds_nothing_else_of_the_question_does_not_lead() -> None:
    defined = tell("Une coalition réunit des organisations.", heading="Glossaire > Coalition", document="glossary.fr")
    told = replace(defined, text="Une coalition est lancée par une organisation.")
    held, idle = (score_sentences(ask("Une coalition est-elle lancée ?"), [one])[0] for one in (told, defined))
    assert held - idle > 4


def test_an_entry_that_the_question_does_not_name_stands_back() -> None:
    page = tell("Une forge réunit des dépôts.", heading="Gestion de projet > Dépendances")
    named, unnamed = (
        score_sentences(ask(question), [replace(page, heading="Forgejo", entry=True)])[0]
        - score_sentences(ask(question), [replace(page, heading="Forgejo")])[0]
        for question in ("Forgejo est-il une forge ?", "Que réunit une forge ?")
    )
    assert named == 0 and unnamed < -2
