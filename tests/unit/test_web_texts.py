"""The words of the page: the same keys in both languages, French well set, the right language for a browser."""

import re
from importlib.resources import files
from string import Formatter

import pytest
import yaml

from assistant.catalogue.predicates import FACT_OF
from ingest.records import LANGUAGES
from ui.web.texts import TABLES as TABLE_NAMES
from ui.web.texts import choose_language, examples, texts

TABLES = [yaml.safe_load(files("ui.web").joinpath(name).read_text(encoding="utf-8")) for name in TABLE_NAMES]
TABLE = {language: {key: text for table in TABLES for key, text in table[language].items()} for language in LANGUAGES}
FRENCH = [text for text in TABLE["fr"].values() if isinstance(text, str)] + [
    words for group in examples("fr") for words in (group.title, *group.questions)
]


def places(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys_and_the_same_places_for_values():
    assert TABLE["fr"].keys() == TABLE["en"].keys()
    for key, text in TABLE["fr"].items():
        if isinstance(text, str):
            assert places(text) == places(TABLE["en"][key]), key


def test_both_languages_have_examples_for_the_same_audiences():
    french, english = examples("fr"), examples("en")
    assert [group.audience for group in french] == [group.audience for group in english]
    assert [len(group.questions) for group in french] == [len(group.questions) for group in english]


@pytest.mark.parametrize("text", FRENCH)
def test_french_has_no_break_spaces_and_curly_apostrophes(text):
    assert not re.search(r"(?<![\u202f])[;!?]", text), "U+202F before ; ! ?"
    assert not re.search(r"(?<![\u00a0])(?<!^):(?!//)(?=\s|$)", text), "U+00A0 before a colon"
    assert not re.search(r"«(?!\u00a0)|(?<!\u00a0)»", text), "U+00A0 inside « »"
    assert "'" not in text, "’, not '"


@pytest.mark.parametrize(
    ("asked", "accepted", "expected"),
    [
        ("en", "fr", "en"),
        ("FR", "en", "fr"),
        ("de", "en-GB,en;q=0.9", "en"),
        (None, "de-DE,de;q=0.9,en;q=0.5,fr;q=0.8", "fr"),
        (None, "en;q=broken, fr;q=0.1", "fr"),
        (None, "de", "fr"),
        (None, None, "fr"),
        ("<script>", "", "fr"),
    ],
)
def test_the_address_decides_then_the_browser_then_french(asked, accepted, expected):
    assert choose_language(asked, accepted) == expected


@pytest.mark.parametrize(
    ("iso", "french", "english"),
    [
        ("2026-06-23", "23 juin 2026", "23 June 2026"),
        ("2026-07-01", "1er juillet 2026", "1 July 2026"),
        ("2026-03", "mars 2026", "March 2026"),
        ("2026", "2026", "2026"),
        ("2026-06-23T10:00:00Z", "23 juin 2026", "23 June 2026"),
        ("2026-13-01", "2026-13-01", "2026-13-01"),
        ("hier", "hier", "hier"),
    ],
)
def test_dates_are_written_in_words(iso, french, english):
    assert texts("fr").date(iso) == french
    assert texts("en").date(iso) == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_criterion_that_an_entry_misses_has_its_name(language):
    assert all(texts(language)(f"criterion_{kind}") for kind in FACT_OF)
