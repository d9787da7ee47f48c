"""Citation marks, read out of a text cut anywhere."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.generation.marks import Mark, MarkReader, merged


def read(*chunks):
    reader = MarkReader()
    return merged([*(piece for chunk in chunks for piece in reader.feed(chunk)), *reader.close()])


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Oui [1].", ["Oui ", Mark((1,)), "."]),
        ("Oui [1, 2].", ["Oui ", Mark((1, 2)), "."]),
        ("Oui [1][2].", ["Oui ", Mark((1,)), Mark((2,)), "."]),
        ("Oui [^1].", ["Oui ", Mark((1,)), "."]),
        ("Oui 【1】.", ["Oui ", Mark((1,)), "."]),
        ("Oui 【12†source】.", ["Oui ", Mark((12,)), "."]),
        ("Oui ［１］.", ["Oui ", Mark((1,)), "."]),
        ("Oui [2-4].", ["Oui ", Mark((2, 3, 4)), "."]),
        ("Oui [4-2].", ["Oui ", Mark((4,)), "."]),
        ("Oui [1-999999].", ["Oui ", Mark((1,)), "."]),
        ("Oui [1; 1].", ["Oui ", Mark((1, 1)), "."]),
        ("Oui [99].", ["Oui ", Mark((99,)), "."]),
        ("[lien](x) [1]", ["[lien](x) ", Mark((1,))]),
        ("a[i] et [ ]", ["a[i] et [ ]"]),
        ("[12", ["[12"]),
        ("[1 [2]", ["[1 ", Mark((2,))]),
        ("[1\n] [2]", ["[1\n] ", Mark((2,))]),
        ("`a[1]` puis [2]", ["`a[1]` puis ", Mark((2,))]),
        ("``a`[1]`` puis [2]", ["``a`[1]`` puis ", Mark((2,))]),
        ("```\na[1]\n``` puis [2]", ["```\na[1]\n``` puis ", Mark((2,))]),
        ("```\na[1]", ["```\na[1]"]),
        ("un ` seul [1]\nla suite [2]", ["un ` seul ", Mark((1,)), "\nla suite ", Mark((2,))]),
        ("un ` seul [1]", ["un ` seul ", Mark((1,))]),
        ("ligne ` un [1]\n`a[2]` [3]", ["ligne ` un ", Mark((1,)), "\n`a[2]` ", Mark((3,))]),
        ("", []),
    ],
)
def test_marks_are_told_from_text_on_every_split(text, pieces):
    assert read(text) == pieces
    for cut in range(len(text) + 1):
        assert read(text[:cut], text[cut:]) == pieces, (text[:cut], text[cut:])
    assert read(*text) == pieces


ALPHABET = st.text(st.sampled_from("ab1２ [],;^-–【】［］†`\n.[]`1"), max_size=40)


@given(ALPHABET, st.lists(st.integers(0, 40), max_size=6))
def test_any_chunking_gives_the_same(text, cuts):
    bounds = [0, *sorted(cuts), len(text)]
    chunks = [text[start:end] for start, end in pairwise(bounds)]
    assert read(*chunks) == read(text)


@given(ALPHABET)
def test_nothing_is_lost_but_marks(text):
    pieces = read(text)
    assert all(pieces)
    if not any(isinstance(piece, Mark) for piece in pieces):
        assert "".join(pieces) == text
