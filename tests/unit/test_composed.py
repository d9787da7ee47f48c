"""What a sentence composed from the catalogue's facts states."""

import pytest

from assistant.verification.composed import stated


@pytest.mark.parametrize(
    ("said", "language", "states"),
    [
        (
            "A comparison takes at least two solutions of the catalogue; only one was recognised: Nextcloud.",
            "en",
            "Nextcloud",
        ),
        (
            "Il faut au moins deux solutions du catalogue pour une comparaison\u202f; "
            "une seule a été reconnue\u00a0: XWiki.",
            "fr",
            "XWiki",
        ),
        ("The weather is fine today in the whole of Europe", "en", None),
    ],
)
def test_what_fills_a_template_is_stated_without_its_full_stop(said, language, states):
    assert stated(said, language) == states
