"""Comparisons turned round."""

from __future__ import annotations

import pytest

from assistant.verification.comparatives import turns_comparison
from assistant.verification.words import Text

RIVER: Text = ("In spring the Loue carries more water than the Lison, which is short.", "en")
RIVIERE: Text = ("Les petites communes paient plus vite que les grandes villes.", "fr")


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (("The Lison carries more water than the Loue.", "en"), RIVER),
        (("Les grandes villes paient plus vite que les petites communes.", "fr"), RIVIERE),
    ],
)
def test_the_other_way_round_is_found(claim: Text, told: Text) -> None:
    assert turns_comparison(claim, told)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (("The Loue carries more water than the Lison.", "en"), RIVER),
        (("The Lison carries less water than the Loue.", "en"), RIVER),  # the same, by the contrary word
        (("The Loue carries much water.", "en"), RIVER),
        (("Les petites communes règlent plus vite leurs factures que les grandes villes.", "fr"), RIVIERE),
        (("Les grandes villes paient moins vite que les petites communes.", "fr"), RIVIERE),
    ],
)
def test_the_same_way_round_is_not(claim: Text, told: Text) -> None:
    assert not turns_comparison(claim, told)
