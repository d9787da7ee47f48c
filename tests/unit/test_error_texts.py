"""What goes wrong in ingestion is said in both languages, and what an ingestion could not read stays so said."""

import json
import re
from pathlib import Path

import pytest
import yaml

from ingest.errors import FetchError, IndexMissing, ReadError, WrongValueError
from ingest.last_run import FILE, keep_last, read_last
from ingest.messages import Figure, Said, Several
from ingest.readers import read
from ingest.readers.raw import RawFile
from ingest.report import Failure, IngestReport
from ingest.sources import Limits, SourceRef, find_sources, load
from ingest.texts import message

ROOT = Path(__file__).parents[2]
TABLES = ("ingest/error_texts.yml", "ingest/publiccode/notes.yml", "assistant/error_texts.yml")
SOURCES = {
    table: "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / table).parent.rglob("*.py")))
    for table in TABLES
}
TEXTS = {
    (table, key): text
    for table in TABLES
    for key, text in yaml.safe_load((ROOT / table).read_text(encoding="utf-8")).items()
}
BREAKABLE = re.compile(r" [;:!?]|« | »|\w'\w")
"""Spaces that French has no-break, and an apostrophe of a typewriter."""


@pytest.mark.parametrize(("table", "key"), TEXTS)
def test_a_text_is_in_both_languages_and_filled_alike(table, key):
    text = TEXTS[table, key]
    assert set(text) == {"en", "fr"}
    if not key.startswith("wanted_"):  # in English the words are pydantic's
        assert set(re.findall(r"{(\w+)", text["en"])) == set(re.findall(r"{(\w+)", text["fr"]))
    assert not BREAKABLE.search(text["fr"].replace("b'E5S1'", ""))


@pytest.mark.parametrize(("table", "key"), TEXTS)
def test_a_text_is_used(table, key):
    assert f'"{key}"' in SOURCES[table]


@pytest.mark.parametrize(
    ("name", "data", "english", "french"),
    [
        ("a.docx", b"x", "no reader for a.docx", "a.docx n’est pas d’un format pris en charge"),
        ("a.txt", b" ", "the file is empty", "le fichier est vide"),
        ("a.txt", b"\xff\xfa", "byte 0xff at offset 0", "octet 0xff à la position 0"),
        ("a.md", b"---\nid: [\n---\nx", "not valid YAML: while parsing", "YAML valide : « while parsing"),
        ("a.md", b"---\nkind: poem\n---\nx", "must be one of", "la clé « kind » de l’en-tête YAML doit être l’une de"),
        ("a.html", b"<p></p>", "no readable text in the page", "aucun texte lisible dans la page"),
        ("a.pdf", b"%PDF-1.4 nothing", "the PDF is damaged (", "le PDF est abîmé (« "),
        ("a.csv", b"nom,statut\nx,y\n", "found nom, statut", "trouvé : nom, statut"),
        ("a.yml", b"- 1", "expected fields such as", "a.yml n’est pas une fiche du catalogue"),
        ("a.yml", b"id: A", "field name is missing", "le champ name manque (écrivez null"),
        ("a.yml", b"id: A", "field id: String should match", "champ id : il faut un texte de la forme ^[a-z0-9]+"),
        ("p.yml", b"publiccodeYmlVersion: '0.1'", "write 0.2 to 0.7", "écrivez 0.2 à 0.7"),
        ("p.yml", b"publiccodeYmlVersion: '0'", "name is missing", "name manque (`eurocommons corpus import` permet"),
    ],
)
def test_why_a_file_cannot_be_read_is_said_in_either_language(name, data, english, french):
    with pytest.raises(ReadError) as error:
        read(RawFile("docs", name, data, "a"))
    assert english in str(error.value) and str(error.value) == error.value.said("en")
    assert french in plain(error.value.said("fr")) and error.value.said("fr").startswith("docs\u00a0: ")


def test_a_size_has_a_comma_in_french(tmp_path):
    file = tmp_path / "long.txt"
    file.write_bytes(b"x" * 2_500_000)
    with pytest.raises(ReadError) as error:
        load(SourceRef("long.txt", "long.txt", path=file), Limits(max_bytes=1_000_000))
    assert "has 2.5 MB" in str(error.value) and "fait 2,5 Mo" in error.value.said("fr")


def test_an_argument_that_is_nothing_is_said_in_french():
    with pytest.raises(ReadError) as error:
        list(find_sources("ftp://example.org/a"))
    assert error.value.reason.said("fr").startswith("ftp:// n’est pas pris en charge\u202f;")


def test_messages_within_a_message_and_several_are_said_in_its_language():
    inner = WrongValueError(message("spdx_empty"))
    several = Several([message("key_missing", key="name"), message("not_spdx", expression="", error=inner)], "; ")
    assert str(several).startswith("name is missing; legal.license: '' is not")
    assert several.said("fr").startswith("name manque\u202f; legal.license\u00a0: ''")
    assert "(l’expression est vide)" in several.said("fr")


def test_an_error_of_the_web_and_of_the_index():
    slow = FetchError("https://a.example", message("too_slow", seconds=Figure("0.5")))
    assert "within 0.5 s" in str(slow) and "en 0,5 s" in slow.said("fr")
    assert "pas encore d’index dans home" in IndexMissing.below(Path("home")).said("fr")


def test_what_could_not_be_read_is_kept_in_both_languages(tmp_path):
    failures = [Failure("a.txt", message("empty_file")), Failure("b.pdf", message("pdf_encrypted"))]
    keep_last(IngestReport(added=1, failed=failures), tmp_path)
    first, second = read_last(tmp_path).failed
    assert (first[0], str(first[1]), first[1].said("fr")) == ("a.txt", "the file is empty", "le fichier est vide")
    assert second[1].said("fr").startswith("le PDF est chiffré")


def test_a_report_of_before_is_said_as_it_is(tmp_path):
    counts = dict.fromkeys(("added", "updated", "unchanged", "deleted"), 0)
    kept = {**counts, "ended": "2026-11-20T10:00:00+00:00", "failed": [{"source": "a", "error": "not a PDF"}]}
    (tmp_path / FILE).write_text(json.dumps(kept), encoding="utf-8")
    assert read_last(tmp_path).failed == (("a", Said({"en": "not a PDF", "fr": "not a PDF"})),)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")
