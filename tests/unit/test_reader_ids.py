"""Ids made of names and sources."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.identifier import ID_PATTERN, default_id, slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Évènement à Paris", "evenement-a-paris"),
        ("programme.fr", "programme.fr"),
        ("../../etc/passwd", "etc-passwd"),
        ("cœur_de métier", "coeur-de-metier"),
        ("日本", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text(), st.text())
def test_default_id_is_always_a_valid_id(source: str, readable: str) -> None:
    assert ID_PATTERN.fullmatch(default_id(source, readable))
