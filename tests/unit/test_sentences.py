"""Which sentences answer, and in what order they are said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.writing.answer_types import (
    announced,
    asks_what_is_unknown,
    content_words,
    expected_type,
    is_stub,
    leans_on_previous,
    says_unknown,
    tells,
)
from assistant.writing.choice import choose
from assistant.writing.matching import SYNONYM_SHARE, TRANSLATED_SHARE, match_terms, words_of
from assistant.writing.question import QuestionFeatures, question_features
from assistant.writing.sentences import FEATURES, CandidateSentence, score_sentences, sentence_features
from ingest.records import Language

KNOWN = {"eurocommons", "caisse", "depots", "lance", "launched", "coalition", "coalitions", "paris", "evenement"}


def ask(text: str, language: Language = "fr", vector: tuple[float, ...] = (1.0, 0.0)) -> QuestionFeatures:
    return question_features(text, language, np.array(vector, np.float32), lambda stem: 2.0, KNOWN.__contains__)


def tell(text: str, at: int = 0, cosine: float = 0.5, language: Language = "fr", **fields: object) -> CandidateSentence:
    """Sentence number ``at`` of a passage; its vector has this cosine to the questions of ``ask``."""
    values: dict[str, object] = {"passage": "p1", "passage_rank": 1, "passage_cosine": 0.5, "document": "d1"}
    values |= {"start": 100 * at} | fields
    vector = np.array([cosine, np.sqrt(1 - cosine**2)], np.float32)
    return CandidateSentence(text=text, language=language, vector=vector, position=at, **values)  # type: ignore[arg-type]


def texts(candidates: list[CandidateSentence], chosen: list[int]) -> list[str]:
    return [candidates[at].text for at in chosen]


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


def test_features_have_one_row_a_candidate_and_one_column_a_name() -> None:
    candidates = [tell("EuroCommons est un programme."), tell("Il est grand.", 1)]
    assert sentence_features(ask("Qu'est-ce qu'EuroCommons ?"), candidates).shape == (2, len(FEATURES))


def test_a_question_without_terms_is_scored_all_the_same() -> None:
    assert np.isfinite(score_sentences(ask("?"), [tell("EuroCommons est un programme.")])).all()


def test_nothing_retrieved_gives_nothing() -> None:
    assert len(score_sentences(ask("Qui ?"), [])) == 0
    assert choose(ask("Qui ?"), [], np.zeros(0)) == []


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


def test_words_that_only_frame_a_question_are_no_terms() -> None:
    assert [term.word for term in ask("Bonjour, où se tient l'événement, en deux mots ?").terms] == ["evenement"]
    assert [term.word for term in ask("how do coalitions work", "en").terms] == ["coalitions"]


def test_a_section_whose_heading_asks_the_question_comes_first() -> None:
    near = tell("La méthode est collective.", cosine=0.55, heading="Programme > La méthode", passage="p1")
    right = tell(
        "La Caisse des Dépôts, en 2026.", cosine=0.5, heading="Programme > Qui a lancé EuroCommons ?", passage="p2"
    )
    assert score_sentences(ask("Qui a lancé EuroCommons ?"), [near, right]).argmax() == 1


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


def test_each_part_of_a_question_gets_its_sentence() -> None:
    candidates = [
        tell("La coalition avance ensemble.", 0, passage="p1"),
        tell("Une coalition réunit des éditeurs.", 1, passage="p1"),
        tell("Le programme a été lancé à Paris.", 0, passage="p2", document="d2"),
    ]
    chosen = choose(ask("Qui a lancé la coalition ?"), candidates, np.array([5.0, 4.9, 3.6]), limit=2)
    assert set(chosen) == {0, 2}


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


def test_an_entry_that_the_question_does_not_name_stands_back() -> None:
    page = tell("Une forge réunit des dépôts.", heading="Gestion de projet > Dépendances")
    named, unnamed = (
        score_sentences(ask(question), [replace(page, heading="Forgejo", entry=True)])[0]
        - score_sentences(ask(question), [replace(page, heading="Forgejo")])[0]
        for question in ("Forgejo est-il une forge ?", "Que réunit une forge ?")
    )
    assert named == 0 and unnamed < -2


def test_the_passage_that_tells_the_number_asked_for_comes_first() -> None:
    described = tell("Visio s'ouvre dans le navigateur des agents.", passage="a", passage_rank=1, cosine=0.9)
    counted = tell("Visio compte 40 000 utilisateurs, dont des agents.", passage="b", passage_rank=2, cosine=0.8)
    question = ask("Combien d'agents utilisent Visio ?")
    chosen = choose(question, [described, counted], np.array([9.0, 8.5]))
    assert texts([described, counted], chosen)[0] == counted.text


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
