"""Questions for the whole list of the catalogue."""

from __future__ import annotations

import pytest

from assistant.answer import Assistant
from assistant.catalogue.everything import wants_everything
from assistant.catalogue.parsing import read_question


@pytest.mark.model
@pytest.mark.parametrize(
    "question",
    [
        "Which open-source tools do you hold?",
        "What software does your catalogue include?",
        "Quels logiciels libres répertoriez-vous ?",
        "Quelles solutions référence votre catalogue ?",
    ],
)
def test_who_asks_what_there_is_gets_the_whole_list(question: str, assistant: Assistant) -> None:
    assert len(assistant.ask(question).matches) == len(assistant.catalogue.entries)


@pytest.mark.parametrize(
    "question",
    [
        "Which tools do you use?",
        "Quels logiciels utilisez-vous ?",
        "Quels outils EuroCommons propose-t-il ?",
        "Which tools do you have for maps?",
    ],
)
def test_who_asks_something_else_does_not(question: str, assistant: Assistant) -> None:
    assert not wants_everything(read_question(question, assistant.catalogue))
