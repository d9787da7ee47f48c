"""How far citations support the sentences that cite them."""

from dataclasses import replace

import pytest
from made_answers import ABSTAINED, ANSWER, CITATION

from assistant.records import Sentence
from evals.metrics.citations import NONE, Support, citation_support


def judge(*supporting):
    """A judge for which a sentence is supported when these citations, or more, are beside it; "?" needs none."""

    def supports(answer, claims):
        held = [{one.n for one in citations} >= {*supporting} for _, citations in claims]
        return [None if sentence.text == "?" else one for one, (sentence, _) in zip(held, claims, strict=True)]

    return supports


def cited(*sentences):
    citations = tuple(replace(CITATION, n=n) for n in (1, 2, 3))
    return replace(ANSWER, citations=citations, sentences=tuple(Sentence(text, numbers) for text, numbers in sentences))


@pytest.mark.parametrize(
    ("sentences", "supporting", "recall", "precision", "rate"),
    [
        ([("A.", (1,))], (1,), 1, 1, 1),
        ([("A.", (1,))], (2,), 0, 0, 0),
        ([("A.", (1, 2))], (1,), 1, 1 / 2, 1),  # without 2 it is supported all the same
        ([("A.", (1, 2))], (1, 2), 1, 1, 1),  # neither would do alone
        ([("A.", (1,)), ("B.", ())], (1,), 1 / 2, 1, 1),  # B cites nothing
        ([("A.", (1,)), ("B.", (3,))], (1,), 1 / 2, 1 / 2, 1 / 2),
        ([("A.", (1,)), ("?", ())], (1,), 1, 1, 1),  # the assistant's own words state nothing
        ([("?", ())], (1,), None, None, None),
    ],
)
def test_citations_are_judged_as_alce_does(sentences, supporting, recall, precision, rate):
    assert citation_support(cited(*sentences), judge(*supporting)) == Support(recall, precision, rate)


def test_an_abstention_states_nothing_to_support():
    assert citation_support(ABSTAINED, judge(1)) == NONE
