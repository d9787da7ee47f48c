"""Whether what an answer cites supports what it says: ALCE's citation recall and precision, and the support rate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.records import Answer, Citation, Sentence

Claim = tuple[Sentence, tuple[Citation, ...]]
Supports = Callable[[Answer, Sequence[Claim]], Sequence[bool | None]]
"""Whether, in an answer, each sentence is supported by the citations beside it; None for one that states nothing."""


@dataclass(frozen=True, slots=True)
class Support:
    """Scores of one answer, each from 0 to 1; None where nothing is cited."""

    recall: float | None
    precision: float | None
    rate: float | None


NONE = Support(None, None, None)


def citation_support(answer: Answer, supports: Supports) -> Support:
    """Citation recall and precision of Gao et al. 2023, "Enabling Large Language Models to Generate Text with
    Citations" (ALCE), with the judge ``supports`` for the entailment model; and the support rate.

    Recall is the share of sentences that their citations, taken together, support; a sentence without citation has
    none.  Precision is the share of citations that count: those of a supported sentence that support it alone, or
    without which the others do not.  The support rate is the share of the sentences that cite which are supported.
    An answer that abstains states nothing to judge, and the cells of a table are left out.
    """
    if answer.status == "abstained" or not answer.prose:
        return NONE
    cited = {citation.n: citation for citation in answer.citations}
    prose = [(one, tuple(cited[n] for n in one.citations if n in cited)) for one in answer.prose]
    several = [(one, citations, citation) for one, citations in prose if len(citations) > 1 for citation in citations]
    alone = [(one, (citation,)) for one, _, citation in several]
    others = [(one, _without(citation, citations)) for one, citations, citation in several]
    held = iter(supports(answer, [*prose, *alone, *others]))  # all at once: each text is embedded once
    together, by_one, by_others = (list(islice(held, len(claims))) for claims in (prose, alone, others))
    tried = iter([bool(one) or not rest for one, rest in zip(by_one, by_others, strict=True)])
    counts = [[next(tried) if len(citations) > 1 else True for _ in citations] for _, citations in prose]
    judged = [(right, is_held) for right, is_held in zip(counts, together, strict=True) if is_held is not None]
    return Support(
        recall=_share([is_held for _, is_held in judged]),
        precision=_share([is_right and is_held for right, is_held in judged for is_right in right]),
        rate=_share([is_held for right, is_held in judged if right]),
    )


def _without(citation: Citation, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    return tuple(other for other in citations if other is not citation)


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None
