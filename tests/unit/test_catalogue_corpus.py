"""The built-in catalogue: 288 entries that are what they say they are, and their two pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from ingest.catalogue.schema import DOMAINS, CatalogueEntry
from ingest.errors import ReadError
from ingest.readers.raw import RawFile
from ingest.readers.yaml_file import read_yaml_file
from ingest.records import Document

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "corpus" / "catalogue").glob("*.yml"))
DOSSIER = ROOT.parent / "shared" / "facts" / "catalogue_facts.yaml"


def read_path(path: Path) -> list[Document]:
    return read_yaml_file(RawFile(f"corpus:catalogue/{path.name}", path.name, path.read_bytes(), path.stem))


def read_text(text: str) -> list[Document]:
    return read_yaml_file(RawFile("somewhere/new.yml", "new.yml", text.encode(), "new"))


def values_of(path: Path) -> dict[str, object]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [document for path in FILES for document in read_path(path)]


def test_there_are_288_entries_named_after_their_ids() -> None:
    ids = [CatalogueEntry.model_validate(values_of(path)).id for path in FILES]
    assert len(ids) == len(set(ids)) == 288
    assert ids == [path.stem for path in FILES]


def test_the_eleven_domains_all_have_entries() -> None:
    assert {values_of(path)["domain"] for path in FILES} == set(DOMAINS)
    assert len(DOMAINS) == 11


def test_every_note_is_translated() -> None:
    assert all((values_of(path)["notes"] is None) == (values_of(path)["notes_fr"] is None) for path in FILES)


# Rewritten fields: canonical names replace those of the dossier, and summaries may be better worded.
REWRITTEN = {"checked", "notes", "summary_en", "summary_fr", "replaces", "standards", "features"}


@pytest.mark.skipif(not DOSSIER.exists(), reason="the dossier of facts is not beside this repository")
def test_an_entry_departs_from_the_dossier_only_where_its_notes_say_so() -> None:
    dossier = {entry["id"]: entry for entry in yaml.safe_load(DOSSIER.read_text(encoding="utf-8"))}
    for path in FILES:
        entry = values_of(path)
        expected = dossier[path.stem]
        changed = {
            key for key in expected.keys() - REWRITTEN if expected[key] is not None and entry[key] != expected[key]
        }
        assert not changed or "Correction" in str(entry["notes"]), (path.stem, changed)


def test_each_entry_makes_two_twin_documents(documents: list[Document]) -> None:
    french, english = documents[0], documents[1]
    assert (french.id, english.id) == (f"{FILES[0].stem}.fr", f"{FILES[0].stem}.en")
    assert (french.translation_of, english.translation_of) == (None, french.id)
    assert (french.source, english.source) == tuple(f"corpus:catalogue/{FILES[0].name}#{x}" for x in ("fr", "en"))
    assert {document.kind for document in documents} == {"catalogue"}
    assert len({document.id for document in documents}) == 576


def stated(document: Document) -> Iterator[tuple[str, str]]:
    yield from ((field, document.text[span.start : span.end]) for field, span in document.fact_spans.items())


def test_spans_hold_the_facts_they_name(documents: list[Document]) -> None:
    for document in documents:
        for field, text in stated(document):
            assert text == text.strip() and text
            value = document.facts.get(field)
            if field in ("homepage", "repository", "name"):
                assert str(value) in text
            if field == "licence":
                assert all(item in text or item.startswith("LicenseRef") for item in value)


def test_an_unknown_fact_has_no_line(documents: list[Document]) -> None:
    for document in documents:
        for field, value in document.facts.items():
            if value in (None, []) and field in ("licence", "steward", "repository", "commercial_support_in_europe"):
                assert field not in document.fact_spans


@pytest.mark.parametrize("wrong", ["None", "null", "  ", " de Allemagne", "de Etherpad", "..", " ,", "not-checked"])
def test_no_page_holds_a_slip(documents: list[Document], wrong: str) -> None:
    assert [document.id for document in documents if wrong in document.text.replace("://", "")] == []


def test_french_pages_space_their_punctuation(documents: list[Document]) -> None:
    for document in documents:
        if document.language == "fr":
            assert not any(f" {mark}" in document.text for mark in ":;!?»")


NEXTCLOUD = (ROOT / "corpus" / "catalogue" / "nextcloud.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (NEXTCLOUD.replace("steward: Nextcloud GmbH\n", ""), ["steward", "missing"]),
        (NEXTCLOUD + "colour: blue\n", ["colour", "blue", "unknown"]),
        (NEXTCLOUD.replace("domain: digital-workplace", "domain: gardening"), ["domain", "gardening"]),
        (NEXTCLOUD.replace("steward_country: DE", "steward_country: Germany"), ["steward_country", "Germany"]),
        ("id: [unclosed", ["YAML"]),
        ("- one\n- two\n", ["not a catalogue entry"]),
        ("terms:\n  SSO: single sign-on\n", ["not a catalogue entry"]),
        ("", ["not a catalogue entry"]),
    ],
)
def test_a_wrong_file_says_which_field_and_value(text: str, words: list[str]) -> None:
    with pytest.raises(ReadError) as caught:
        read_text(text)
    assert all(word in str(caught.value) for word in ["new.yml", *words])


def test_bytes_that_are_not_utf8_are_refused() -> None:
    with pytest.raises(ReadError, match="UTF-8"):
        read_yaml_file(RawFile("x.yml", "x.yml", b"id: \xff", "x"))
