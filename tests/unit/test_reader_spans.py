"""Spans of sections and pages are ordered, and lie inside the text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_files import raw

from ingest.errors import ReadError
from ingest.readers.markdown import read_markdown
from ingest.readers.outline import Block, lay_out
from ingest.readers.pdf import lay_out_pages


@given(st.text(alphabet=st.sampled_from("ab é\u0301\r\n#-*>|`[]()!<\t\u00a0\u202e=1."), max_size=200))
def test_markdown_spans_are_ordered_and_inside_the_text(markdown: str) -> None:
    try:
        document = read_markdown(raw("a.md", "word\n" + markdown))[0]
    except ReadError as error:
        pytest.fail(str(error))
    assert_spans(document.text, [(section.start, section.end) for section in document.sections])
    assert unicodedata.is_normalized("NFC", document.text)
    assert not any(unicodedata.category(char) == "Cc" and char not in "\n\t" for char in document.text)


blocks = st.lists(st.builds(Block, st.text(max_size=12), st.integers(0, 6), st.booleans()), max_size=12)


@given(blocks, st.text(max_size=5))
def test_laid_out_spans_are_ordered_and_inside_the_text(given_blocks: list[Block], title: str) -> None:
    text, sections = lay_out(given_blocks, title)
    assert_spans(text, [(section.start, section.end) for section in sections])


@given(st.lists(st.text(alphabet="ab\n", max_size=10), max_size=10))
def test_page_spans_hold_the_pages_text(texts: list[str]) -> None:
    text, pages = lay_out_pages(texts)
    assert [text[page.start : page.end] for page in pages] == [one for one in texts if one]
    assert [page.number for page in pages] == [n for n, one in enumerate(texts, start=1) if one]
    assert_spans(text, [(page.start, page.end) for page in pages])


def assert_spans(text: str, spans: list[tuple[int, int]]) -> None:
    bounds = [bound for span in spans for bound in span]
    assert bounds == sorted(bounds)
    assert all(0 <= start < end <= len(text) for start, end in spans)
