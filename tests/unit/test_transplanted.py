"""The end of one told sentence behind the beginning of another."""

from __future__ import annotations

import pytest

from assistant.verification.transplanted import is_transplanted
from assistant.verification.words import Text

LEASE: list[Text] = [
    ("In a lease, the owner repairs the roof and pays the yearly tax.", "en"),
    ("In a sale, the buyer takes the keys and signs before a notary.", "en"),
]
BAIL: list[Text] = [
    ("Dans un bail, le propriétaire répare le toit et paie la taxe annuelle.", "fr"),
    ("Dans une vente, l'acheteur prend les clés et signe devant un notaire.", "fr"),
]


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (("In a sale, the owner repairs the roof and pays the yearly tax.", "en"), LEASE),
        (("The buyer repairs the roof and pays the yearly tax.", "en"), LEASE),
        (("Dans un bail, l'acheteur prend les clés et signe devant un notaire.", "fr"), BAIL),
    ],
)
def test_a_beginning_from_another_sentence_is_found(claim: Text, told: list[Text]) -> None:
    assert is_transplanted(claim, told)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (("The owner repairs the roof and pays the yearly tax.", "en"), LEASE),
        (("In a lease, the owner pays the yearly tax.", "en"), LEASE),
        (("Dans une vente, l'acheteur signe devant un notaire.", "fr"), BAIL),
        # the second sentence goes on about what the first one names
        (
            ("Zammad sends its mails through any server you like.", "en"),
            [("Zammad is a helpdesk.", "en"), ("It sends its mails through any server you like.", "en")],
        ),
        (
            ("Zammad sends its mails through any server you like.", "en"),
            [("Zammad is a helpdesk.", "en"), ("The helpdesk sends its mails through any server you like.", "en")],
        ),
    ],
)
def test_what_goes_on_about_the_same_is_none(claim: Text, told: list[Text]) -> None:
    assert not is_transplanted(claim, told)
