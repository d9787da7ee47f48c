"""The commands that import and export publiccode.yml."""

import argparse
import json
from pathlib import Path

import pytest
import yaml
from publiccode_files import FILES, KEYS, parsed

from assistant.settings import Settings
from ingest.catalogue.schema import CatalogueEntry
from ingest.publiccode.conformity import problems_of
from ui.cli_corpus_publiccode import corpus_export, corpus_import
from ui.cli_outcome import WrongUseError
from ui.cli_texts import Texts


@pytest.fixture
def import_arguments():
    given = dict.fromkeys(("domain", "id", "summary_fr", "summary_en", "description_fr", "description_en", "out"))
    return lambda file, **changes: argparse.Namespace(**given | {"file": str(file)} | changes)


def run(command, args, language="en"):
    return command(args, Settings(), Texts(language))


def test_corpus_import_prints_an_entry_under_its_remarks(import_arguments):
    outcome = run(corpus_import, import_arguments(FILES / "minimal.yml", domain="directories-and-identity"), "fr")
    assert outcome.text.startswith("# laissé de côté")
    values = yaml.safe_load(outcome.text)
    assert CatalogueEntry.model_validate(values).features == ["provisioning"]
    assert json.loads(json.dumps(outcome.data))["entry"]["id"] == "petit-relais"


def test_corpus_import_writes_a_file_once(import_arguments, tmp_path):
    args = import_arguments(FILES / "german-agency.yml", out=str(tmp_path / "feldkarte.yml"))
    assert run(corpus_import, args).text == f"{args.out} is written"
    assert CatalogueEntry.model_validate(yaml.safe_load(Path(args.out).read_text(encoding="utf-8"))).id == "feldkarte"
    with pytest.raises(WrongUseError, match="is there already"):
        run(corpus_import, args)


def test_corpus_export_takes_the_missing_keys_from_a_file(tmp_path):
    keys = tmp_path / "keys.yml"
    keys.write_text(yaml.safe_dump(KEYS), encoding="utf-8")
    args = argparse.Namespace(id="openproject", keys=str(keys), out=None)
    outcome = run(corpus_export, args)
    assert problems_of(parsed(outcome.text)) == () and outcome.data["publiccode"]["name"] == "OpenProject"


@pytest.mark.parametrize("name", ["nothing", "../products", "", "/etc/hosts"])
def test_corpus_export_of_an_entry_that_is_not_there(name):
    with pytest.raises(WrongUseError, match="the catalogue has no entry"):
        run(corpus_export, argparse.Namespace(id=name, keys=None, out=None))


@pytest.mark.parametrize(
    ("content", "message"), [(b"- a", "must hold keys"), (b"\xff", "not UTF-8"), (b"[", "cannot read")]
)
def test_corpus_export_with_bad_keys(tmp_path, content, message):
    keys = tmp_path / "keys.yml"
    keys.write_bytes(content)
    with pytest.raises(WrongUseError, match=message):
        run(corpus_export, argparse.Namespace(id="openproject", keys=str(keys), out=None))


def test_corpus_import_of_a_file_that_is_not_there(import_arguments, tmp_path):
    with pytest.raises(WrongUseError, match="cannot read"):
        run(corpus_import, import_arguments(tmp_path / "none.yml"))
