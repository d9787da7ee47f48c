"""Says that no entry tells what a label is: « quelles solutions sont qualifiées SecNumCloud ? »"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.writing.extractive import Considered
from assistant.writing.texts import listed, text


def with_labels(considered: Considered, labels: Sequence[str]) -> Considered:
    """The answer after the sentence that the catalogue does not tell which solutions have the labels."""
    if not labels:
        return considered
    language, decision = considered.question.language, considered.decision
    status = "partial" if decision.status == "answered" else decision.status
    opening = text("no_label", language, labels=listed(labels, language))
    return replace(considered, opening=opening, decision=replace(decision, status=status))
