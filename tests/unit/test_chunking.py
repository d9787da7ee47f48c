"""Chunks quote their document exactly, follow its structure, and fit the model."""

import re

from fake_encoder import FakeEncoder
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.chunking import chunk_document
from ingest.records import Document, Page, Section

SPANS = FakeEncoder().token_spans
WORDS = st.sampled_from(["Logiciel", "libre", "commun", "Été", "n° 5", "fin.", "Oui !", "\n\n", "\n", "- item", "😀"])


def document(text, sections=(), pages=(), language="fr"):
    return Document(
        id="d", source="s", kind="article", title="T", text=text, language=language, sections=sections, pages=pages
    )


def chunks_of(text, max_tokens=12, **kwargs):
    return chunk_document(document(text, **kwargs), SPANS, lambda _: "en", max_tokens)


@given(st.lists(WORDS, max_size=120).map(" ".join), st.integers(3, 40))
@settings(max_examples=200)
def test_every_chunk_is_an_exact_slice_that_fits_and_no_word_is_lost(text, max_tokens):
    chunks = chunks_of(text, max_tokens)
    last = 0
    for chunk in chunks:
        assert text[chunk.start : chunk.end] == chunk.text
        assert chunk.start >= last
        last = chunk.end
        marks = len(re.findall(r"\n *- ", chunk.text))  # a list's marks are no part of its sentences
        assert sum(len(tokens) for tokens in SPANS([chunk.text])) <= max_tokens + marks + 1
        for sentence in chunk.sentences:
            assert 0 <= sentence.start < sentence.end <= len(chunk.text)
    kept = "".join(chunk.text for chunk in chunks)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


def test_ids_are_distinct_and_change_with_the_text():
    first, second = chunks_of("Un mot. " * 40), chunks_of("Un mot. " * 41)
    assert len({chunk.id for chunk in first}) == len(first)
    assert not {chunk.id for chunk in first} & {chunk.id for chunk in second}


def test_no_chunk_crosses_a_heading_and_each_keeps_its_path():
    text = "Avant.\n\nA\n\nCorps de A.\n\nB\n\nCorps de B."
    sections = (
        Section((), 0, 6),
        Section(("A",), text.index("Corps de A"), text.index("\n\nB\n")),
        Section(("A", "B"), text.index("Corps de B"), len(text)),
    )
    chunks = chunks_of(text, sections=sections)
    assert [(chunk.heading_path, chunk.text) for chunk in chunks] == [
        ((), "Avant."),
        (("A",), "Corps de A."),
        (("A", "B"), "Corps de B."),
    ]


def test_no_chunk_crosses_a_page():
    text = "Première page. Suite.\n\nSeconde page."
    at = text.index("Seconde")
    chunks = chunks_of(text, 100, pages=(Page(1, 0, at - 2), Page(2, at, len(text))))
    assert [(chunk.page, chunk.text) for chunk in chunks] == [(1, "Première page. Suite."), (2, "Seconde page.")]


def test_a_long_section_is_cut_into_parts_of_about_the_same_size():
    sizes = [len(chunk.text.split()) for chunk in chunks_of("Un mot de plus. " * 30, 100)]
    assert len(sizes) == 2
    assert max(sizes) - min(sizes) <= 8


def test_a_sentence_longer_than_the_limit_is_cut_between_words():
    chunks = chunks_of("mot " * 50, 12)
    assert all(chunk.text == chunk.text.strip() for chunk in chunks)
    assert sum(len(chunk.text.split()) for chunk in chunks) == 50


def test_a_mixed_document_gets_a_language_for_each_chunk():
    assert {chunk.language for chunk in chunks_of("Hello. " * 30, language=None)} == {"en"}


def test_an_empty_text_has_no_chunk():
    assert chunks_of(" \n\n ") == []
