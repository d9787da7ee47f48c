"""Which sentences are said together, and in what order."""

from __future__ import annotations

import numpy as np
from made_sentences import ask, tell, texts

from assistant.writing.choice import choose
from assistant.writing.sentences import score_sentences


def test_nothing_retrieved_gives_nothing() -> None:
    assert len(score_sentences(ask("Qui ?"), [])) == 0
    assert choose(ask("Qui ?"), [], np.zeros(0)) == []


def test_sentences_read_in_the_order_of_their_document() -> None:
    candidates = [tell("Le programme vise des organisations européennes."), tell("Le budget reste à préciser.", 1)]
    assert choose(ask("Quoi ?"), candidates, np.array([4.0, 5.0])) == [0, 1]


def test_the_best_document_comes_first() -> None:
    candidates = [
        tell("Les fondations participent aussi au travail commun.", document="a", passage="a"),
        tell("La Caisse des Dépôts a lancé le programme.", document="b", passage="b"),
    ]
    assert choose(ask("Qui ?"), candidates, np.array([4.0, 5.0])) == [1, 0]


def test_a_much_weaker_sentence_is_left_out() -> None:
    candidates = [tell("La Caisse des Dépôts a lancé le programme."), tell("Un autre sujet occupe cette phrase.", 1)]
    assert choose(ask("Qui ?"), candidates, np.array([9.0, 1.0])) == [0]


def test_a_date_of_something_else_is_left_out_beside_the_one_asked_for() -> None:
    candidates = [
        tell("La Caisse des Dépôts a été lancée en 1816."),
        tell("La Caisse des Dépôts pilote l'événement du 1er juillet 2026.", 1),
        tell("La Caisse des Dépôts est une institution.", 2),
    ]
    scores = np.array([5.0, 5.5, 4.5])
    question = ask("Quand la Caisse des Dépôts a-t-elle été lancée ?")
    assert 1 not in choose(question, candidates, scores)
    assert 0 in choose(question, candidates[1:], scores[1:])


def test_no_more_than_the_limit() -> None:
    subjects = [
        "Les fondations cadrent.",
        "Un éditeur code ici.",
        "Deux DSI testent ensemble.",
        "Paris accueille tout.",
    ]
    candidates = [tell(text, at) for at, text in enumerate(subjects)]
    assert len(choose(ask("Qui ?"), candidates, np.ones(4), limit=2)) == 2


def test_the_same_thing_is_not_said_twice() -> None:
    candidates = [
        tell("La Caisse des Dépôts a lancé le programme EuroCommons."),
        tell("Le programme EuroCommons, la Caisse des Dépôts l'a lancé.", document="d2", passage="p2"),
    ]
    assert choose(ask("Qui ?"), candidates, np.array([5.0, 4.9])) == [0]


def test_a_translation_is_the_same_thing_and_the_language_of_the_question_wins() -> None:
    candidates = [
        tell("The Caisse des Dépôts launched the programme.", language="en", document="d.en", passage="e", work="d"),
        tell("La Caisse des Dépôts a lancé le programme.", document="d.fr", passage="f", work="d"),
    ]
    assert choose(ask("Qui ?"), candidates, np.array([5.3, 5.0])) == [1]


def test_evidence_in_the_other_language_alone_is_used() -> None:
    candidates = [tell("The Caisse des Dépôts launched the programme.", language="en")]
    assert choose(ask("Qui ?"), candidates, np.array([1.0])) == [0]


def test_a_sentence_that_leans_takes_the_one_before_along() -> None:
    candidates = [tell("OW2 est une association."), tell("Elle a été lancée en 2007.", 1)]
    assert choose(ask("Quand ?"), candidates, np.array([0.0, 5.0])) == [0, 1]


def test_a_sentence_that_leans_on_what_was_not_retrieved_is_left_out() -> None:
    candidates = [
        tell("OW2 existe depuis 2007 sous cette forme.", document="d2", passage="p2"),
        tell("Elle a été fondée par trois partenaires.", 3),
    ]
    assert texts(candidates, choose(ask("Quand ?"), candidates, np.array([5.0, 4.9]))) == [candidates[0].text]


def test_stubs_are_avoided() -> None:
    candidates = [tell("Voir aussi :"), tell("La Caisse des Dépôts a lancé le programme.", 1)]
    assert choose(ask("Qui ?"), candidates, np.array([5.0, 4.0])) == [1]


