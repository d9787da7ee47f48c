"""Facets of the catalogue: what each filter would leave, the others being as they are."""

from dataclasses import asdict, replace
from pathlib import Path

import pytest

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.facets import MOST_VALUES, facets
from assistant.catalogue.filters import CatalogueFilters, criterion_for, filter_entries
from ingest.catalogue.schema import ORGANISATIONS
from ingest.readers.raw import RawFile
from ingest.readers.yaml_file import read_yaml_file

FILES = sorted((Path(__file__).parents[2] / "corpus" / "catalogue").glob("*.yml"))
FILTER_OF = {"licence_family": "licence"}
SETS = [
    CatalogueFilters(),
    CatalogueFilters(domain="communications", deployment="self-hosted"),
    CatalogueFilters(licence="AGPL", country="EUROPE"),
    CatalogueFilters(replaces="Teams", support="yes"),
    CatalogueFilters(governance="foundation", organisation="local-authority"),
    CatalogueFilters(standard="SAML", q="identité"),
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    raw = (RawFile(f"corpus:{path.name}", path.name, path.read_bytes(), path.stem) for path in FILES)
    return Catalogue.from_documents(document for one in raw for document in read_yaml_file(one))


@pytest.mark.parametrize("wanted", SETS, ids=str)
def test_a_count_is_what_the_filter_would_list_with_the_others_as_they_are(catalogue, wanted):
    for name, facet in facets(catalogue, wanted).items():
        own = FILTER_OF.get(name, name)
        assert facet.values, name
        for value in facet.values:
            filters = asdict(replace(wanted, **{own: value.value}))
            assert value.count == len(filter_entries(catalogue, **filters)), (name, value)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("licence", "licence"),
        ("licence_family", "licence"),
        ("country", "steward_country"),
        ("governance", "governance"),
        ("deployment", "deployment"),
        ("organisation", "organisations"),
        ("standard", "standards"),
        ("replaces", "replaces"),
        ("support", "commercial_support_in_europe"),
    ],
)
def test_unknown_counts_the_entries_that_do_not_document_the_fact(catalogue, name, field):
    wanted = CatalogueFilters(domain="communications")
    listed = filter_entries(catalogue, domain="communications")
    assert facets(catalogue, wanted)[name].unknown == sum(getattr(entry, field) is None for entry in listed)


def test_the_own_filter_of_a_facet_does_not_narrow_it(catalogue):
    alone = facets(catalogue, CatalogueFilters())
    narrowed = facets(catalogue, CatalogueFilters(governance="company"))
    assert narrowed["governance"] == alone["governance"]
    assert narrowed["deployment"] != alone["deployment"]


def test_values_come_most_frequent_first_and_say_how_many_are_left_out(catalogue):
    standard = facets(catalogue, CatalogueFilters())["standard"]
    counts = [value.count for value in standard.values]
    assert counts == sorted(counts, reverse=True)
    every = {name for entry in catalogue.entries.values() for name in entry.standards or ()}
    assert (len(standard.values), standard.more) == (MOST_VALUES, len(every) - MOST_VALUES)


def test_values_have_words_in_both_languages(catalogue):
    found = facets(catalogue, CatalogueFilters())
    assert {value.value for value in found["organisation"].values} == set(ORGANISATIONS)
    labels = {value.value: value.label for value in found["organisation"].values}
    assert labels["local-authority"] == {"fr": "collectivités territoriales", "en": "local authorities"}
    assert {v.value: v.label["fr"] for v in found["country"].values}["DE"] == "Allemagne"


def test_the_order_of_the_corpus_does_not_count(catalogue):
    turned = Catalogue(dict(reversed(catalogue.entries.items())), catalogue.pages)
    assert facets(turned, CatalogueFilters(domain="security")) == facets(catalogue, CatalogueFilters(domain="security"))


def test_a_value_that_no_entry_could_have_is_refused(catalogue):
    with pytest.raises(ValueError, match="organisation 'village' is not one of small-organisation"):
        facets(catalogue, CatalogueFilters(organisation="village"))


@pytest.mark.parametrize(
    ("name", "as_typed", "value"),
    [
        ("domain", "Security", "security"),
        ("deployment", "SELF-HOSTED", "self-hosted"),
        ("licence", "apache-2.0", "Apache-2.0"),
        ("support", "Yes", "yes"),
    ],
)
def test_capitals_make_no_difference_in_a_filter(catalogue, name, as_typed, value):
    assert criterion_for(name, as_typed, catalogue) == criterion_for(name, value, catalogue)
