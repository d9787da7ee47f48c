"""What is asked of a thing, by the words of the question: an attribute, or what it is or is for."""

import pytest

from assistant.writing.answer_types import attribute_asked


@pytest.mark.parametrize(
    ("question", "attribute"),
    [
        ("What is the turnover of OW2?", {"turnover"}),
        ("Quel est le budget d'OW2 ?", {"budget"}),
        ("What is the meaning of TechSprint for the event?", set()),
        ("What is the function of a hypervisor?", set()),
        ("Quel est le rôle de la DINUM ?", set()),
        ("When was the DC-EDIC created?", set()),
    ],
)
def test_the_attribute_that_a_question_asks_for(question: str, attribute: set[str]) -> None:
    assert attribute_asked(question) == attribute
