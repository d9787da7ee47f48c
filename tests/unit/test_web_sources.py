"""Quotes in their context, safe links, paragraphs of an answer."""

import pytest
from e2e.web_documents import METHOD_EN, METHOD_FR, RISKS
from e2e.web_fakes import cite

from assistant.errors import UnknownDocument
from assistant.records import Answer, Sentence
from ui.web.prose import Piece, paragraphs
from ui.web.sources import CONTEXT_CHARS, find_sources, in_context, safe_link


@pytest.mark.parametrize("url", ["http://example.org", "https://example.org/a?b=c#d", "HTTPS://example.org"])
def test_web_addresses_are_links(url):
    assert safe_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd",
        "//example.org", "https://", "https:///path", "http://[", "java\nscript:x", "https://a b", "ftp://example.org",
        "https:\\\\example.org", "", None, 7,
    ],
)  # fmt: skip
def test_nothing_else_is_a_link(url):
    assert safe_link(url) is None


def test_a_quote_stands_in_a_stretch_of_its_document():
    source = in_context(cite(1, METHOD_FR, RISKS), METHOD_FR)
    assert source.whole
    assert source.before.lstrip("…") + source.quote + source.after.rstrip("…") in METHOD_FR.text
    assert source.before.startswith("… ")
    assert len(source.before) <= CONTEXT_CHARS + 1
    assert source.after == ""


def test_a_short_document_is_shown_whole():
    quote = "EuroCommons invites five kinds of actors to work together"
    source = in_context(cite(1, METHOD_EN, quote), METHOD_EN)
    assert not source.before.startswith("…")
    assert (source.before + source.quote + source.after).rstrip("…") in METHOD_EN.text


def test_a_quote_of_a_changed_document_is_shown_alone():
    citation = cite(1, METHOD_FR, RISKS)
    source = in_context(citation, METHOD_EN)
    assert (source.whole, source.before, source.quote, source.after) == (False, "", RISKS, "")


def test_a_document_that_is_gone_does_not_hide_the_quote():
    def gone(document_id):
        raise UnknownDocument(document_id)

    (source,) = find_sources([cite(1, METHOD_FR, RISKS)], gone)
    assert (source.whole, source.quote) == (False, RISKS)


def answer(text, sentences, citations=()):
    return Answer("?", "en", "answered", text, tuple(sentences), tuple(citations))


def test_a_line_break_between_sentences_starts_a_paragraph():
    found = paragraphs(answer("A. B. [1]\nC.", [Sentence("A."), Sentence("B.", (1,)), Sentence("C.")]))
    assert [[line.pieces[0].text for line in paragraph] for paragraph in found] == [["A.", "B."], ["C."]]


def test_a_quotation_in_another_language_is_told_apart():
    sentence = Sentence(f"A document in French says: “{RISKS}”.", (1,))
    (((line,),)) = paragraphs(answer(sentence.text, [sentence], [cite(1, METHOD_FR, RISKS)]))
    assert line.pieces == (Piece("A document in French says: “"), Piece(RISKS, "fr"), Piece("”."))


def test_a_term_is_explained_where_an_answer_first_names_it():
    sentences = [Sentence("A SIEM raises alerts."), Sentence("The SIEM correlates logs.")]
    lines = [
        line
        for paragraph in paragraphs(answer(" ".join(one.text for one in sentences), sentences))
        for line in paragraph
    ]
    explained = [[piece.text for piece in line.pieces if piece.term] for line in lines]
    assert explained[0] == ["SIEM"]
    assert "SIEM" not in explained[1]
    assert ["".join(piece.text for piece in line.pieces) for line in lines] == [one.text for one in sentences]


def test_an_ordinary_word_is_no_acronym():
    said = "Une organisation migre sans partenaire, avec un SAN."
    ((line,),) = paragraphs(Answer("?", "fr", "answered", said, (Sentence(said),)))
    assert [piece.text for piece in line.pieces if piece.term] == ["SAN"]
