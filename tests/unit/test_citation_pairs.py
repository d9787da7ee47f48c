"""True pairs of the corpus are true: a sentence stands beside what translates it."""

from __future__ import annotations

from pathlib import Path

from evals.citation_pairs import FAMILIES
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
