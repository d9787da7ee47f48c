"""Checks of answers, on answers written by hand."""

from dataclasses import replace

import pytest
from made_answers import ABSTAINED, ANSWER, CITATION, QUOTE, START, TEXTS, case

from assistant.records import Sentence
from evals.metrics.checks import (
    check,
    check_error,
    citations_present,
    expected_document_cited,
    facts_matched,
    language_match,
    no_forbidden_document,
    nothing_forbidden,
    quotes_intact,
    status_correct,
)


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


def test_forbidden_documents_are_not_cited():
    assert no_forbidden_document(case(forbidden_documents=["event"]), ANSWER) is False
    assert no_forbidden_document(case(forbidden_documents=["programme"]), ANSWER) is True
    assert no_forbidden_document(case(), ANSWER) is None


def test_a_case_is_checked_only_for_what_it_expects():
    assert check(case(), ABSTAINED, TEXTS.get) == {
        "status": False,
        "language": True,
        "citations": None,
        "quotes": None,
        "documents": None,
        "forbidden_documents": None,
        "facts": None,
        "typed_facts": None,
        "forbidden": None,
        "expected": None,
        "entries": None,
    }


def test_an_error_misses_what_was_expected():
    assert check_error(case(documents=["event"])) == {"status": False, "documents": False}
