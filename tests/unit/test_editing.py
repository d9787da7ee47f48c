"""Criteria taken out or changed one at a time."""

from pathlib import Path

import pytest

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints, Product
from assistant.catalogue.editing import changed, choices, without
from assistant.catalogue.predicates import criteria_of
from assistant.catalogue.selection import select
from ingest.readers.raw import RawFile
from ingest.readers.yaml_file import read_yaml_file

FILES = sorted((Path(__file__).parents[2] / "corpus" / "catalogue").glob("*.yml"))
ASKED = Constraints(
    intent="alternatives",
    replaces=(Product("Teams", ("Microsoft Teams",)),),
    licences=("AGPL", "GPL"),
    excluded_licences=("SSPL-1.0",),
    countries=("EUROPE",),
    governance=("foundation",),
    deployment=("self-hosted",),
    standards=(("SAML",), ("Matrix", "XMPP")),
    excluded_standards=("SIP",),
    support_in_europe=True,
    words=("visio",),
    limit=3,
)
PLACES = range(len(criteria_of(ASKED)))


@pytest.fixture(scope="module")
def catalogue():
    raw = (RawFile(f"corpus:{path.name}", path.name, path.read_bytes(), path.stem) for path in FILES)
    return Catalogue.from_documents(document for one in raw for document in read_yaml_file(one))


@pytest.mark.parametrize("at", PLACES)
def test_the_criterion_at_a_place_goes_and_the_others_stay(at):
    criteria = list(criteria_of(ASKED))
    criteria.pop(at)
    assert list(criteria_of(without(ASKED, at))) == criteria


def test_a_place_that_is_none_is_refused():
    with pytest.raises(IndexError):
        without(ASKED, len(PLACES))


@pytest.mark.parametrize("at", PLACES)
def test_a_changed_criterion_holds_the_new_value_alone(at, catalogue):
    criterion = criteria_of(ASKED)[at]
    offered = choices(criterion, catalogue, "fr")
    if not offered:
        with pytest.raises(ValueError, match="only taken out"):
            changed(ASKED, at, "x")
        return
    after = criteria_of(changed(ASKED, at, offered[0].value))
    assert (criterion.kind, (offered[0].value,), criterion.negated) in [(c.kind, c.values, c.negated) for c in after]
    assert criterion not in after
    assert len(after) == len(PLACES)


def test_every_choice_selects_what_its_facet_counts(catalogue):
    asked = Constraints(intent="list", domains=("security",))
    for choice in choices(criteria_of(asked)[0], catalogue, "en"):
        assert select(catalogue, changed(asked, 0, choice.value)).matches


def test_a_criterion_less_never_loses_a_match(catalogue):
    asked = Constraints(intent="list", domains=("communications",), licences=("AGPL",), countries=("FR",))
    kept = {entry.id for entry in select(catalogue, asked).matches}
    for at in range(3):
        assert kept <= {entry.id for entry in select(catalogue, without(asked, at)).matches}
