"""The sentences written by hand for the citation check, and what is counted of them."""

from __future__ import annotations

from collections import Counter

from assistant.verification.checker import Claim, Quote
from assistant.verification.verdict import Verdict
from evals.written_claims import HALVES, Written, figures, written


def test_each_half_has_as_many_true_sentences_as_false_ones_and_no_paragraph_of_another():
    halves = {half: list(written(half)) for half in HALVES}
    for found in halves.values():
        counts = Counter(one.true for one in found)
        assert counts[True] == counts[False] >= 75
        assert {one.claim.language for one in found} == {"fr", "en"}
    passages = [{one.claim.quotes[0].text for one in found} for found in halves.values()]
    assert sum(map(len, passages)) == len(set.union(*passages))


def test_what_passes_is_counted_by_kind_the_true_kinds_first():
    quote = (Quote("The lock is of brass.", "en"),)
    found = [
        Written(Claim("The lock is of gold.", "en", quote), False, "added"),
        Written(Claim("It is a brass lock.", "en", quote), True, "paraphrase"),
        Written(Claim("The lock is made of brass.", "en", quote), True, "paraphrase"),
    ]
    verdicts = [Verdict(False, 0.1), Verdict(False, 0.4), Verdict(True, 0.9)]
    assert figures(found, verdicts) == {"paraphrase": (1, 2), "added": (0, 1)}
    assert list(figures(found, verdicts)) == ["paraphrase", "added"]
