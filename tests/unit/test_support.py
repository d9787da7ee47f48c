"""When the evidence answers, when it does not, and when it says that the answer is unknown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml

from assistant.answer import Assistant
from assistant.writing.countries import countries_in
from assistant.writing.narrow import tells_narrowly
from assistant.writing.question import QuestionFeatures, question_features
from assistant.writing.section_questions import heading_asks_for_another_type
from assistant.writing.sentences import CandidateSentence, names_another, score_sentences
from assistant.writing.support import Decision, answerability, decide
from assistant.writing.support_features import FEATURES, support_features
from ingest.lexical import surface_terms
from ingest.records import Language

CASES = Path(__file__).resolve().parents[1] / "data"

LAUNCH = "C'est la Caisse des Dépôts qui a lancé EuroCommons, selon l'article."
EVENT = "L'événement EuroCommons est annoncé pour le mercredi 1er juillet 2026 à Paris."
METHOD = "La méthode repose sur des coalitions d'organisations, d'éditeurs et d'intégrateurs."
DOMAINS = "Les onze domaines vont du poste de travail aux données géographiques."
BUDGET_GAP = "Nos documents ne donnent ni le budget d'EuroCommons, ni l'origine de son financement."
LAUNCH_EN = "The Caisse des Dépôts launched EuroCommons, according to the article."

COMMON = {"eurocommons": 0.5}
"""Idf of the words that most passages hold; others have 3."""


def ask(text: str, language: Language = "fr", known: str = "") -> QuestionFeatures:
    words = set(surface_terms(" ".join([LAUNCH, EVENT, METHOD, DOMAINS, BUDGET_GAP, LAUNCH_EN, known])))
    vector = np.eye(8, dtype=np.float32)[0]
    return question_features(text, language, vector, lambda stem: COMMON.get(stem, 3.0), words.__contains__)


def evidence(*told: tuple[str, float], language: Language = "fr") -> list[CandidateSentence]:
    """One passage a sentence, with its cosine to the question."""
    rows = []
    for rank, (text, cosine) in enumerate(sorted(told, key=lambda one: -one[1]), 1):
        vector = np.zeros(8, np.float32)
        vector[0], vector[rank % 7 + 1] = cosine, np.sqrt(1 - cosine**2)
        rows.append(
            CandidateSentence(
                text=text,
                language=language,
                vector=vector,
                passage=f"p{rank}",
                passage_rank=rank,
                passage_cosine=cosine,
                position=0,
                start=0,
                document=f"d{rank}",
                gap=text == BUDGET_GAP,
            )
        )
    return rows


def decided(question: QuestionFeatures, candidates: list[CandidateSentence]) -> Decision:
    return decide(question, candidates, score_sentences(question, candidates))


def test_evidence_on_the_subject_answers() -> None:
    candidates = evidence((LAUNCH, 0.75), (EVENT, 0.45), (METHOD, 0.35), (DOMAINS, 0.3))
    decision = decided(ask("Qui a lancé EuroCommons ?"), candidates)
    assert (decision.status, decision.reason) == ("answered", "")


@pytest.mark.parametrize(
    "question",
    ["Quel temps fera-t-il demain ?", "Une recette de crêpes", "Quelle est la capitale de l'Australie ?", "salut", "?"],
)
def test_evidence_on_something_else_does_not(question: str) -> None:
    candidates = evidence((LAUNCH, 0.2), (EVENT, 0.19), (METHOD, 0.18), (DOMAINS, 0.15))
    decision = decided(ask(question), candidates)
    assert (decision.status, decision.reason) == ("abstained", "weak")


def test_no_evidence_does_not() -> None:
    assert decided(ask("Qui a lancé EuroCommons ?"), []) == Decision("abstained", "no_evidence", 0.0)


def test_a_stated_gap_on_the_subject_abstains_and_says_so() -> None:
    candidates = evidence((BUDGET_GAP, 0.7), (LAUNCH, 0.55), (METHOD, 0.4), (DOMAINS, 0.3))
    decision = decided(ask("Quel est le budget d'EuroCommons ?"), candidates)
    assert (decision.status, decision.reason) == ("abstained", "gap")


def test_a_stated_gap_on_another_subject_does_not_refuse() -> None:
    candidates = evidence((LAUNCH, 0.75), (BUDGET_GAP, 0.6), (METHOD, 0.4), (DOMAINS, 0.3))
    assert decided(ask("Qui a lancé EuroCommons ?"), candidates).status == "answered"


def test_a_question_about_what_is_unknown_is_answered_from_the_gaps() -> None:
    candidates = evidence((BUDGET_GAP, 0.6), (LAUNCH, 0.55), (METHOD, 0.3))
    decision = decided(ask("Que ne sait-on pas d'EuroCommons ?"), candidates)
    assert (decision.status, decision.reason) == ("answered", "gap")


def test_a_misspelt_question_is_answered() -> None:
    candidates = evidence((LAUNCH, 0.6), (EVENT, 0.35), (METHOD, 0.3), (DOMAINS, 0.25))
    assert decided(ask("ki a lance eurocomons"), candidates).status != "abstained"


def test_evidence_in_the_other_language_answers() -> None:
    candidates = [*evidence((LAUNCH_EN, 0.65), language="en"), *evidence((METHOD, 0.3), (DOMAINS, 0.25))]
    assert decided(ask("Qui a lancé EuroCommons ?"), candidates).status != "abstained"


def test_a_name_that_the_evidence_lacks_counts_against_it() -> None:
    candidates = evidence((LAUNCH, 0.6), (EVENT, 0.5), (METHOD, 0.3))
    with_name, without = ask("Qui a lancé Zorglub ?"), ask("Qui a lancé EuroCommons ?")
    assert _probability(with_name, candidates) < _probability(without, candidates)


def test_a_heading_that_asks_for_another_type_of_thing_counts_against_its_section() -> None:
    question, candidates = ask("Qui a lancé EuroCommons ?"), evidence((LAUNCH, 0.6), (EVENT, 0.5), (METHOD, 0.3))
    who, when = (
        [replace(one, heading=f"FAQ > {heading}") for one in candidates]
        for heading in ("Qui a lancé EuroCommons ?", "Quand EuroCommons a-t-il été lancé ?")
    )
    assert _probability(question, when) < _probability(question, who)


def test_a_section_that_asks_the_question_and_opens_with_an_answer_answers_whatever_it_adds_is_unknown() -> None:
    answer, gap, rest = evidence((LAUNCH, 0.6), (BUDGET_GAP, 0.55), (METHOD, 0.3))
    gap = replace(
        gap, text="On ignore qui a lancé EuroCommons, et avec qui.", passage=answer.passage, position=1, gap=True
    )
    gap = replace(gap, vector=ask("").vector, passage_cosine=0.9)
    question = ask("Qui a lancé EuroCommons ?")
    headed = [replace(one, heading="FAQ > Qui a lancé EuroCommons ?") for one in (answer, gap)]
    elsewhere = [replace(one, heading="FAQ > EuroCommons") for one in (answer, gap)]
    assert decided(question, [*headed, rest]).reason != "gap"
    assert decided(question, [*elsewhere, rest]).reason == "gap"


def test_a_section_that_opens_by_saying_what_is_asked_answers_whatever_it_adds_is_unknown() -> None:
    answer, gap = evidence((DOMAINS, 0.6), (BUDGET_GAP, 0.55))
    together = replace(gap, passage=answer.passage, position=1, passage_cosine=0.9, vector=ask("").vector)
    question = ask("Les domaines vont-ils du poste de travail aux données géographiques ?")
    assert decided(question, [answer, together]).reason != "gap"
    assert decided(question, [answer, replace(together, passage="p9")]).reason == "gap"


def test_a_section_that_asks_in_the_very_words_answers() -> None:
    candidates = evidence((METHOD, 0.25), (EVENT, 0.2))
    question = ask("Que faites-vous ensemble ?")
    asked = [replace(candidates[0], heading="FAQ > Que faites-vous ensemble ?"), candidates[1]]
    assert decided(question, candidates).status == "abstained"
    assert decided(question, asked).status != "abstained"


def test_a_question_about_money_is_not_answered_by_another_number() -> None:
    dated, priced = "EuroCommons date du 1er juillet 2026.", "EuroCommons a 3 millions d'euros."
    question = ask("Quel est le budget d'EuroCommons ?", known=f"{dated} {priced} budget")
    assert _probability(question, evidence((dated, 0.6))) < 0.5 * _probability(question, evidence((priced, 0.6)))


def test_a_section_that_asks_the_same_yes_or_no_answers_whatever_it_adds_is_unknown() -> None:
    answer, gap = evidence((DOMAINS, 0.6), (BUDGET_GAP, 0.55))
    heading = "FAQ > Les données géographiques sont-elles un des onze domaines prioritaires ?"
    gap = replace(gap, passage=answer.passage, position=1, heading=heading, passage_cosine=0.9, vector=ask("").vector)
    question = ask("Les données géographiques sont-elles un des onze domaines prioritaires ?", known="prioritaires")
    assert decided(question, [replace(answer, heading=heading), gap]).reason != "gap"
    assert decided(question, [answer, gap]).reason == "gap"


def test_a_narrow_type_that_no_leading_sentence_tells_counts_against_the_evidence() -> None:
    told = evidence(("La France et l'Italie financent les coalitions.", 0.6), (METHOD, 0.3))
    beside = evidence(("EuroCommons finance les coalitions.", 0.6), (METHOD, 0.3))
    question = ask("Quels pays financent les coalitions ?", known="finance financent pays")
    assert _probability(question, told) > _probability(question, beside) + 0.2


def test_a_country_that_has_something_else_to_do_with_the_subject_is_no_answer() -> None:
    question = ask("Quels pays financent EuroCommons ?", known="financent pays")
    about = evidence(("EuroCommons a la France pour pays.", 0.6))
    assert not tells_narrowly(question, about, score_sentences(question, about))
    shared = evidence(("EuroCommons est un fil entre la France et d'autres.", 0.6))
    assert not tells_narrowly(question, shared, score_sentences(question, shared))
    told = evidence(("La France finance EuroCommons.", 0.6))
    assert tells_narrowly(question, told, score_sentences(question, told))


def test_a_country_is_told_in_other_words_than_those_asked() -> None:
    founded = evidence(("L'EDIC a été créé par la France et l'Italie.", 0.8))
    joined = evidence(("L'EDIC cite la France et l'Italie.", 0.8))
    asked = ask("Quels pays ont lancé l'EDIC ?")
    assert tells_narrowly(asked, founded, np.zeros(len(founded))) == 1
    assert tells_narrowly(asked, joined, np.zeros(len(joined))) == 0


def test_who_someone_is_may_stand_under_a_heading_that_asks_who() -> None:
    told = [replace(one, heading="Who wrote the article?") for one in evidence(("It is by genma.", 0.8), language="en")]
    assert heading_asks_for_another_type(ask("Who is genma?", "en"), told[0]) == 0


def test_a_heading_that_asks_for_the_same_in_other_words_does_not_count_against_its_section() -> None:
    question = ask("À quelle date EuroCommons a-t-il été lancé ?")
    dated = evidence(("EuroCommons a été lancé en juin 2026.", 0.6), (METHOD, 0.3))
    when, who = (
        [replace(one, heading=f"FAQ > {heading}") for one in dated] for heading in ("C'était quand ?", "C'était qui ?")
    )
    assert _probability(question, when) > _probability(question, who)


def test_a_probability_is_one() -> None:
    for question in ("Qui a lancé EuroCommons ?", "Quel temps fait-il ?", "?"):
        assert 0 <= _probability(ask(question), evidence((LAUNCH, 0.5), (EVENT, 0.2))) <= 1


def _probability(question: QuestionFeatures, candidates: list[CandidateSentence]) -> float:
    return answerability(question, candidates, score_sentences(question, candidates))


def test_features_are_finite_whatever_the_question() -> None:
    candidates = evidence((LAUNCH, 0.5))
    for text in ("", "?", "EuroCommons", "2026"):
        question = ask(text)
        features = support_features(question, candidates, score_sentences(question, candidates), 0.5)
        assert features.shape == (len(FEATURES),)
        assert np.isfinite(features).all()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_our_cases_are_as_many_as_they_should_be_and_none_is_in_both_halves(language: str) -> None:
    halves = yaml.safe_load((CASES / f"answerability_{language}.yml").read_text("utf-8"))
    texts = [text for half in halves.values() for label in half.values() for text in label]
    assert len(texts) == len(set(texts))
    assert sum(len(half["answerable"]) for half in halves.values()) >= 60
    assert sum(len(half["gap"]) + len(half["unanswerable"]) for half in halves.values()) >= 60


@pytest.mark.model
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_held_out_cases_on_the_real_corpus(assistant: Assistant, language: Language) -> None:
    half = yaml.safe_load((CASES / f"answerability_{language}.yml").read_text("utf-8"))["held_out"]
    refused = {
        label: np.mean([assistant.ask(text, language=language).status == "abstained" for text in texts])
        for label, texts in half.items()
    }
    assert refused["answerable"] <= 0.2
    assert refused["gap"] >= 0.6
    assert refused["unanswerable"] >= 0.8


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("Qui a lancé EuroCommons ?", "answered"),
        ("Who launched EuroCommons?", "answered"),
        ("Quel est le budget d'EuroCommons ?", "abstained"),
        ("What is the budget of EuroCommons?", "abstained"),
        ("Que ne sait-on pas d'EuroCommons ?", "answered"),
        ("Quel temps fera-t-il demain à Paris ?", "abstained"),
        ("How do I bake a chocolate cake?", "abstained"),
    ],
)
def test_questions_that_must_go_right(assistant: Assistant, question: str, status: str) -> None:
    assert assistant.ask(question).status == status


def test_a_gap_that_leaves_a_yes_or_no_open_does_not_answer_when() -> None:
    open_whether = "Nos documents ne disent pas si l'événement EuroCommons a eu lieu."
    candidates = evidence((open_whether, 0.7), (EVENT, 0.6), (METHOD, 0.3), (DOMAINS, 0.2))
    assert decided(ask("Quand est l'événement EuroCommons ?"), candidates).status == "answered"


def test_the_name_alone_is_weaker_evidence_than_the_name_and_what_is_asked() -> None:
    question = ask("Qui a lancé EuroCommons ?")
    with_subject = evidence((LAUNCH, 0.6), (METHOD, 0.3), (DOMAINS, 0.2))
    name_alone = evidence((EVENT, 0.6), (METHOD, 0.3), (DOMAINS, 0.2))
    probabilities = [answerability(question, one, score_sentences(question, one)) for one in (with_subject, name_alone)]
    assert probabilities[0] > probabilities[1] + 0.1


def test_who_runs_another_body_is_no_answer() -> None:
    question = ask("Qui dirige EuroCommons ?", known="dirige OW2")
    [told] = evidence(("Pierre Dupont dirige OW2 depuis 2022.", 0.8))
    other, same = (
        replace(told, heading=f"Les acteurs d'EuroCommons > Qui dirige {name} ?") for name in ("OW2", "cela")
    )
    assert names_another(question, [other, same]).tolist() == [True, False]
    assert _probability(question, [other]) < _probability(question, [same])


def test_what_is_asked_of_a_name_in_words_that_no_page_has_is_not_answered_by_the_name() -> None:
    question, known = ask("Qui a épousé EuroCommons ?"), ask("Qui a épousé EuroCommons ?", known="épousé")
    assert _probability(question, evidence((LAUNCH, 0.8))) < _probability(known, evidence((LAUNCH, 0.8)))


def test_a_gap_about_a_price_does_not_answer_who() -> None:
    price = "Nos documents ne donnent pas le tarif de l'événement EuroCommons."
    candidates = [replace(told, gap=told.text == price) for told in evidence((price, 0.8), (EVENT, 0.5))]
    assert decided(ask("Qui pilote l'événement EuroCommons ?", known=price), candidates).reason != "gap"


def test_a_gap_that_holds_what_is_asked_wins_over_what_holds_the_names_alone() -> None:
    link = "Nos documents ne disent pas si openDesk est partenaire d'EuroCommons."
    told = "La suite openDesk est un produit, et EuroCommons un programme."
    candidates = [replace(one, gap=one.text == link) for one in evidence((link, 0.6), (told, 0.7))]
    assert decided(ask("openDesk est-il partenaire d'EuroCommons ?", known=link + told), candidates).reason == "gap"


def test_a_gap_that_names_an_amount_does_not_have_to_tell_one() -> None:
    decision = decided(ask("Quel est le budget d'EuroCommons ?"), evidence((BUDGET_GAP, 0.6), (METHOD, 0.5)))
    assert decision.reason == "gap"


@pytest.mark.parametrize(
    "question", ["Quel est le chiffre d'affaires d'OW2 ?", "Who is the spokesman of OW2?", "Qui est le parrain d'OW2 ?"]
)
def test_an_attribute_that_the_passage_does_not_tell_is_not_answered_by_what_the_thing_is(question: str) -> None:
    told = "OW2 est une association consacrée au logiciel libre professionnel."
    candidates = evidence((told, 0.7), (METHOD, 0.5), (DOMAINS, 0.45))
    features = ask(question, known=f"{told} chiffre affaires spokesman parrain")
    assert decided(features, candidates).status == "abstained"


def test_an_attribute_that_the_passage_tells_is_answered() -> None:
    told = "Le chiffre d'affaires d'OW2 est celui d'une association."
    features = ask("Quel est le chiffre d'affaires d'OW2 ?", known=told)
    assert decided(features, evidence((told, 0.7), (METHOD, 0.5), (DOMAINS, 0.45))).status == "answered"


def test_a_number_of_another_country_counts_against_the_evidence() -> None:
    market = "Le marché français représentait 60 000 emplois directs en 2022."
    candidates = evidence((market, 0.75), (EVENT, 0.3), (METHOD, 0.25))
    here, there = (ask(f"Combien d'emplois en {country} ?", known=market) for country in ("France", "Allemagne"))
    assert decided(here, candidates).status == "answered"
    assert decided(there, candidates).status == "abstained"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Le marché français et l'Allemagne", {"FR", "DE"}),
        ("Polish and Dutch members", {"PL", "NL"}),
        ("Europe, us, nous", set()),
    ],
)
def test_countries_are_read_by_noun_and_by_adjective(text: str, codes: set[str]) -> None:
    assert countries_in(text) == codes
