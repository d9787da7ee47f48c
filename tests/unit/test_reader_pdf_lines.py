"""Lines of PDF pages become paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_files import LONG, outlined, pdf, read_one

from ingest.readers.pages import drop_running_heads, join_lines, split_lines


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([LONG, "numériques partagés."], f"{LONG} numériques partagés."),
        ([f"{LONG} numé-", "riques."], f"{LONG} numériques."),
        ([f"{LONG} peut-", "être utiles."], f"{LONG} peut-être utiles."),
        ([f"{LONG} open-", "source.", "L'open-source gagne."], f"{LONG} open-source.\n\nL'open-source gagne."),
        ([f"{LONG} Franco-", "Allemand."], f"{LONG} Franco- Allemand."),
        (split_lines(f"{LONG} . . . . . . 7\n2 Suite......... 8\n{LONG}"), f"{LONG} … 7\n2 Suite … 8\n{LONG}"),
        (["Titre", LONG], f"Titre\n\n{LONG}"),
        ([LONG, "", LONG], f"{LONG}\n\n{LONG}"),
        ([f"{LONG} :", "• un", "– deux", "1. trois"], f"{LONG} :\n- un\n- deux\n1. trois"),
    ],
)
def test_lines_of_a_page_become_paragraphs(lines: list[str], text: str) -> None:
    assert join_lines([lines]) == [text]


@given(
    st.lists(st.lists(st.text(alphabet=st.sampled_from("ab-\u2010ⓐ²É .•1)\u00ad"), max_size=8), max_size=6), max_size=4)
)
def test_joining_lines_loses_nothing_but_spaces_hyphens_and_bullets(pages: list[list[str]]) -> None:
    def letters(text: str) -> list[str]:
        return [char for char in text if char.isalnum()]

    split = [split_lines("\n".join(page)) for page in pages]
    joined = join_lines(split)
    assert [letters("".join(page)) for page in split] == [letters(page) for page in joined]


def test_one_endless_line_takes_no_endless_time() -> None:
    assert (
        len(read_one("a.pdf", pdf(["ab" * 50_000, "a-" * 50_000 + ".", "c" * 50_000 + "-", "d" * 50_000])).text) > 1e5
    )


def test_soft_hyphens_and_font_bullets_are_understood() -> None:
    assert split_lines("numé\u00ad\nrique\n\x7f un\n\uf0b7 deux") == ["numérique", "• un", "• deux"]


def test_running_heads_and_page_numbers_are_dropped() -> None:
    pages = [["Rapport 2026", f"Texte {word}.", f"Page {n}"] for n, word in enumerate("abc", start=1)]
    assert drop_running_heads(pages) == [["Texte a."], ["Texte b."], ["Texte c."]]


def test_two_pages_are_too_few_to_tell_running_heads() -> None:
    assert drop_running_heads([["Same"], ["Same"]]) == [["Same"], ["Same"]]


def test_gaps_between_lines_end_paragraphs_where_all_short_lines_have_one() -> None:
    gapped = [(f"{LONG}.", 800), ("Fin.", 786), (f"{LONG[:60]}.", 760), (LONG, 746), ("court.", 732), ("Suite.", 700)]
    document = read_one("a.pdf", outlined(gapped, marks=[]))
    assert document.text == f"{LONG}. Fin.\n\n{LONG[:60]}. {LONG} court.\n\nSuite."


def test_gaps_say_nothing_where_short_lines_have_none() -> None:
    even = [(LONG, 800), ("Fin.", 786), (LONG, 772), ("court.", 758), ("Suite.", 700), (LONG, 650)]
    document = read_one("a.pdf", outlined(even, marks=[]))
    assert document.text == f"{LONG} Fin.\n\n{LONG} court.\n\nSuite.\n\n{LONG}"
