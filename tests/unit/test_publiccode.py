"""publiccode.yml: read into catalogue entries, written from them, and back again."""

import argparse
import datetime
import json
from pathlib import Path

import pytest
import yaml

from assistant.settings import Settings
from ingest.catalogue.schema import DOMAINS, CatalogueEntry
from ingest.errors import ReadError
from ingest.publiccode.conformity import problems_of
from ingest.publiccode.exporting import export_publiccode
from ingest.publiccode.importing import import_publiccode
from ingest.publiccode.licences import expression_of, licences_of
from ingest.publiccode.model import PublicCode, unknown_keys, written
from ingest.publiccode.reading import MAX_CHARS, parse_publiccode
from ingest.publiccode.texts import GivenTexts
from ingest.publiccode.vocabulary import categories, vocabulary
from ingest.readers import read
from ingest.readers.raw import RawFile
from ingest.reference import CORPUS, reference
from ui.cli_corpus_publiccode import corpus_export, corpus_import
from ui.cli_outcome import WrongUseError
from ui.cli_texts import Texts

FILES = Path(__file__).parent.parent / "data" / "publiccode"
DAY = datetime.date(2026, 7, 1)
CATALOGUE = {path.stem: path for path in sorted((CORPUS / "catalogue").glob("*.yml"))}
GIVEN = GivenTexts(summary_fr="Un résumé écrit ici.", summary_en="A summary written here.")
# A file that is valid, in both languages; tests change one thing in it.
VALID = {
    "publiccodeYmlVersion": "0.7",
    "name": "Relais",
    "url": "https://example.org/relais",
    "platforms": ["web"],
    "categories": ["project-management"],
    "developmentStatus": "stable",
    "softwareType": "standalone/web",
    "description": {
        "fr": {"shortDescription": "Gestion de projets."},
        "en": {"shortDescription": "Project management.", "longDescription": "word " * 40, "features": ["Gantt"]},
    },
    "legal": {"license": "EUPL-1.2"},
    "maintenance": {"type": "community", "contacts": [{"name": "Sam Exemple"}]},
    "localisation": {"localisationReady": True, "availableLanguages": ["en"]},
}
# What the standard demands and the catalogue does not hold.
KEYS = {
    "platforms": ["web"],
    "developmentStatus": "stable",
    "softwareType": "standalone/other",
    "maintenance": {"type": "none"},
    "localisation": {"localisationReady": True, "availableLanguages": ["en"]},
}


def text_of(name):
    return (FILES / f"{name}.yml").read_text(encoding="utf-8")


def imported(name, **options):
    return import_publiccode(text_of(name), f"{name}.yml", today=DAY, **options)


def imported_from(**changes):
    return import_publiccode(yaml.safe_dump(VALID | changes), "x.yml", today=DAY)


def parsed(text):
    return parse_publiccode(text, "x.yml")


def entry(name):
    return CatalogueEntry.model_validate(yaml.safe_load(CATALOGUE[name].read_text(encoding="utf-8")))


def raw(text, name="publiccode.yml", source="https://example.org/publiccode.yml"):
    return RawFile(source, name, text.encode(), "publiccode")


# Reading


def test_an_italian_municipality():
    found = imported("italian-municipality", texts=GIVEN)
    entry = found.entry
    assert (entry.id, entry.name) == ("sportello-casetta", "Sportello Casetta")
    assert (entry.domain, entry.features) == ("business-applications", ["appointments", "workflows"])
    assert (entry.licence, entry.steward, entry.steward_country) == (["EUPL-1.2"], "Comune di Valdoro", "IT")
    assert (entry.governance, entry.organisations) == (None, ["local-authority"])
    assert (entry.homepage, entry.deployment) == ("https://example.org/sportello", ["self-hosted"])
    assert entry.commercial_support_in_europe == ["Bottega Digitale S.r.l."]
    assert entry.summary_fr == GIVEN.summary_fr and entry.last_verified == DAY
    assert "maintenance.contractors: Vecchia Bottega S.n.c." in found.left_out
    assert any("Vecchia Bottega S.n.c. left out, the contract is over" in str(note) for note in found.notes)
    assert {"dependsOn.open", "IT.piattaforme", "maintenance.contacts"} <= set(found.left_out)


def test_a_french_ministry():
    found = imported("french-ministry", domain="digital-workplace")
    entry = found.entry
    assert entry.description_fr.startswith("Carnet permet") and entry.description_en.startswith("Carnet lets")
    assert entry.licence == ["MIT", "EUPL-1.2"] and found.declared["legal"] == {"license": "MIT OR EUPL-1.2"}
    assert (entry.features, entry.organisations) == (["co-editing", "versioning"], ["education-and-research"])
    assert entry.standards == ["NIS2"] and "supports: alias:gdpr" in found.left_out
    assert entry.steward_country is None, "the audience's country is not the publisher's"
    assert "creationDate is not a key of the standard" in map(str, found.notes) and "creationDate" in found.left_out