def test_one_long_sentence_may_be_said_but_not_two() -> None:
    first, second = "Le programme " + "avance ensemble " * 26 + ".", "Une DSI " + "migre lentement " * 26 + "."
    candidates = [tell(first), tell(second, 1)]
    assert choose(ask("Quoi ?"), candidates, np.array([5.0, 4.9])) == [0]


def test_what_is_known_and_what_is_not_are_never_mixed() -> None:
    candidates = [
        tell("La Caisse des Dépôts a lancé le programme."),
        tell("Nos documents ne donnent pas le budget du programme.", 1),
        tell("Une seule date est connue dans ces pages.", document="gaps", passage="g", gap=True),
    ]
    scores = np.array([4.0, 4.5, 4.2])
    assert choose(ask("Quoi ?"), candidates, scores, unknown=False) == [0]
    assert set(choose(ask("Quoi ?"), candidates, scores, unknown=True)) == {1, 2}
    assert set(choose(ask("Quoi ?"), candidates, scores)) == {1, 2}


def test_what_leaves_open_whether_is_not_said_of_who() -> None:
    candidates = [
        tell("Our documents do not say whether a town can benefit from EuroCommons.", gap=True),
        tell("We do not know who runs EuroCommons.", 1, passage="g", gap=True),
    ]
    scores = np.array([4.5, 4.0])
    assert choose(ask("Who runs EuroCommons?"), candidates, scores, unknown=True) == [1]
    assert set(choose(ask("Can a town benefit from EuroCommons?"), candidates, scores, unknown=True)) == {0, 1}


def test_how_many_is_unknown_does_not_say_why() -> None:
    candidates = [
        tell("Nous ne savons pas non plus combien d'organisations ont quitté Oracle.", gap=True),
        tell("Nos documents ne disent pas qui a choisi les onze domaines.", 1, passage="g", gap=True),
    ]
    scores = np.array([4.5, 4.0])
    assert choose(ask("Pourquoi quitter Oracle ?"), candidates, scores, unknown=True) == [1]
    assert choose(ask("Combien ont quitté Oracle ?"), candidates, scores, unknown=True)[0] == 0


def test_each_part_of_a_question_gets_its_sentence() -> None:
    candidates = [
        tell("La coalition avance ensemble.", 0, passage="p1"),
        tell("Une coalition réunit des éditeurs.", 1, passage="p1"),
        tell("Le programme a été lancé à Paris.", 0, passage="p2", document="d2"),
    ]
    chosen = choose(ask("Qui a lancé la coalition ?"), candidates, np.array([5.0, 4.9, 3.6]), limit=2)
    assert set(chosen) == {0, 2}


def test_what_a_sentence_announces_is_said_with_it() -> None:
    steps = ["On commence par deux étapes.", "Lister les outils.", "Écrire les besoins.", "Ce conseil est le nôtre."]
    candidates = [tell(text, at) for at, text in enumerate(steps)]
    chosen = choose(ask("Comment commencer ?"), candidates, np.array([9.0, 4.0, 4.0, 4.0]))
    assert texts(candidates, chosen) == steps[:3]


def test_a_list_is_said_from_one_passage() -> None:
    candidates = [
        tell("Cinq domaines touchent au travail.", 0),
        tell("Quatre autres touchent au reste.", 1),
        tell("Nous avons des domaines en commun.", 0, passage="p2", document="d2"),
    ]
    scores = np.array([9.0, 6.2, 6.5])
    assert set(choose(ask("Quels sont les domaines ?"), candidates, scores, limit=2)) == {0, 1}
    assert choose(ask("Un domaine ?"), candidates, scores, limit=2) == [0]


def test_the_passage_that_tells_the_number_asked_for_comes_first() -> None:
    described = tell("Visio s'ouvre dans le navigateur des agents.", passage="a", passage_rank=1, cosine=0.9)
    counted = tell("Visio compte 40 000 utilisateurs, dont des agents.", passage="b", passage_rank=2, cosine=0.8)
    question = ask("Combien d'agents utilisent Visio ?")
    chosen = choose(question, [described, counted], np.array([9.0, 8.5]))
    assert texts([described, counted], chosen)[0] == counted.text
