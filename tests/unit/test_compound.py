"""The clauses of a sentence that says several things side by side."""

from __future__ import annotations

import pytest

from assistant.verification.compound import clauses_of, is_told_apart, mixes_clauses
from assistant.verification.words import Text
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
    claim: Text = ("Tulips bloom in spring, while asters bloom in autumn.", "en")
    both: list[Text] = [("Tulips bloom in spring. Asters bloom in autumn.", "en")]
    one: list[Text] = [("In autumn asters bloom, tulips in spring.", "en")]
    assert is_told_apart(claim, both)
    assert not is_told_apart(claim, one)


@pytest.mark.parametrize(
    ("claim", "mixed"),
    [
        ("The ferry carries cars all year, while the cable car carries walkers in summer.", False),
        ("The ferry carries cars in summer, while the cable car carries walkers all year.", True),
        ("The cable car carries cars all year, while the ferry carries walkers in summer.", True),
    ],
)
def test_clauses_that_take_from_each_other_are_mixed(claim: str, mixed: bool) -> None:
    told: list[Text] = [("The ferry carries cars all year.", "en"), ("The cable car carries walkers in summer.", "en")]
    joined: list[Text] = [("The ferry carries cars all year, while the cable car carries walkers in summer.", "en")]
    assert mixes_clauses((claim, "en"), told) is mixed
    assert mixes_clauses((claim, "en"), joined) is mixed


def test_clauses_that_take_from_each_other_are_mixed_in_the_other_language_too() -> None:
    told: list[Text] = [("Le chat mange le poisson.", "fr"), ("Le chien garde la maison la nuit.", "fr")]
    assert mixes_clauses(("The cat guards the house at night, and the dog eats fish today.", "en"), told)
    assert not mixes_clauses(("The cat eats the fish today, and the dog guards the house at night.", "en"), told)
