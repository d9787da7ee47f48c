"""Whether what an answer cites supports what it says: ALCE's citation recall and precision, and the support rate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
    judged = [(claim, held) for claim, held in zip(prose, supports(answer, prose), strict=True) if held is not None]
    return Support(
        recall=_share([held for _, held in judged]),
        precision=_precision(answer, judged, supports),
        rate=_share([held for (_, citations), held in judged if citations]),
    )


def _precision(answer: Answer, judged: Sequence[tuple[Claim, bool]], supports: Supports) -> float | None:
    """A lone citation of a supported sentence counts; of several, each is tried alone, then left out."""
    total = sum(len(citations) for (_, citations), _ in judged)
    if not total:
        return None
    held = [claim for claim, is_held in judged if is_held]
    lone = sum(len(citations) == 1 for _, citations in held)
    tried = [(sentence, one, citations) for sentence, citations in held if len(citations) > 1 for one in citations]
    alone = supports(answer, [(sentence, (one,)) for sentence, one, _ in tried])
    others = supports(answer, [(s, tuple(rest for rest in every if rest is not one)) for s, one, every in tried])
    return (lone + sum(bool(one) or not rest for one, rest in zip(alone, others, strict=True))) / total


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None
