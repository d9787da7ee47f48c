"""Words that a model makes up are found, and words that are only rare are not."""

from __future__ import annotations

import pytest
from fake_encoder import FakeEncoder

from assistant.verification.checker import CitationChecker, Claim, Quote
from assistant.verification.unknown_words import unknown_words
from ingest.records import Language
from ingest.word_lists import is_word


@pytest.mark.parametrize(
    ("language", "text", "told", "unknown"),
    [
        ("fr", "Le terme s'est toujarrat sur les libertés.", "Le terme insiste sur les libertés.", ["toujarrat"]),
        ("en", "The catalogue is reglofied.", "The catalogue is checked.", ["reglofied"]),
        ("fr", "La géomatique et la cybersécurité aujourd'hui.", "Les cartes sont libres.", []),
        ("en", "It lists datastores.", "A datastore is listed.", []),
        ("en", "Colours are virtualised in Xyzzyware, hyper-reglofied and at docs.reglofied.org.", "Nothing.", []),
    ],
)
def test_words_that_no_language_has_are_found(language: Language, text: str, told: str, unknown: list[str]) -> None:
    assert unknown_words(text, language, [(told, language)]) == unknown


def test_a_sentence_with_a_made_up_word_is_not_supported() -> None:
    quote = Quote("Le terme « open source » insiste sur l'ouverture du code et sur la façon de le produire.", "fr")
    made_up = "Le terme « open source » est toujarrat sur l'ouverture du code et sur la façon de le produire."
    [verdict] = CitationChecker(FakeEncoder()).check([Claim(made_up, "fr", (quote,))])
    assert (verdict.supported, verdict.reasons, verdict.missing) == (False, ("coverage",), ("toujarrat",))


@pytest.mark.parametrize("word", ["recognised", "colour", "organisation", "coalition", "authorise"])
def test_both_spellings_of_english_are_words(word: str) -> None:
    assert is_word(word)
