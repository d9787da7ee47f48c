"""What was found of a claim, and the verdict that comes of it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.verification.findings import Finding
from assistant.verification.model import Floats, Way, learned
from assistant.verification.prior import shifted


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the quotes support a sentence.

    ``score`` is the probability that they do, from 0 to 1, at even odds.  ``reasons`` say why they do not:
    "no_citation", "number", "date", "amount", "name", "negation", "comparison", "role", "question", "coverage",
    "meaning", "entailment", or "doubtful": they would at even odds, and not at the odds that were given.
    ``missing`` are the words and values that no quote holds.
    """

    supported: bool
    score: float
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found of a claim: that it is there word for word, or what the strict checks say, or else its features.

    ``unlike`` are the claim's words that no quote holds nor comes near.  ``clauses`` are what was found of each of its
    clauses: where all of them are supported, the claim is.
    """

    verbatim: bool = False
    findings: tuple[Finding, ...] = ()
    way: Way = "same"
    features: Floats | None = None
    unlike: tuple[str, ...] = ()
    clauses: tuple[Examined, ...] = ()


def verdict_on(examined: Examined, prior: float) -> Verdict:
    """The verdict where a part ``prior`` of such claims is true: on the whole, or on each of its clauses."""
    whole = _verdict_on_whole(examined, prior)
    clauses = [verdict_on(clause, prior) for clause in examined.clauses]
    if not whole.supported and clauses and all(clause.supported for clause in clauses):
        return Verdict(True, min(clause.score for clause in clauses))
    return whole


def _verdict_on_whole(examined: Examined, prior: float) -> Verdict:
    if examined.verbatim:
        return Verdict(True, 1.0)
    if examined.features is None:
        missing = tuple(word for finding in examined.findings for word in finding.missing)
        return Verdict(False, 0.0, tuple(finding.reason for finding in examined.findings), missing)
    model = learned(examined.way)
    score = model.probability(examined.features)
    if shifted(score, prior) >= model.threshold:
        return Verdict(True, score)
    if score >= model.threshold:
        return Verdict(False, score, ("doubtful",), examined.unlike)
    return Verdict(False, score, ("coverage",) if examined.unlike else ("meaning",), examined.unlike)
