"""Questions about the catalogue, read, selected and answered."""

import random
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.catalogue.catalogue import Catalogue, product_base
from assistant.catalogue.composing import compose
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.filters import filter_entries
from assistant.catalogue.matches import to_match
from assistant.catalogue.parsing import parse_constraints
from assistant.catalogue.selection import select
from assistant.catalogue.tables import sentences, topics
from assistant.conversation.state import constraints_from
from ingest.catalogue.labels import labels
from ingest.catalogue.schema import DEPLOYMENTS, DOMAINS, GOVERNANCES
from ingest.catalogue.wording import person_with_article
from ingest.readers.raw import RawFile
from ingest.readers.yaml_file import read_yaml_file
from ingest.records import LANGUAGES, Document, Language
from ingest.reference import reference

ROOT = Path(__file__).parents[2]
CASES = yaml.safe_load((ROOT / "tests" / "data" / "catalogue_questions.yml").read_text(encoding="utf-8"))
PARSED = {
    "intent",
    "fact_field",
    "yes_no",
    "entries",
    "excluded_entries",
    "similar_to",
    "domains",
    "topics",
    "features",
}
PARSED |= {"licences", "excluded_licences", "countries", "excluded_countries", "governance", "standards", "deployment"}
PARSED |= {
    "support_in_europe",
    "excluded_features",
    "only_deployment",
    "share",
    "limit",
    "stewards",
    "excluded_deployment",
}
PARSED |= {"excluded_topics", "excluded_domains"}
PARSED |= {"untold", "same", "every_deployment", "every_product", "supporters", "undocumented"}
PARSED |= {"audience", "organisations", "called", "export", "kept", "supported_in", "unknown_names"}
FIELDS = ["licence", "licence_check", "steward", "steward_country", "governance", "homepage", "repository", "standards"]
FIELDS += ["replaces", "deployment", "commercial_support_in_europe", "features"]


def all_documents() -> list[Document]:
    paths = sorted((ROOT / "corpus" / "catalogue").glob("*.yml"))
    return [
        document
        for path in paths
        for document in read_yaml_file(RawFile(f"corpus:{path.name}", path.name, path.read_bytes(), path.stem))
    ]


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return all_documents()


@pytest.fixture(scope="module")
def catalogue(documents: list[Document]) -> Catalogue:
    return Catalogue.from_documents(documents)


@pytest.mark.parametrize("case", CASES, ids=[case["q"] or "empty" for case in CASES])
def test_a_question_is_read_as_expected(case: dict[str, Any], catalogue: Catalogue) -> None:
    constraints = parse_constraints(case["q"], case.get("lang", "fr"), catalogue)
    read = constraints.to_json()
    assert constraints_from(read) == constraints  # as a conversation keeps it
    assert {key: read.get(key) for key in PARSED & case.keys()} == {key: case[key] for key in PARSED & case.keys()}
    for products in ("replaces", "homonyms"):
        assert [product["label"] for product in read.get(products, [])] == case.get(products, [])
    assert not set(case.get("absent", [])) & read.keys()
    found = {entry.id for entry in select(catalogue, constraints).matches}
    assert found == set(case.get("ids", found))
    assert set(case.get("has", [])) <= found
    assert not set(case.get("lacks", [])) & found


def test_there_are_enough_questions() -> None:
    assert len(CASES) >= 120
    assert sum("ids" in case or "has" in case for case in CASES) >= 30


def test_accents_and_capitals_change_nothing(catalogue: Catalogue) -> None:
    asked = "Quelles solutions européennes pour la messagerie sécurisée, auto-hébergées ?"
    plain = "quelles solutions europeennes pour la messagerie securisee, auto-hebergees ?"
    assert parse_constraints(asked, "fr", catalogue) == parse_constraints(plain, "fr", catalogue)


def test_every_alternative_replaces_the_product(catalogue: Catalogue) -> None:
    for name in reference().products:
        constraints = parse_constraints(f"alternative à {name}", "fr", catalogue)
        assert name in [product.label for product in constraints.replaces], name
        targets = {target for product in constraints.replaces for target in product.targets}
        for entry in select(catalogue, constraints).matches:
            assert targets & {product_base(item) for item in entry.replaces or ()}


def test_every_entry_is_known_by_its_name(catalogue: Catalogue) -> None:
    for identifier, entry in catalogue.entries.items():
        constraints = parse_constraints(f"Quelle est la licence de {entry.name} ?", "fr", catalogue)
        assert (constraints.intent, constraints.entries) == ("fact", (identifier,)), entry.name


@pytest.mark.parametrize("question", ["Teams", "visio", "SIG avec WMS", "alternatives à VMware européennes"])
def test_the_order_of_matches_ignores_place_and_name(question: str, documents: list[Document]) -> None:
    first = Catalogue.from_documents(documents)
    constraints = parse_constraints(question, "fr", first)
    expected = [entry.id for entry in select(first, constraints).matches]
    shuffled = random.Random(7).sample(documents, len(documents))
    names = [f"Name {number}" for number in range(len(documents))]
    renamed = [
        replace(document, title=name, facts={**document.facts, "name": name})
        for document, name in zip(shuffled, reversed(names), strict=True)
    ]
    for other in (shuffled, renamed):
        assert [entry.id for entry in select(Catalogue.from_documents(other), constraints).matches] == expected


