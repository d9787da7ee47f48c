"""Dossiers over the built-in corpus, with the bundled model."""

import datetime

import pytest

from assistant.dossier.formats import FORMATS
from assistant.errors import NoDossierError, QuestionError

pytestmark = pytest.mark.model

DATE = datetime.date(2026, 11, 23)


@pytest.mark.parametrize(
    "question",
    [
        "Que prendre à la place de Teams, auto-hébergeable, éditeur européen, AGPL ou GPL ?",
        "Which identity providers support SAML, not American?",
        "Compare Keycloak and LemonLDAP::NG",
    ],
)
def test_a_dossier_holds_what_the_answer_holds_and_quotes_its_pages(assistant, question):
    dossier, answer = assistant.dossier(question, date=DATE), assistant.ask(question)
    assert dossier.matches
    assert [sheet.id for sheet in dossier.matches] == [match["id"] for match in answer.matches]
    assert [aside.id for aside in dossier.near_misses] == [miss["id"] for miss in answer.near_misses]
    assert (dossier.language, dossier.snapshot) == (answer.language, answer.snapshot)
    for sheet in dossier.matches:
        for cell in (*sheet.cells, sheet.description):
            for quote in cell.quotes:
                assert assistant.document(quote.document_id).text[quote.start : quote.end] == quote.text
    assert all(chosen.write(dossier) for chosen in FORMATS.values())


@pytest.mark.parametrize("question", ["Qui a lancé EuroCommons ?", "How do coalitions work?"])
def test_a_question_about_something_else_gives_no_dossier(assistant, question):
    with pytest.raises(NoDossierError, match="Teams"):
        assistant.dossier(question, date=DATE)


def test_an_empty_question_is_refused(assistant):
    with pytest.raises(QuestionError, match="has no words"):
        assistant.dossier(" ? ", date=DATE)
