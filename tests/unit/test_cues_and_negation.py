"""Words that turn a sentence, and negations, are read for what they say."""

from __future__ import annotations

import pytest

from assistant.verification.cues import compare_cues, read_cues
from assistant.verification.negation import polarity


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Elle n'est maintenue qu'un peu plus d'un an.", "only"),
        ("Nous n'écrivons du code que lorsque c'est utile.", "only"),
        ("L'éditeur ne vend que du support.", "only"),
        ("Vous trouverez la page.", "future"),
        ("Elle gérera le site.", "future"),
    ],
)
def test_a_cue_is_read(text, cue):
    assert cue in read_cues(text, "fr")


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("SecNumCloud ne garantit pas que le service soit libre.", "only"),
        ("Nos documents n'expliquent pas ce que le mot signifie.", "only"),
        ("Considérez qui est impliqué.", "future"),
        ("Vous devez récupérer les clés, puis gérez le site.", "future"),
    ],
)
def test_what_looks_like_a_cue_is_none(text, cue):
    assert cue not in read_cues(text, "fr")


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (("You will invest time.", "en"), ("Vous allez investir du temps.", "fr")),
        (("Il faut prévoir une équipe.", "fr"), ("Plan for a team, as you should.", "en")),
        (("The robots do everything.", "en"), ("Les robots savent tout faire.", "fr")),
        (("La prochaine version est libre.", "fr"), ("The next version is free.", "en")),
        (("Le prix était plus tôt connu.", "fr"), ("The price was known earlier.", "en")),
    ],
)
def test_a_cue_is_found_in_the_words_of_the_other_language(claim, told):
    theirs = read_cues(*told)
    turned = compare_cues(read_cues(*claim), theirs, theirs)
    assert not turned.added and not turned.contrary


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("SecNumCloud ne garantit pas que le service soit libre.", 1),
        ("N'oubliez pas que la page existe.", 1),
        ("Certains ne se rencontreront peut-être jamais.", 1),
        ("Nos documents ne donnent ni adresse, ni téléphone, ni nom.", 1),
        ("Il n'y a pas que le prix.", 0),
        ("Elle n'est maintenue qu'un an.", 0),
        ("Si jamais ils se rencontraient, ils parleraient.", 0),
        ("Elle ne lit pas la page, et elle n'écrit pas la lettre.", 2),
    ],
)
def test_a_negation_counts_once(text, count):
    assert len(polarity(text, "fr").scopes) == count
