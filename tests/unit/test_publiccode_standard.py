"""The standard: versions, rules, lists, and the files that are refused."""

import pytest
import yaml
from publiccode_files import VALID, imported_from, parsed

from ingest.catalogue.schema import DOMAINS
from ingest.errors import ReadError
from ingest.publiccode.conformity import problems_of
from ingest.publiccode.licences import licences_of
from ingest.publiccode.model import unknown_keys
from ingest.publiccode.reading import MAX_CHARS
from ingest.publiccode.vocabulary import categories, vocabulary
from ingest.reference import reference


@pytest.mark.parametrize("version", ["0", "0.2", "0.4.0", "0.7.0", 0.5, 0, "http://w3id.org/publiccode/version/0.3"])
def test_versions_that_are_read(version):
    assert parsed(yaml.safe_dump(VALID | {"publiccodeYmlVersion": version})).name == "Relais"


@pytest.mark.parametrize("version", ["0.1", "1.0", "2.4.0", "", "latest"])
def test_versions_that_are_not(version):
    with pytest.raises(ReadError, match=r"publiccodeYmlVersion: .* is not a version that is read; write 0\.2 to 0\.7"):
        parsed(yaml.safe_dump(VALID | {"publiccodeYmlVersion": version}))


def test_a_newer_version_is_read_with_a_note():
    assert any("0.9 is newer than 0.7" in str(note) for note in imported_from(publiccodeYmlVersion="0.9").notes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", "not valid YAML"),
        ("publiccodeYmlVersion: 0.7\nreleaseDate: 2026-13-45", "not valid YAML"),
        ("- publiccodeYmlVersion", "the key publiccodeYmlVersion is missing"),
        ("name: x", "the key publiccodeYmlVersion is missing"),
        ("publiccodeYmlVersion: '0.7'", "name is missing"),
        ("publiccodeYmlVersion: '0.7'\nname: ' '", "name: .*at least 1 character"),
        ("publiccodeYmlVersion: '0.7'\nname: {a: b}", "name: .*valid string"),
        ("publiccodeYmlVersion: '0.7'\nname: x\nlegal: MIT", r"legal: .* \(value 'MIT'\)"),
        ("publiccodeYmlVersion: '0.7'\nname: x\nplatforms: [{}]", r"platforms\.0: "),
        ("publiccodeYmlVersion: '0.7'\nname: x\ndescription: [fr]", "description: "),
        ("publiccodeYmlVersion: '0.7'\nname: " + "x" * MAX_CHARS, "the limit is"),
        ("publiccodeYmlVersion: '0.7'\nname: x\nusedBy: &a [*a, *a]", "more than 20000 values"),
        ("publiccodeYmlVersion: '0.7'\nname: x\ny: " + "[" * 5000, "not valid YAML"),
    ],
)
def test_bad_files_say_what_is_wrong(text, message):
    with pytest.raises(ReadError, match=message):
        parsed(text)


def test_aliases_that_stand_for_millions_of_values_are_refused():
    lines = ["publiccodeYmlVersion: '0.7'", "name: x", "a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(ReadError, match="aliases written out"):
        parsed("\n".join(lines))


@pytest.mark.parametrize("licence", ["AGPL 3", "EUPL", "MIT OR", "GPLv3", "MIT/Apache-2.0"])
def test_a_licence_that_is_not_spdx_is_refused(licence):
    with pytest.raises(ReadError, match=r"legal\.license: .* is not an SPDX expression"):
        imported_from(legal={"license": licence})


@pytest.mark.parametrize(
    ("expression", "licences"),
    [
        ("eupl-1.2", ["EUPL-1.2"]),
        ("GPL-2.0", ["GPL-2.0"]),
        ("GPL-2.0+", ["GPL-2.0-or-later"]),
        ("MIT OR Apache-2.0 OR MIT", ["MIT", "Apache-2.0"]),
        ("(MIT AND BSD-3-Clause) OR EUPL-1.2", ["MIT", "BSD-3-Clause", "EUPL-1.2"]),
        ("GPL-2.0-only WITH Classpath-exception-2.0", ["GPL-2.0-only WITH Classpath-exception-2.0"]),
    ],
)
def test_licences_of_an_expression(expression, licences):
    assert licences_of(expression) == licences


def test_categories_are_in_the_catalogues_words():
    assert len(categories()) == 106
    for name, category in categories().items():
        if category:
            assert category.domain in DOMAINS, name
            assert set(category.features) <= set(reference().features[category.domain]), name


def test_scopes_written_are_scopes_read_back_to_no_other_kind():
    for kind, scopes in vocabulary().scope_of.items():
        assert {vocabulary().scope[scope] for scope in scopes} <= {kind, None}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"developmentStatus": "finished"}, "developmentStatus: 'finished' is not one of concept"),
        ({"softwareType": None}, "softwareType is missing"),
        ({"categories": ["games"]}, "categories: 'games' is not in the standard's list"),
        ({"platforms": []}, "platforms is missing"),
        ({"url": "relais"}, "url: 'relais' is not a web address"),
        ({"releaseDate": "July"}, "releaseDate: 'July' is not a date"),
        ({"supports": [{"id": "alias:nothing"}]}, "is not an alias of the standard"),
        ({"supports": [{"id": "OpenID"}]}, "is neither an alias nor a URI"),
        ({"intendedAudience": {"scope": ["games"]}}, "intendedAudience.scope: 'games'"),
        ({"intendedAudience": {"countries": ["XX"]}}, "intendedAudience.countries: 'XX'"),
        ({"description": None}, "description is missing"),
        ({"description": {"en": {"shortDescription": "x" * 151}}}, "has 151 characters, the limit is 150"),
        ({"description": {"en": {"longDescription": "x"}}}, "longDescription has 1 characters"),
        ({"description": {"english language": {}}}, "is not a language tag"),
        ({"legal": {}}, "legal.license is missing"),
        ({"maintenance": {"type": "contract"}}, "maintenance.contractors is missing"),
        ({"maintenance": {"type": "internal"}}, "maintenance.contacts is missing"),
        (
            {"maintenance": {"type": "none", "contractors": [{"name": "X"}]}},
            "must not stand with maintenance.type 'none'",
        ),
        ({"maintenance": {"type": "contract", "contractors": [{"name": "X"}]}}, "until is missing"),
        ({"localisation": {"availableLanguages": ["en"]}}, "localisationReady is missing"),
        ({"dependsOn": {"open": [{"version": 3}]}}, "dependsOn.open.0.name is missing"),
        ({"organisation": {"name": "X"}}, "organisation.uri is missing"),
        ({"fundedBy": [{"uri": "https://example.org"}]}, "fundedBy.0.name is missing"),
        ({"developmentstatus": "stable"}, "developmentstatus is not a key of the standard"),
    ],
)
def test_rules_of_the_standard(changes, problem):
    problems = [str(one) for one in problems_of(parsed(yaml.safe_dump(VALID | changes)))]
    assert any(problem in one for one in problems), problems


def test_a_valid_file_breaks_no_rule():
    assert problems_of(parsed(yaml.safe_dump(VALID))) == ()


def test_unknown_keys_are_named_with_their_path():
    code = parsed(yaml.safe_dump(VALID | {"extra": 1, "maintenance": {"contacts": [{"name": "A", "mail": "b"}]}}))
    assert sorted(unknown_keys(code)) == ["extra", "maintenance.contacts.0.mail"]
