"""What a probability becomes where true sentences are rarer, or more frequent, than where it was learned."""

from __future__ import annotations

EVEN = 0.5
"""Part of true sentences at which the check's probabilities hold: both classes count the same as it learns."""


def shifted(probability: float, prior: float) -> float:
    """The probability of a sentence, learned at even odds, where a part ``prior`` of such sentences is true (Bayes).

    Both are from 0 to 1, ``prior`` neither of the two; what is certain stays so.
    """
    true = probability * prior
    return true / (true + (1 - probability) * (1 - prior))
