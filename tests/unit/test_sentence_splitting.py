"""Sentences are cut where a reader would cut them, with exact spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import split_paragraphs, split_sentences

CASES = [
    ("fr", "M. Dupont est arrivé. Il repart.", ["M. Dupont est arrivé.", "Il repart."]),
    ("fr", "L'art. 16 de la loi n° 2016-1321 s'applique.", ["L'art. 16 de la loi n° 2016-1321 s'applique."]),
    ("fr", "C'est « vrai ! » dit-elle. Oui.", ["C'est « vrai ! » dit-elle.", "Oui."]),
    (
        "fr",
        "Il coûte 3,5 M€. Voir la v2.0.1 etc. pour la suite.",
        ["Il coûte 3,5 M€.", "Voir la v2.0.1 etc. pour la suite."],
    ),
    ("fr", "Liste :\n- un\n- deux", ["Liste :", "un", "deux"]),
    ("en", "The U.S. market grew. Dr. Smith said so.", ["The U.S. market grew.", "Dr. Smith said so."]),
    ("en", "It cost $3.5 million, i.e. Too much.", ["It cost $3.5 million, i.e. Too much."]),
    ("fr", "Voici Rocket.Chat, Zulip et Node.js. Fin.", ["Voici Rocket.Chat, Zulip et Node.js.", "Fin."]),
    ("en", "One.\n\nTwo", ["One.", "Two"]),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_sentences_end_where_a_reader_ends_them(language, text, expected):
    assert [text[span.start : span.end] for span in split_sentences(text, language)] == expected


def test_hard_wrapped_lines_are_one_paragraph():
    text = "word " * 14 + "\n" + "word " * 14 + "\n" + "word " * 14 + "\nend."
    assert len(split_paragraphs(text)) == 1


def test_lines_of_different_lengths_are_paragraphs_of_their_own():
    assert len(split_paragraphs("Titre\nUne ligne bien plus longue que celle du titre, sans rapport.\nFin")) == 3


@given(st.text(alphabet=st.sampled_from("aÉ .!?\n\t«»-1😀\u00a0"), max_size=200), st.sampled_from(["fr", "en"]))
def test_spans_are_ordered_trimmed_and_lose_no_word(text, language):
    spans = split_sentences(text, language)
    last = 0
    for span in spans:
        piece = text[span.start : span.end]
        assert last <= span.start < span.end <= len(text)
        assert piece == piece.strip()
        last = span.end
    kept = "".join(text[span.start : span.end] for span in spans)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]
