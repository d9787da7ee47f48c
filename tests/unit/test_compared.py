"""Terms of the glossary that a question wants defined together, or told apart."""

from __future__ import annotations

import pytest

from assistant.answer import Assistant
from assistant.writing.compared import compared_terms, tells_apart


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("What is the difference between Matrix and XMPP?", ["matrix-protocol", "xmpp"]),
        ("SaaS ou auto-hébergement, quelle différence ?", ["saas", "self-hosting"]),
        ("C'est quoi SAML et LDAP ?", ["saml", "ldap"]),
        ("What is a digital commons or an open standard?", ["digital-commons", "open-standard"]),
        ("Qu'est-ce que SAML dans un annuaire LDAP ?", []),
        ("Quelle différence entre Matrix et le reste ?", []),
        ("Matrix et XMPP sont-ils sûrs ?", []),
        ("EuroCommons et l'EDIC des communs numériques, c'est la même chose ?", []),
        ("Et Matrix, ou XMPP, la différence avec EuroCommons ?", []),
    ],
)
def test_the_terms_to_define(question: str, terms: list[str]) -> None:
    assert [term.id for term in compared_terms(question)] == terms


def test_a_sentence_that_tells_terms_apart_names_them_all() -> None:
    terms = compared_terms("Matrix vs XMPP")
    assert tells_apart("Matrix fédère des salons, alors que XMPP relie des comptes.", terms)
    assert not tells_apart("Matrix fédère des salons, alors que d'autres relient des comptes.", terms)
    assert not tells_apart("Le domaine compte Matrix, XMPP et SIP.", terms)


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Quelle différence entre open source et logiciel libre ?", ("Open Source Initiative", "gratuitement")),
        ("What is the difference between SAML and OpenID Connect?", ("XML", "OAuth")),
    ],
)
def test_each_term_is_defined_and_cited(assistant: Assistant, question: str, words: tuple[str, str]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    first, second = answer.sentences[:2]
    assert words[0] in first.text and words[1] in second.text
    assert all(sentence.citations for sentence in answer.sentences)
