"""The clauses of a sentence that says several things side by side."""

from __future__ import annotations

import pytest

from assistant.verification.compound import clauses_of, is_told_in_one
from ingest.records import Language


@pytest.mark.parametrize(
    ("text", "language", "clauses"),
    [
        (
            "Tulips bloom in early spring, while asters bloom in late autumn.",
            "en",
            ("Tulips bloom in early spring.", "Asters bloom in late autumn."),
        ),
        (
            "Les tulipes fleurissent au printemps, et les asters fleurissent en automne.",
            "fr",
            ("Les tulipes fleurissent au printemps.", "Les asters fleurissent en automne."),
        ),
        (
            "Le règlement n'impose aucun modèle de clôture et ne fixe aucune hauteur maximale.",
            "fr",
            ("Le règlement n'impose aucun modèle de clôture.", "Le règlement ne fixe aucune hauteur maximale."),
        ),
        ("The market sells apples, pears, and plums.", "en", ()),  # a list
        ("The road was flooded, so the market moved uphill.", "en", ()),  # a cause says more than its clauses
    ],
)
def test_clauses(text: str, language: Language, clauses: tuple[str, ...]) -> None:
    assert clauses_of(text, language) == clauses


def test_what_one_sentence_tells_is_read_as_a_whole() -> None:
    claim = ("Tulips bloom in spring, while asters bloom in autumn.", "en")
    both = [("Tulips bloom in spring. Asters bloom in autumn.", "en")]
    one = [("In autumn asters bloom, tulips in spring.", "en")]
    assert not is_told_in_one(claim, both)  # type: ignore[arg-type]
    assert is_told_in_one(claim, one)  # type: ignore[arg-type]
