"""What only announces a statement is taken off it."""

from __future__ import annotations

import pytest

from assistant.verification.frames import without_frame
from ingest.records import Language


@pytest.mark.parametrize(
    ("language", "said", "stated"),
    [
        ("en", "Keep in mind that the archive was closed in 2026.", "The archive was closed in 2026."),
        ("en", "You need to realize that scripts are read first.", "Scripts are read first."),
        ("en", "It is important to note that the licence changed.", "The licence changed."),
        ("fr", "Il faut savoir que le dépôt est fermé.", "Le dépôt est fermé."),
        ("fr", "Gardez à l'esprit que la licence a changé.", "La licence a changé."),
        ("fr", "Sachez que le dépôt est fermé.", "Le dépôt est fermé."),
        ("en", "You need to know the licence.", "You need to know the licence."),
        ("fr", "Il faut savoir lire une licence.", "Il faut savoir lire une licence."),
    ],
)
def test_what_announces_a_statement_is_no_part_of_it(language: Language, said: str, stated: str) -> None:
    assert without_frame(said, language) == stated
