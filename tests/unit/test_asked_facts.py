"""Which fact of a named entry a question asks for."""

import pytest

from assistant.catalogue.asked_facts import asked_field
from assistant.catalogue.parsing import read_question
from evals.catalogue.checking import built_in_catalogue


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("Où est le site de Panoramax ?", "homepage"),
        ("Does Panoramax have a website?", "homepage"),
        ("Who offers support for Panoramax?", "commercial_support_in_europe"),
        ("Does Panoramax support backups?", "features"),  # it is a verb
        ("Comment afficher Panoramax sur notre site ?", None),
        ("Can several maps of Panoramax stand on a website?", None),
    ],
)
def test_the_fact_is_the_one_that_is_asked_for(question: str, field: str | None) -> None:
    assert asked_field(read_question(question, built_in_catalogue())) == field
