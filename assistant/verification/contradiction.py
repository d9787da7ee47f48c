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
    optional = claim.optional + told.optional
    return max(more.count - less.count - max(loosely, firmly, 0) - optional, 0)


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
    said = _affirmed(claim, claim_stems, told)
    singular = claim_stems | {stem.rstrip("s") for stem in claim_stems}  # « tenus », for « aucun ... n'est tenu »
    return any(
        scope and scope[0] in said and singular.issuperset(scope) and not claim.denies(scope[:1], each)
        for each, _ in told
        for scope in each.scopes
    )


def affirms_joined(claim: Polarity, claim_stems: frozenset[str], told: Told) -> bool:
    """Whether a claim affirms one of several things that a told sentence denies together: "neither ... nor"."""
    said, denied = _affirmed(claim, claim_stems, told), _denied(claim)
    return any(
        one.stems[0] in said
        and not claim_stems.isdisjoint(one.before | one.rest)
        and denied.isdisjoint(one.rest)
        and not claim.denies(one.stems[:1], each)
        for each, _ in told
        for one in each.joined
    )


def leaves_out_denial(claim: Polarity, claim_stems: frozenset[str], told: Polarity) -> bool:
    """Whether a claim that denies nothing says most of a clause that one word of the sentence denies: "avoid"."""
    if claim.count or claim.implicit:
        return False
    return any(len(clause & claim_stems) > _SHARE * len(clause) for clause in told.denied_clauses)


def _affirmed(claim: Polarity, claim_stems: frozenset[str], told: Told) -> frozenset[str]:
    """The stems of a claim that it does not negate, without those that a told sentence affirms too."""
    return claim_stems - _denied(claim) - (frozenset[str]().union(*(stems for _, stems in told)) - _negated(told))


def _negated(told: Told) -> frozenset[str]:
    return frozenset[str]().union(*(_denied(each) for each, _ in told))


def _denied(text: Polarity) -> frozenset[str]:
    """The stems that the negations of a text reach."""
    return frozenset(stem for scope in (*text.scopes, *(one.stems for one in text.joined)) for stem in scope)


def _holders(scope: Sequence[str], told: Told) -> list[Polarity]:
    """The told sentences that have most of the words of a scope."""
    return [each for each, stems in told if len(stems.intersection(scope)) >= _SHARE * max(len(scope), 1)]


def _deny(holders: Sequence[Polarity], scope: Sequence[str], claim: Polarity) -> bool:
    return any(each.denies(scope, claim) for each in holders)
