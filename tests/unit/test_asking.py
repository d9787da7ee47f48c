"""What a message says of who asks goes before its question is searched."""

from __future__ import annotations

import pytest

from assistant.asking import without_introduction
from ingest.records import Language


@pytest.mark.parametrize(
    ("language", "message", "asked"),
    [
        ("fr", "Nous sommes une mairie et tout est neuf : qui tient le SILL à jour ?", "qui tient le SILL à jour ?"),
        ("fr", "Je découvre le sujet, je suis élue. À qui s'adresse EuroCommons ?", "À qui s'adresse EuroCommons ?"),
        ("fr", "Je débute : à quoi sert une coalition, concrètement ?", "à quoi sert une coalition, concrètement ?"),
        ("en", "I work for a ministry; who keeps the SILL up to date?", "who keeps the SILL up to date?"),
        ("en", "We are a hospital. We’re new here. Do we need SecNumCloud?", "Do we need SecNumCloud?"),
    ],
)
def test_what_people_say_of_themselves_goes(language: Language, message: str, asked: str) -> None:
    assert without_introduction(message, language) == asked


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("fr", "Nous sommes une mairie. Comment faire ?"),
        ("fr", "Nous sommes hébergés à l'étranger. Cela pose-t-il une question de droit ?"),
        ("fr", "SecNumCloud : qui doit choisir un service qualifié ?"),
        ("en", "We modify an AGPL application. What do we have to publish?"),
        ("en", "We are hosted abroad. Is that a legal question?"),
        ("en", "Are we in scope? Who keeps the SILL up to date?"),
        ("en", "We are happy."),
    ],
)
def test_what_the_question_is_about_stays(language: Language, message: str) -> None:
    assert without_introduction(message, language) == message
