"""publiccode.yml read into catalogue entries, and ingested."""

import pytest
import yaml
from publiccode_files import DAY, GIVEN, VALID, imported, imported_from, text_of

from ingest.errors import ReadError
from ingest.publiccode.importing import import_publiccode
from ingest.publiccode.texts import GivenTexts
from ingest.readers import read
from ingest.readers.raw import RawFile


def raw(text, name="publiccode.yml", source="https://example.org/publiccode.yml"):
    return RawFile(source, name, text.encode(), "publiccode")


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


def test_notes_are_said_in_french_too():
    found = imported("norwegian-library", domain="digital-workplace", texts=GIVEN)
    said = [note.said("fr").replace("\u00a0", " ") for note in found.notes]
    assert "longDescription manque dans toutes les langues (de 150 à 10000 caractères)" in said
    assert any("ne peut pas servir de lien" in one for one in said)


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
