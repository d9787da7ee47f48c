"""Answers on leaving a product, over the built-in corpus, with the bundled model."""

import pytest
from answer_checks import assert_marks_agree, assert_quotes_are_exact

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("question", "product", "fact"),
    [
        ("Comment convaincre ma direction de quitter Microsoft 365 ?", "Microsoft 365", "risques chiffrés"),
        ("How can we convince our board to leave Google Workspace?", "Google Workspace", "risks in figures"),
    ],
)
def test_what_is_asked_of_leaving_one_product_is_told_of_any_migration(assistant, question, product, fact):
    answer = assistant.ask(question)
    opening, *told = answer.sentences
    assert answer.status == "answered" and fact in answer.text
    assert product in opening.text and not opening.citations
    assert all(sentence.citations for sentence in told)
    assert_marks_agree(answer)
    assert_quotes_are_exact(assistant, answer)


def test_what_the_page_of_a_domain_tells_of_leaving_a_product_is_not_told_of_any_migration(assistant):
    answer = assistant.ask("Que faut-il décider avant de quitter Exchange ?")
    assert answer.status == "answered" and "Garder ou non Outlook" in answer.text
    assert all(sentence.citations for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "suggested"),
    [
        ("Comment quitter VMware ?", "Quelles solutions peuvent remplacer VMware\u202f?"),
        ("How do we leave Exchange?", "Which solutions can replace Microsoft Exchange?"),
    ],
)
def test_an_answer_on_leaving_a_product_suggests_to_ask_what_replaces_it(assistant, question, suggested):
    answer = assistant.ask(question)
    assert answer.status == "answered" and not answer.matches
    assert answer.follow_ups[0] == suggested
    assert len(assistant.ask(suggested).matches) > 5


@pytest.mark.parametrize(
    "question",
    [
        "Quelle ville a réussi à quitter Microsoft 365 ?",
        "Quelle ville est parvenue à abandonner Google Workspace ?",
        "Which city succeeded in leaving Microsoft 365?",
        "Quelles villes sont allées au bout de leur migration ?",
        "Which company succeeded with its migration?",
    ],
)
def test_who_has_migrated_is_refused_since_no_page_tells_it(assistant, question):
    assert assistant.ask(question).status == "abstained"


@pytest.mark.parametrize(
    ("question", "status", "told", "opening"),
    [
        ("any gotchas when we leave Splunk?", "answered", "rules, feeds and team habits", None),
        ("Quels pièges si on quitte Qlik ?", "partial", "régulièrement qu'elle sait le restaurer", "Qlik"),
    ],
)
def test_how_to_leave_a_product_is_told_by_the_page_of_its_domain(assistant, question, status, told, opening):
    answer = assistant.ask(question)
    assert answer.status == status
    assert told in answer.text
    assert {citation.kind for citation in answer.citations} == {"domain"}
    assert opening is None or opening in answer.sentences[0].text
    assert_quotes_are_exact(assistant, answer)