def test_a_german_agency():
    found = imported("german-agency")
    entry = found.entry
    assert entry.domain == "geographic-data" and entry.aliases == ["Feldkarte für Behörden"]
    assert entry.summary_en == "Mapping in the field, also without a network."
    assert entry.licence == ["BSD-3-Clause", "LGPL-3.0-or-later WITH LLVM-exception"]
    assert entry.deployment == ["desktop", "mobile"] and entry.features == ["field survey", "offline sync"]
    assert entry.commercial_support_in_europe == ["Geländewerk GmbH"], "its countries are European"
    assert entry.description_en is None, "a description without a French one is left out"
    assert "description.en-GB.longDescription" in found.left_out


def test_version_0_2_with_deprecated_keys():
    found = imported("old-italian-0.2", texts=GIVEN)
    entry = found.entry
    assert (entry.steward, entry.steward_country, entry.licence) == ("Agenzia delle Acque", "IT", ["GPL-2.0-or-later"])
    assert entry.deployment == ["self-hosted"], "the Linux of a web application is its server's"
    assert entry.commercial_support_in_europe is None and any("Idrosoft" in str(note) for note in found.notes)


def test_a_file_that_breaks_the_rules_is_read_and_says_so():
    found = imported("norwegian-library", domain="digital-workplace", texts=GIVEN)
    assert found.entry.repository is None and found.entry.deployment is None
    assert found.declared["localisation"]["availableLanguages"] == ["no", "en"]
    assert "description.no.shortDescription" in found.left_out and "legal.licence" in found.left_out
    assert any("cannot be shown as a link" in str(note) for note in found.notes)
    assert "longDescription is missing in every language (150 to 10000 characters)" in map(str, found.notes)


def test_the_file_is_a_source_of_the_facts_that_it_states():
    (source,) = imported("french-ministry", domain="digital-workplace").entry.sources
    assert (source.kind, source.title) == ("repository", "ministere/carnet: publiccode.yml")
    assert source.url == "https://example.org/ministere/carnet"
    assert {"description", "licence", "steward", "features"} <= set(source.facts)


def test_no_fact_is_left_to_be_verified_but_those_the_caller_gave():
    texts = GivenTexts("Résumé.", "Summary.", "Description.", "Description.")
    assert imported("minimal", domain="directories-and-identity").entry.unverified() == []
    changed = dict(VALID["description"], en={"shortDescription": "Short."})
    found = import_publiccode(yaml.safe_dump(VALID | {"description": changed}), "x.yml", texts=texts, today=DAY)
    assert found.entry.unverified() == ["description"]


def test_one_language_never_stands_for_the_other():
    with pytest.raises(ReadError, match=r"description\.fr\.shortDescription missing .*it, en.*give summary_fr"):
        imported("italian-municipality")
    with pytest.raises(ReadError, match="give summary_fr and summary_en"):
        imported("old-italian-0.2")


def test_the_domain_is_given_where_no_category_says_it():
    with pytest.raises(
        ReadError, match=r"no category says the domain \(there are none\); give one of digital-workplace"
    ):
        imported("french-ministry")
    with pytest.raises(ReadError, match=r"\(seo, other\)"):
        imported_from(categories=["seo", "other"])


def test_domains_by_the_number_of_categories():
    found = imported_from(categories=["crm", "project-management", "task-management", "it-security"]).entry
    assert (found.domain, found.secondary_domains) == ("project-and-it-management", ["security"])


def test_a_name_that_makes_no_id_needs_one():
    with pytest.raises(ReadError, match="makes no id"):
        imported_from(name="Ελλάδα")
    text = yaml.safe_dump(VALID | {"name": "Ελλάδα"})
    assert import_publiccode(text, "x.yml", entry_id="ellada", today=DAY).entry.id == "ellada"


def test_contractors_are_no_support_where_nothing_shows_that_it_is_in_europe():
    maintenance = {"type": "contract", "contractors": [{"name": "Somewhere Ltd", "until": "2030-01-01"}]}
    for countries in ([], ["US"], ["FR", "US"]):
        found = imported_from(maintenance=maintenance, intendedAudience={"countries": countries})
        assert found.entry.commercial_support_in_europe is None
        assert any("Somewhere Ltd left out" in str(note) for note in found.notes)


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


# The standard's lists


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


def test_notes_are_said_in_french_too():
    found = imported("norwegian-library", domain="digital-workplace", texts=GIVEN)
    said = [note.said("fr").replace("\u00a0", " ") for note in found.notes]
    assert "longDescription manque dans toutes les langues (de 150 à 10000 caractères)" in said
    assert any("ne peut pas servir de lien" in one for one in said)


# Writing


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


# Round trips


