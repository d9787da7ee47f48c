"""True pairs of the corpus are true: a sentence stands beside what translates it."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.citation_pairs import FAMILIES
from evals.paraphrases import paraphrases_of
from ingest.reference import CORPUS, reference


def test_a_definition_of_the_glossary_stands_beside_the_same_term_in_the_other_language():
    definitions = {(term.definition_fr, term.definition_en) for term in reference().glossary}
    texts = {text: pair for pair in definitions for text in pair}
    found = 0
    for one in FAMILIES["corpus"](Path(), CORPUS):
        quote = one.claim.quotes[0].text
        if quote in texts:
            found += 1
            assert any(one.claim.text in text for text in texts[quote])
    assert found >= 400


@pytest.mark.parametrize(
    ("text", "language", "kind", "said"),
    [
        (
            "When it is ready, the town signs the contract.",
            "en",
            "reordered",
            "The town signs the contract when it is ready.",
        ),
        (
            "Depuis 2024, la commune publie ses marchés.",
            "fr",
            "reordered",
            "La commune publie ses marchés depuis 2024.",
        ),
        ("The portal does not list closed files.", "en", "contracted", "The portal doesn't list closed files."),
        (
            "The United States signed several treaties.",
            "en",
            "reworded",
            "The United States signed a number of treaties.",
        ),
        ("Le groupe réunit 7 communes.", "fr", "spelt", "Le groupe réunit sept communes."),
        ("The town, which has a port, signs.", "en", "compressed", "The town signs."),
    ],
)
def test_a_sentence_is_said_in_other_words(text, language, kind, said):
    assert dict(paraphrases_of(text, language))[kind] == said
