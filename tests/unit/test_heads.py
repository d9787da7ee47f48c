"""A noun put before what a told sentence tells of."""

from __future__ import annotations

import pytest

from assistant.verification.heads import puts_a_head
from assistant.verification.words import Text

HARBOUR: Text = ("The harbour of Brest shelters forty boats and a lighthouse.", "en")
PORT: Text = ("Le port de Brest abrite quarante bateaux et un phare.", "fr")


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (("The budget of the harbour of Brest shelters forty boats.", "en"), HARBOUR),
        (("The harbour of Brest shelters the owners of forty boats.", "en"), HARBOUR),
        (("Le directeur du port de Brest abrite quarante bateaux.", "fr"), PORT),
        (("Le port de Brest abrite les voiles de quarante bateaux.", "fr"), PORT),
    ],
)
def test_a_noun_that_nothing_tells_of_is_found(claim: Text, told: Text) -> None:
    assert puts_a_head(claim, told, [told])


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (("The harbour of the city of Brest shelters forty boats.", "en"), HARBOUR),  # tells what Brest is
        (("The harbour of Brest shelters forty boats.", "en"), HARBOUR),
        (("La vieille rade de la Penfeld sert d'abri à quarante bateaux.", "fr"), PORT),  # in other words
        (("Le port de la ville de Brest abrite un phare.", "fr"), PORT),
    ],
)
def test_what_adds_no_noun_is_none(claim: Text, told: Text) -> None:
    assert not puts_a_head(claim, told, [told])


def test_a_noun_that_another_quote_tells_of_is_none() -> None:
    claim: Text = ("The master of the harbour of Brest shelters forty boats.", "en")
    assert not puts_a_head(claim, HARBOUR, [HARBOUR, ("The harbour has a master.", "en")])
