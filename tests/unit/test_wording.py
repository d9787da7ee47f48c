"""How one fact reads."""

import pytest

from ingest.catalogue.wording import to_verify


@pytest.mark.parametrize(
    ("said", "marked"),
    [
        ("Il est porté par XWiki SAS.", "Il est porté par XWiki SAS (à vérifier)."),
        ("Baserow est porté par Baserow B.V.", "Baserow est porté par Baserow B.V. (à vérifier)."),
        ("Fleet est porté par Fleet Inc.", "Fleet est porté par Fleet Inc. (à vérifier)."),
        ("Standards", "Standards (à vérifier)"),
    ],
)  # fmt: skip
def test_the_mark_comes_before_the_full_stop_and_after_that_of_an_abbreviation(said, marked):
    assert to_verify(said, "fr") == marked