def keys_for(solution):
    """What has to be given for an entry: the keys it never holds, and stand-ins for the facts it does not know."""
    keys = {key: dict(value) if isinstance(value, dict) else value for key, value in KEYS.items()}
    if expression_of(solution.licence) is None:
        known = [licence for licence in solution.licence or () if not licence.startswith("LicenseRef-")]
        expression = " AND ".join(known) if len(known) == len(solution.licence or ()) and known else "MIT"
        keys["legal"] = {"license": expression}
    if solution.repository is None:
        keys["url"] = "https://example.org/repository"
    texts = {language: {} for language in ("fr", "en")}
    for language, text in texts.items():
        if len(getattr(solution, f"summary_{language}")) > 150:
            text["shortDescription"] = "A shorter summary."
        if not 150 <= len(getattr(solution, f"description_{language}") or "") <= 10_000:
            text["longDescription"] = "A longer description. " * 8
    if not solution.features:
        texts["en"]["features"] = ["something"]
    return keys | {"description": {language: text for language, text in texts.items() if text}}


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_entry_is_written_and_read_back(name):
    solution = entry(name)
    keys = keys_for(solution)
    text = export_publiccode(solution, keys)
    assert problems_of(parsed(text)) == ()
    back = import_publiccode(text, "x.yml", domain=solution.domain, entry_id=name, today=DAY).entry
    for field in ("name", "homepage", "steward", "repository" if solution.repository else "name"):
        assert getattr(back, field) == getattr(solution, field), field
    if "legal" not in keys or " AND " in keys["legal"]["license"]:
        assert back.licence == solution.licence
    if "features" not in keys["description"].get("en", {}):
        words = reference().features
        known = {term for domain in (back.domain, *back.secondary_domains) for term in words[domain]}
        assert back.features == ([term for term in solution.features if term in known] or None)
    for language in ("fr", "en"):
        texts = keys["description"].get(language, {})
        if "shortDescription" not in texts:
            assert getattr(back, f"summary_{language}") == getattr(solution, f"summary_{language}")
        if not any("longDescription" in texts for texts in keys["description"].values()):
            assert getattr(back, f"description_{language}") == getattr(solution, f"description_{language}")
    assert set(back.organisations or ()) == set(solution.organisations or ()) & {
        "local-authority",
        "education-and-research",
        "health",
    }
    assert set(back.secondary_domains) <= set(solution.secondary_domains)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("italian-municipality", {"texts": GivenTexts(summary_fr=GIVEN.summary_fr)}),
        ("french-ministry", {"domain": "digital-workplace"}),
        ("german-agency", {}),
        ("minimal", {"domain": "directories-and-identity"}),
        ("old-italian-0.2", {"texts": GIVEN}),
    ],
)
def test_a_file_comes_back_with_all_its_keys(name, options):
    found = imported(name, **options)
    original = written(parsed(text_of(name)))
    back = yaml.safe_load(export_publiccode(found.entry, found.declared))
    assert back.pop("publiccodeYmlVersion") == "0.7" and original.pop("publiccodeYmlVersion")
    assert not {"name", "url", "landingURL"} & found.declared.keys(), "they come from the entry"
    assert not differences(original, back)
    again = import_publiccode(
        yaml.safe_dump(back | {"publiccodeYmlVersion": "0.7"}), f"{name}.yml", today=DAY, **options
    )
    assert again.entry == found.entry


def test_a_text_that_the_caller_replaced_is_written_as_the_caller_wrote_it():
    found = imported("italian-municipality", texts=GIVEN)
    texts = yaml.safe_load(export_publiccode(found.entry, found.declared))["description"]
    assert (texts["fr"]["shortDescription"], texts["en"]["shortDescription"]) == (GIVEN.summary_fr, GIVEN.summary_en)


def differences(original, back, path=""):
    """Keys of the original that are not in what came back, or with another value; white space apart."""
    if isinstance(original, dict) and isinstance(back, dict):
        return [one for key in original for one in differences(original[key], back.get(key), f"{path}.{key}")]
    same = str(original).split() == str(back).split() if isinstance(original, str) else original == back
    return [] if same else [(path, original, back)]


# Ingestion


def test_a_publiccode_file_is_ingested_as_an_entry():
    french, english = read(raw(text_of("german-agency")))
    assert (french.id, english.id, french.kind) == ("feldkarte.fr", "feldkarte.en", "catalogue")
    assert english.translation_of == "feldkarte.fr" and french.domains == ("geographic-data",)
    assert "Cartographie de terrain" in french.text and "Mapping in the field" in english.text


def test_a_missing_language_is_said_when_ingesting():
    french, english = read(raw(text_of("old-italian-0.2")))
    assert "décrit ce logiciel en italien, mais pas en français." in french.text
    assert "describes this software in Italian, but not in English." in english.text
    assert "aggiornate" not in french.text + english.text


def test_ingesting_says_which_command_takes_what_a_file_lacks():
    with pytest.raises(ReadError, match=r"no category says the domain .*eurocommons corpus import"):
        read(raw(text_of("french-ministry")))


def test_unknown_keys_are_named_with_their_path():
    code = parsed(yaml.safe_dump(VALID | {"extra": 1, "maintenance": {"contacts": [{"name": "A", "mail": "b"}]}}))
    assert sorted(unknown_keys(code)) == ["extra", "maintenance.contacts.0.mail"]


# The commands


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