def test_an_unknown_fact_is_never_a_match(catalogue: Catalogue) -> None:
    constraints = Constraints(intent="list", topics=(("virtualisation",),), excluded_countries=("US",))
    selection = select(catalogue, constraints)
    assert all(entry.steward_country not in (None, "US") for entry in selection.matches)
    assert {item.entry.id for item in selection.not_documented} >= {"kvm", "ovirt"}
    assert all(item.entry.steward_country is None for item in selection.not_documented)


def test_a_near_miss_fails_one_criterion(catalogue: Catalogue) -> None:
    selection = select(catalogue, parse_constraints("visio européenne", "fr", catalogue))
    failed = {miss.entry.id: miss.failed.kind for miss in selection.near_misses}
    assert failed["jitsi-meet"] == "country"
    assert not failed.keys() & {entry.id for entry in selection.matches}


def test_an_empty_answer_says_which_criterion_emptied_it(catalogue: Catalogue) -> None:
    constraints = parse_constraints("alternative à Power BI en Europe", "fr", catalogue)
    said = [sentence.text for sentence in compose(select(catalogue, constraints), constraints, "fr", catalogue)]
    assert "aucune solution qui puisse remplacer Microsoft Power BI" in said[0]
    assert "éditeur établi en Europe" in said[1] and "deux" in said[1]


@pytest.mark.parametrize(
    ("question", "language", "start"),
    [
        ("Nextcloud est-il sous AGPL ?", "fr", "Oui"),
        ("Grafana est-il français ?", "fr", "Non"),
        ("Does Keycloak support SAML?", "en", "Yes: Keycloak supports"),
        ("Jitsi gère-t-il le chiffrement de bout en bout ?", "fr", "Oui"),
        ("what licence does EU OS use?", "en", "The licence of EU OS is not documented"),
        ("Quelle est la licence de Forgejo ?", "fr", "Forgejo est proposé sous licence GPL-3.0-or-later"),
    ],
)
def test_a_fact_is_said(question: str, language: Language, start: str, catalogue: Catalogue) -> None:
    constraints = parse_constraints(question, language, catalogue)
    sentence, *_ = compose(select(catalogue, constraints), constraints, language, catalogue)
    assert sentence.text.startswith(start)


def test_each_property_put_to_the_test_gets_its_own_verdict(catalogue: Catalogue) -> None:
    constraints = parse_constraints("Is Grafana European and under AGPL?", "en", catalogue)
    said = [sentence.text for sentence in compose(select(catalogue, constraints), constraints, "en", catalogue)]
    assert [text.split(":")[0] for text in said[:2]] == ["Yes", "No"]


def test_a_licence_that_nobody_checked_is_to_be_verified(catalogue: Catalogue) -> None:
    for language, words in (("fr", "licence à vérifier"), ("en", "licence to be verified")):
        constraints = Constraints(intent="fact", fact_field="licence", entries=("opentalk",))
        sentence, *_ = compose(select(catalogue, constraints), constraints, language, catalogue)
        assert words in sentence.text


def test_a_note_on_the_licence_comes_with_the_licence(catalogue: Catalogue) -> None:
    constraints = parse_constraints("Is Mattermost open source?", "en", catalogue)
    said = compose(select(catalogue, constraints), constraints, "en", catalogue)
    assert "check before adoption" in said[1].text and said[1].quotes[0].field == "notes"


def assert_well_set(text: str, language: Language) -> None:
    assert text[-1] in ".»”" and text[0] != " ", text
    for slip in ("  ", "None", "null", "{", "..", " .", " ,", "de Allemagne", "()"):
        assert slip not in text, text
    if language == "fr":
        assert not re.search(r" [:;!?»]|« ", text), text
        assert not re.search(r"\b[dD]e [aeiouéèAEIOUÉ]|\b[qQ]ue [aeiouéèAEIOUÉ]", text), text


def assert_a_whole_table(text: str, language: Language) -> None:
    """The cells have tests of their own: here, every line has as many as the first."""
    lines = [line for line in text.splitlines() if line]
    assert len({line.replace("\\|", "").count("|") for line in lines}) == 1, text
    assert "None" not in text and "{" not in text, text


