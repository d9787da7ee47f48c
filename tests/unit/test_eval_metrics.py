"""Metrics of answers, on answers written by hand."""

from dataclasses import replace

import pytest

from assistant.records import Answer, Citation, Sentence
from evals.cases import Case, Entries
from evals.metrics import (
    Outcome,
    abstention,
    check,
    check_error,
    citations_present,
    entries_matched,
    expected_document_cited,
    facts_matched,
    language_match,
    measure,
    nothing_forbidden,
    pair_agreement,
    parity_gap,
    percentile,
    quotes_intact,
    status_correct,
)

TEXTS = {"event.fr": "L'événement est annoncé. Il se tient à la Salle Wagram."}
QUOTE = "Il se tient à la Salle Wagram."
START = TEXTS["event.fr"].index(QUOTE)
CITATION = Citation(
    1, "event.fr", "event.fr#0", "L'événement", "article", "fr", None, None, QUOTE, START, START + len(QUOTE)
)
ANSWER = Answer(
    question="Où ?",
    language="fr",
    status="answered",
    text=f"{QUOTE} [1]",
    sentences=(Sentence(QUOTE, (1,)),),
    citations=(CITATION,),
    matches=({"id": "nextcloud", "name": "Nextcloud"}, {"id": "element", "name": "Element"}),
)
ABSTAINED = Answer(question="Où ?", language="fr", status="abstained", text="Les documents ne le disent pas.")


def case(**changes):
    return Case.model_validate(
        {"id": "place", "language": "fr", "question": "Où se tient-il ?", "status": "answered", **changes}
    )


def outcome(expected="answered", got="answered", *, passed=True, pair=None, language="fr", suite="s", latency=10.0):
    given = case(status=expected, pair=pair, language=language)
    return Outcome(suite, given, got, {"status": passed}, latency)


def test_any_accepted_status_is_right():
    assert status_correct(case(status=["partial", "answered"]), ANSWER)
    assert not status_correct(case(status="abstained"), ANSWER)


@pytest.mark.parametrize(
    ("language", "text", "right"),
    [
        ("fr", "L'événement se tient à la Salle Wagram.", True),
        ("en", "L'événement se tient à la Salle Wagram.", False),
        ("fr", "The event is held at the Salle Wagram in Paris.", False),
    ],
)
def test_the_language_is_that_of_the_question_in_name_and_in_fact(language, text, right):
    assert language_match(case(), replace(ANSWER, language=language, text=text)) is right


@pytest.mark.parametrize(
    ("sentences", "right"),
    [
        ((Sentence(QUOTE, (1,)),), True),
        ((Sentence(QUOTE, (1,)), Sentence("Sans source.")), False),
        ((Sentence(QUOTE, (1, 2)),), False),
        ((), False),
    ],
)
def test_every_sentence_of_an_answer_cites_a_citation_that_is_there(sentences, right):
    assert citations_present(replace(ANSWER, sentences=sentences)) is right


def test_an_abstention_need_not_cite():
    assert citations_present(ABSTAINED) is None


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({}, True),
        ({"start": START - 1}, False),
        ({"quote": "Elle se tient à la Salle Wagram."}, False),
        ({"quote": "", "end": START}, False),
        ({"document_id": "other.fr"}, False),
    ],
)
def test_a_quote_is_its_document_character_for_character(change, right):
    answer = replace(ANSWER, citations=(replace(CITATION, **change),))

    assert quotes_intact(answer, TEXTS.get) is right


def test_no_citation_has_no_quote_to_check():
    assert quotes_intact(ABSTAINED, TEXTS.get) is None


@pytest.mark.parametrize(
    ("documents", "right"),
    [(["event"], True), (["event.fr"], True), (["programme", "event"], True), (["event.en"], False), (["eve"], False)],
)
def test_one_expected_document_is_cited(documents, right):
    assert expected_document_cited(case(documents=documents), ANSWER) is right


def test_an_abstention_misses_the_document_that_was_expected():
    assert expected_document_cited(case(documents=["event"]), ABSTAINED) is False
    assert expected_document_cited(case(), ANSWER) is None


