"""What people ask of the pages: read, halved and counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Assistant
from evals.asked import Asked, asked, outcome
from evals.embed_asked import headings
from ingest.records import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_question_is_asked(language: Language) -> None:
    kinds = {(one.told, bool(one.document)) for one in asked(language)}
    assert kinds == {(True, True), (False, True), (False, False)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_is_one_of_its_page(language: Language) -> None:
    known = {*headings(language)}
    assert all((one.document, one.section) in known for one in asked(language) if one.document)


def test_no_question_is_asked_twice() -> None:
    for language in LANGUAGES:
        questions = [one.question.casefold() for one in asked(language)]
        assert len(questions) == len(set(questions))


def test_what_a_question_got(assistant: Assistant) -> None:
    launched = Asked("Qui a lancé EuroCommons ?", "fr", "programme.fr", "Qui a lancé EuroCommons\u202f?")
    answer = assistant.ask(launched.question)
    assert outcome(launched, answer, assistant) == "its section"
    assert outcome(replace(launched, document="sill.fr"), answer, assistant) == "another"
    assert outcome(launched, assistant.ask("Quel est le plat préféré de Zorglub ?"), assistant) == "not found"
