"""Two words of a claim that stand in each other's place are found; whole groups that stand elsewhere are not blamed."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.verification.order import exchanged


def found(claim: str, told: str) -> np.ndarray:
    return np.array([[word == other for other in told.split()] for word in claim.split()])


def alone(claim: str) -> np.ndarray:
    return np.eye(len(claim.split()), dtype=bool)


@pytest.mark.parametrize(
    "claim",
    [
        "town signs contract vendor delivers software",
        "vendor delivers software town signs contract",
    ],
)
def test_the_same_order_or_whole_clauses_that_change_places_fit_as_they_are(claim):
    assert exchanged(found(claim, "town signs contract vendor delivers software"), alone(claim)) <= 1


def test_two_words_in_each_other_s_place_would_fit_better_changed():
    claim = "vendor signs contract town delivers software"
    assert exchanged(found(claim, "town signs contract vendor delivers software"), alone(claim)) > 2


def test_words_of_one_compound_may_turn_round():
    claim = "version tracking system replaces spreadsheet everywhere"
    told = "system tracking version replaces spreadsheet everywhere"
    compound = np.zeros((6, 6), bool)
    compound[:3, :3] = True
    assert exchanged(found(claim, told), alone(claim)) > exchanged(found(claim, told), compound) == 0


def test_a_word_that_the_sentence_has_twice_is_in_either_place():
    claim = "town signs contract town pays vendor"
    assert exchanged(found(claim, claim), alone(claim)) == 0


def test_too_few_words_tell_nothing():
    assert exchanged(found("vendor pays town", "town pays vendor"), alone("vendor pays town")) == 0
    assert exchanged(np.zeros((5, 3), bool), np.eye(5, dtype=bool)) == 0