def assert_quoted(text: str, quotes: Any, by_id: dict[str, Document]) -> None:
    assert quotes, text
    for quote in quotes:
        assert by_id[quote.document_id].text[quote.start : quote.end] == quote.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_on_every_entry_reads_well_and_is_quoted(
    language: Language, catalogue: Catalogue, documents: list[Document]
) -> None:
    by_id = {document.id: document for document in documents}
    asked = [Constraints(intent="describe", entries=(identifier,)) for identifier in catalogue.entries]
    asked += [Constraints("fact", field, entries=(identifier,)) for identifier in catalogue.entries for field in FIELDS]
    asked += [Constraints(intent="list", domains=(domain,)) for domain in DOMAINS]
    asked += [Constraints(intent="count", topics=((topic.id,),)) for topic in topics().values() if topic.is_covered]
    asked += [Constraints(intent="compare", entries=tuple(list(catalogue.entries)[at : at + 3])) for at in range(280)]
    for constraints in asked:
        said = compose(select(catalogue, constraints), constraints, language, catalogue)
        assert said, constraints
        for sentence in said:
            (assert_a_whole_table if sentence.table else assert_well_set)(sentence.text, language)
            assert_quoted(sentence.text, sentence.quotes, by_id)
            assert {quote.document_id.rsplit(".", 1)[1] for quote in sentence.quotes} == {language}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answers_to_all_questions_read_well(language: Language, catalogue: Catalogue) -> None:
    for case in CASES:
        constraints = parse_constraints(case["q"], language, catalogue)
        said = compose(select(catalogue, constraints), constraints, language, catalogue)
        assert bool(said) == (case["intent"] != "none")
        for sentence in said:
            (assert_a_whole_table if sentence.table else assert_well_set)(sentence.text, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words(language: Language, catalogue: Catalogue) -> None:
    words = labels(language)
    countries = {entry.steward_country for entry in catalogue.entries.values() if entry.steward_country}
    assert countries <= words.countries.keys()
    assert set(GOVERNANCES) == words.governance.keys() == words.governance_by.keys()
    assert set(DEPLOYMENTS) == words.deployment.keys() == sentences(language)["deployment"].keys()
    assert set(DOMAINS) == words.domains.keys()


def test_both_languages_have_the_same_templates() -> None:
    def shape(table: Any) -> Any:
        return {key: shape(value) for key, value in table.items()} if isinstance(table, dict) else None

    assert shape(sentences("fr")) == shape(sentences("en"))
    assert labels("fr").lines.keys() == labels("en").lines.keys()


def test_every_feature_has_french_words(catalogue: Catalogue) -> None:
    features = {feature for entry in catalogue.entries.values() for feature in entry.features or ()}
    assert features <= labels("fr").terms.keys()


def test_needs_and_aliases_name_facts_that_exist(catalogue: Catalogue) -> None:
    features = {feature for entry in catalogue.entries.values() for feature in entry.features or ()}
    for topic in topics().values():
        assert topic.features <= features, topic.id
        assert topic.replaces <= catalogue.product_bases(), topic.id
        served = select(catalogue, Constraints(intent="list", topics=((topic.id,),))).matches
        assert bool(served) == topic.is_covered, topic.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nothing_serves_reads_well(language: Language, catalogue: Catalogue) -> None:
    needs = [topic for topic in topics().values() if not topic.is_covered]
    assert needs
    for need in needs:
        constraints = Constraints(intent="list", topics=((need.id,),))
        (said,) = compose(select(catalogue, constraints), constraints, language, catalogue)
        assert_well_set(said.text, language)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("HedgeDoc community", "la communauté HedgeDoc"),
        ("WeKan team", "l'équipe WeKan"),
        ("Apache Software Foundation", "l'Apache Software Foundation"),
        ("Linux Foundation", "la Linux Foundation"),
        ("The Document Foundation", "The Document Foundation"),
        ("uMap project", "le projet uMap"),
        ("Valhalla contributors", "les contributeurs Valhalla"),
        ("DINUM", "la DINUM"),
        ("Nextcloud GmbH", "Nextcloud GmbH"),
    ],
)
def test_stewards_take_their_french_article(name: str, expected: str) -> None:
    assert person_with_article(name, "fr") == expected


def test_filters_share_the_predicates_of_questions(catalogue: Catalogue) -> None:
    found = filter_entries(catalogue, replaces="Teams", country="Europe", deployment="self-hosted")
    constraints = parse_constraints("alternative à Teams auto-hébergeable européenne", "fr", catalogue)
    assert [entry.id for entry in found] == [entry.id for entry in select(catalogue, constraints).matches]
    assert {entry.id for entry in filter_entries(catalogue, licence="EUPL-1.2")} == {"midpoint", "opentalk"}
    assert {entry.id for entry in filter_entries(catalogue, licence="eupl")} == {"midpoint", "opentalk"}
    assert {"geoserver", "qgis"} <= {entry.id for entry in filter_entries(catalogue, standard="wms")}
    assert [entry.id for entry in filter_entries(catalogue, q="photogrammétrie")] == ["opendronemap"]
    assert len(filter_entries(catalogue)) == 288
    assert filter_entries(catalogue, replaces="Photoshop") == ()


@pytest.mark.parametrize(
    "wrong", [{"domain": "garden"}, {"country": "Atlantis"}, {"deployment": "moon"}, {"licence": "Beer-1.0"}]
)
def test_a_filter_value_that_cannot_be_is_refused(wrong: dict[str, str], catalogue: Catalogue) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong.values()))):
        filter_entries(catalogue, **wrong)  # type: ignore[arg-type]


def test_a_match_is_plain_json(catalogue: Catalogue) -> None:
    match = to_match(catalogue.entries["nextcloud"])
    assert match["id"] == "nextcloud" and match["steward_country"] == "DE"
    assert match["sources"][0]["kind"] == "catalogue"
    assert "licence" not in match["to_verify"]
