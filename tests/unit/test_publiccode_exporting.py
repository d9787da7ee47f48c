"""Catalogue entries written as publiccode.yml."""

import pytest
import yaml
from publiccode_files import KEYS, entry

from ingest.errors import ReadError
from ingest.publiccode.exporting import export_publiccode
from ingest.publiccode.model import PublicCode


def test_a_key_that_the_catalogue_does_not_hold_must_be_given():
    with pytest.raises(ReadError) as refusal:
        export_publiccode(entry("openproject"))
    for key in (
        "platforms",
        "developmentStatus",
        "softwareType",
        "maintenance.type",
        "localisation.localisationReady",
        "localisation.availableLanguages",
    ):
        assert f"{key} is missing" in str(refusal.value)


def test_the_keys_come_in_the_order_of_the_examples():
    text = export_publiccode(entry("openproject"), KEYS)
    keys = list(yaml.safe_load(text))
    assert keys == [info.alias for info in PublicCode.model_fields.values() if info.alias in keys]
    assert text.startswith("publiccodeYmlVersion: '0.7'\nname: OpenProject\nurl: https://github.com/opf/openproject\n")


def test_what_is_given_may_not_contradict_the_entry():
    keys = KEYS | {"url": "https://example.org/other", "legal": {"license": "MIT"}}
    with pytest.raises(ReadError, match=r"url: given 'https://example.org/other', the entry says .*legal\.license"):
        export_publiccode(entry("openproject"), keys)


def test_a_misspelt_key_is_refused():
    with pytest.raises(ReadError, match="developmentstatus is not a key of the standard"):
        export_publiccode(entry("openproject"), KEYS | {"developmentstatus": "stable"})


def test_several_licences_need_an_expression():
    with pytest.raises(ReadError, match=r"MIT, EUPL-1\.2 are a choice \(OR\) or parts \(AND\)"):
        export_publiccode(with_licences("MIT", "EUPL-1.2"), KEYS)
    with pytest.raises(ReadError, match=r"given 'MIT OR Apache-2\.0', the entry has MIT, EUPL-1\.2"):
        export_publiccode(with_licences("MIT", "EUPL-1.2"), KEYS | {"legal": {"license": "MIT OR Apache-2.0"}})
    text = export_publiccode(with_licences("MIT", "EUPL-1.2"), KEYS | {"legal": {"license": "EUPL-1.2 OR MIT"}})
    assert yaml.safe_load(text)["legal"]["license"] == "EUPL-1.2 OR MIT"


def test_a_licence_of_our_own_naming_is_never_published():
    with pytest.raises(ReadError, match=r"legal\.license is missing"):
        export_publiccode(with_licences("LicenseRef-FOSS-aggregate"), KEYS)


def with_licences(*licences):
    return entry("openproject").model_copy(update={"licence": list(licences)})


def test_a_summary_that_is_too_long_is_not_cut():
    long = entry("openproject").model_copy(update={"summary_en": "word " * 40})
    with pytest.raises(ReadError, match=r"description\.en\.shortDescription is missing"):
        export_publiccode(long, KEYS)
    text = export_publiccode(long, KEYS | {"description": {"en": {"shortDescription": "Shorter."}}})
    assert yaml.safe_load(text)["description"]["en"]["shortDescription"] == "Shorter."


def test_the_steward_needs_a_uri_to_be_an_organisation():
    assert yaml.safe_load(export_publiccode(entry("openproject"), KEYS))["legal"]["repoOwner"] == "OpenProject GmbH"
    keys = KEYS | {"organisation": {"uri": "https://www.openproject.org"}}
    values = yaml.safe_load(export_publiccode(entry("openproject"), keys))
    assert values["organisation"] == {"uri": "https://www.openproject.org", "name": "OpenProject GmbH"}
    assert "repoOwner" not in values["legal"]
