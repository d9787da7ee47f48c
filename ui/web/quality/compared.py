"""Two runs compared, in the words of the page's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evals.compare import Comparison
from evals.html_report.page import Words
from evals.statistics.paired import Difference
from ui.web.texts import Texts


@dataclass(frozen=True, slots=True)
class Row:
    """A metric in both runs; ``sure`` where the difference is more than noise."""

    label: str
    a: str
    b: str
    sure: bool


def verdict(comparison: Comparison, words: Words, t: Texts) -> str:
    """The first metric that both runs have, and whether its difference is more than noise."""
    told = next((one for one in comparison.differences if one.a is not None and one.p is not None), None)
    if told is None:
        return t("compared_nothing")
    p = f"{told.p:.3f}".replace(".", "," if words.language == "fr" else ".")
    row = _row(told, words)
    return t("compared_sure" if row.sure else "compared_unsure", label=row.label.capitalize(), a=row.a, b=row.b, p=p)


def rows(comparison: Comparison, words: Words) -> Iterator[Row]:
    """The metrics that one of the runs has."""
    return (_row(one, words) for one in comparison.differences if one.a is not None or one.b is not None)


def _row(one: Difference, words: Words) -> Row:
    a, b = words.number(one.metric, one.a), words.number(one.metric, one.b)
    return Row(words.metric(one.metric), a, b, one.is_more_than_noise)
