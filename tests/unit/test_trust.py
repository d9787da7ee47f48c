"""What is asked of a model's own words depends on how many of them were supported lately."""

from __future__ import annotations

import math
import random

import pytest
from fake_encoder import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st

from assistant.generation.trust import LATELY, SUPPORTED, UNSUPPORTED, Trust
from assistant.verification.checker import CitationChecker, Claim, Quote
from assistant.verification.prior import EVEN, shifted
from assistant.verification.verdict import Verdict

INSIDE = st.floats(0.001, 0.999)


def trusted(*scores: float) -> Trust:
    trust = Trust()
    for score in scores:
        trust.note([Verdict(score > EVEN, score)])
    return trust


@given(INSIDE)
def test_at_even_odds_nothing_is_shifted(probability):
    assert shifted(probability, EVEN) == pytest.approx(probability)


@given(INSIDE, INSIDE)
def test_the_odds_of_the_shifted_are_those_of_both(probability, prior):
    odds = [each / (1 - each) for each in (probability, prior, shifted(probability, prior))]
    assert odds[2] == pytest.approx(odds[0] * odds[1])


@pytest.mark.parametrize("certain", [0.0, 1.0])
def test_what_is_certain_stays_so(certain):
    assert shifted(certain, 0.01) == certain


def test_a_model_has_to_earn_trust():
    assert trusted().share == pytest.approx(0.1)
    assert trusted(*[0.95] * 5).prior < 0.3


def test_a_model_whose_words_are_supported_is_judged_at_even_odds():
    trust = trusted(*[0.95] * 25)
    assert trust.share > 0.55
    assert trust.prior == EVEN


def test_a_model_that_invents_is_trusted_less_with_each_sentence():
    shares = [trusted(*[0.0] * count).share for count in (0, 1, 5, 50)]
    assert shares == sorted(shares, reverse=True)
    assert shares[-1] < 0.03


def test_what_a_model_copies_earns_nothing():
    assert trusted(*[1.0] * 50).share == trusted().share


def test_the_best_quote_of_a_sentence_counts_once():
    trust = Trust()
    trust.note([Verdict(False, 0.0), Verdict(True, 0.9), Verdict(False, 0.1)])
    assert trust.share == trusted(0.9).share


def test_long_ago_is_forgotten():
    assert trusted(*[0.0] * 500, *[0.95] * LATELY).share == trusted(*[0.95] * LATELY).share


@pytest.mark.parametrize("part", [0.05, 0.3, 0.6])
def test_the_part_that_is_supported_is_found_from_scores_that_hold_at_even_odds(part):
    """Log odds of mean ±2 and variance 4 are their own logit at even odds."""
    drawn = random.Random(1)
    rows = [drawn.gauss(2 if drawn.random() < part else -2, 2) for _ in range(LATELY)]
    scores = [1 / (1 + math.exp(-row)) for row in rows]
    with_start = (SUPPORTED + part * LATELY) / (SUPPORTED + UNSUPPORTED + LATELY)
    assert trusted(*scores).share == pytest.approx(with_start, abs=0.09)


def test_the_check_asks_more_where_little_is_true():
    checker = CitationChecker(FakeEncoder())
    quote = Quote("Le chat noir dort sur le toit de la maison de la voisine.", "fr")
    likely = Claim("Le chat noir dort sur le toit de la voisine.", "fr", (quote,))
    [even] = checker.check([likely])
    assert even.supported and EVEN < even.score < 1
    [rare] = checker.check([likely], prior=0.001)
    assert (rare.supported, rare.score, rare.reasons) == (False, even.score, ("doubtful",))
    [copied] = checker.check([Claim(quote.text, "fr", (quote,))], prior=0.001)
    assert copied.supported
