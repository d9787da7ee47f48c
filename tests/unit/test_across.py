"""What a question shares with passages of the other language by words, and the table of translations it goes by."""

import pytest

from assistant.retrieval.across import scores_across
from assistant.translations.table import across
from ingest.lexical import COGNATE_SHARE, LexicalIndex

PASSAGES = [
    ("a", "en", "How to leave a supplier: software maintenance and public procurement"),
    ("b", "en", "Cats sleep in the sun, Nextcloud does not"),
    ("c", "en", "The governance of a foundation"),
    ("d", "fr", "Quitter son fournisseur"),
]


@pytest.fixture(scope="module")
def index():
    return LexicalIndex.build(PASSAGES)


def test_a_translation_is_found_and_the_own_language_left_to_others(index):
    bm25, coverage = scores_across(index, "Comment quitter son fournisseur ?", "fr")
    assert bm25.argmax() == coverage.argmax() == 0
    assert bm25[3] == coverage[3] == 0
    assert coverage.max() == pytest.approx(1)


def test_the_other_way_round(index):
    bm25, _ = scores_across(index, "leaving one's supplier", "en")
    assert bm25.nonzero()[0].tolist() == [3]


def test_a_name_is_its_own_translation(index):
    _, coverage = scores_across(index, "Que fait Nextcloud ?", "fr")
    assert coverage.argmax() == 1


def test_a_word_that_the_table_does_not_know_counts_where_its_beginning_stands(index):
    bm25, coverage = scores_across(index, "foundationnellement", "fr")
    assert not bm25.any()
    assert coverage[2] == pytest.approx(COGNATE_SHARE)


def test_a_word_with_many_translations_weighs_less_than_one_that_is_rare(index):
    _, coverage = scores_across(index, "le chat et la fondation", "fr")
    assert coverage[1] == pytest.approx(coverage[2])
    common = LexicalIndex.build([*PASSAGES, *((f"more{n}", "en", "a foundation") for n in range(8))])
    _, coverage = scores_across(common, "le chat et la fondation", "fr")
    assert coverage[1] > 2 * coverage[2]


def test_function_words_alone_share_nothing(index):
    bm25, coverage = scores_across(index, "Et avec ceci, alors ?", "fr")
    assert not bm25.any() and not coverage.any()


def test_the_longest_term_is_taken_and_every_other_word_kept():
    terms = {term.text: term.translations for term in across("mettre en œuvre Kubernetes", "fr")}
    assert "implement" in terms["mettre en œuvre"]
    assert terms["kubernetes"] == frozenset()
    assert not {"mettre", "œuvre"} & set(terms)