@pytest.mark.parametrize(
    ("facts", "right"),
    [(["salle wagram"], True), (["Wagram", "Lyon"], False), (["^Il se tient"], True)],
)
def test_every_fact_is_in_the_text(facts, right):
    assert facts_matched(case(facts=facts), ANSWER) is right


def test_facts_see_through_french_typography():
    answer = replace(ANSWER, text="Il y a 375\u202f000 agents\u00a0; c’est beaucoup.")

    assert facts_matched(case(facts=["375 000", "c'est"]), answer)
    assert facts_matched(case(), answer) is None


def test_what_is_forbidden_is_not_in_the_text():
    assert nothing_forbidden(case(forbidden=["Lyon"]), ANSWER) is True
    assert nothing_forbidden(case(forbidden=["Lyon", "wagram"]), ANSWER) is False
    assert nothing_forbidden(case(), ANSWER) is None


@pytest.mark.parametrize(
    ("entries", "right"),
    [
        (Entries(all=("nextcloud", "element")), True),
        (Entries(all=("nextcloud", "zulip")), False),
        (Entries(any=("zulip", "element")), True),
        (Entries(any=("zulip",)), False),
        (Entries(none=("zulip",)), True),
        (Entries(all=("nextcloud",), none=("element",)), False),
        (Entries(), None),
    ],
)
def test_matches_hold_the_expected_entries(entries, right):
    assert entries_matched(case(entries=entries.model_dump()), ANSWER) is right


def test_a_case_is_checked_only_for_what_it_expects():
    assert check(case(), ABSTAINED, TEXTS.get) == {
        "status": False,
        "language": True,
        "citations": None,
        "quotes": None,
        "documents": None,
        "facts": None,
        "forbidden": None,
        "entries": None,
    }


def test_an_error_misses_what_was_expected():
    assert check_error(case(documents=["event"])) == {"status": False, "documents": False}


def test_abstaining_is_scored_as_a_class():
    scores = abstention(
        [
            outcome("abstained", "abstained"),
            outcome("abstained", "answered"),
            outcome("answered", "abstained"),
            outcome("answered", "answered"),
            outcome("answered", "partial"),
            outcome("abstained", None),
        ]
    )

    assert scores["abstention_precision"] == pytest.approx(1 / 2)
    assert scores["abstention_recall"] == pytest.approx(1 / 3)
    assert scores["abstention_f1"] == pytest.approx(2 / 5)
    assert scores["over_refusal_rate"] == pytest.approx(1 / 3)


def test_a_case_that_accepts_an_abstention_among_others_has_no_say_in_abstention():
    assert set(abstention([outcome(["abstained", "partial"], "abstained")]).values()) == {None}


def test_never_abstaining_has_a_recall_and_no_precision():
    scores = abstention([outcome("abstained", "answered")])

    assert (scores["abstention_precision"], scores["abstention_recall"], scores["abstention_f1"]) == (None, 0, 0)


def test_parity_compares_the_two_languages_of_each_pair():
    french_fails = [
        outcome(pair="a", language="fr", passed=False),
        outcome(pair="a", language="en"),
        outcome(pair="b", language="fr"),
        outcome(pair="b", language="en"),
        outcome(passed=False),
    ]
    english_fails = [
        outcome(pair="a", language="fr", suite="t"),
        outcome(pair="a", language="en", suite="t", passed=False),
    ]

    assert parity_gap(french_fails) == pytest.approx(1 / 2)
    assert pair_agreement(french_fails) == pytest.approx(1 / 2)
    assert parity_gap(french_fails + english_fails) == 0
    assert pair_agreement(french_fails + english_fails) == pytest.approx(1 / 3)


def test_half_a_pair_says_nothing_of_parity():
    assert parity_gap([outcome(pair="a")]) is None
    assert pair_agreement([outcome(pair="a")]) is None


def test_percentiles_interpolate():
    assert percentile([10, 20], 50) == 15
    assert percentile([], 95) is None


def test_an_error_counts_as_failed_and_as_an_error():
    values = measure([outcome(), outcome(got=None, passed=False, latency=None)])

    assert (values["pass_rate"], values["error_rate"], values["status_accuracy"]) == (0.5, 0.5, 0.5)
    assert values["latency_p50_ms"] == 10


def test_with_nothing_to_measure_every_metric_is_none():
    assert set(measure([]).values()) == {None}
