"""Tells whether a sentence turns the polarity of its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.verification.negation import Polarity

_SHARE = 0.6


def imbalance(claim: Polarity, told: Polarity) -> int:
    """By how many negations two texts of two languages differ.

    Where one has more of them, a word of the other that denies without "not" may stand for one: for one that denies a
    verb only where it is a verb or a predicate itself.
    """
    more, less = (claim, told) if claim.count > told.count else (told, claim)
    denying = more.count - more.idioms - less.count + less.idioms
    loosely = min(more.soft - less.soft, less.strong - more.strong)
    firmly = min(denying, less.firm - more.firm, less.strong - more.strong)
    return max(more.count - less.count - max(loosely, firmly, 0), 0)


Told = Sequence[tuple[Polarity, frozenset[str]]]
"""The polarity and the stems of each told sentence, those that hold a claim best."""


def negates(claim: Polarity, told: Told) -> bool:
    """Whether a claim negates what a told sentence affirms by the same words."""
    negated = _negated(told)
    return any(
        not negated.intersection(scope) and (holders := _holders(scope, told)) and not _deny(holders, scope, claim)
        for scope in claim.scopes
    )


def affirms(claim: Polarity, claim_stems: frozenset[str], told: Told) -> bool:
    """Whether a claim affirms what a told sentence negates by the same words."""
    affirmed = frozenset[str]().union(*(stems for _, stems in told)) - _negated(told)
    said = claim_stems - frozenset(stem for scope in claim.scopes for stem in scope)
    return any(
        scope and scope[0] in said - affirmed and claim_stems.issuperset(scope) and not claim.denies(scope[:1], each)
        for each, _ in told
        for scope in each.scopes
    )


def _negated(told: Told) -> frozenset[str]:
    return frozenset(stem for each, _ in told for scope in each.scopes for stem in scope)


def _holders(scope: Sequence[str], told: Told) -> list[Polarity]:
    """The told sentences that have most of the words of a scope."""
    return [each for each, stems in told if len(stems.intersection(scope)) >= _SHARE * max(len(scope), 1)]


def _deny(holders: Sequence[Polarity], scope: Sequence[str], claim: Polarity) -> bool:
    return any(each.denies(scope, claim) for each in holders)
