"""Search, documents and the catalogue."""

import pytest
from api_responses import problem
from fakes import DOCUMENT

from assistant.records import Filters

HIT = {"rank", "score", "chunk_id", "document_id", "title", "kind", "language", "page", "start", "end", "text"}


def test_search_gives_hits_with_the_names_of_the_contract(client, assistant):
    hits = client.get("/v1/search", params={"q": "coalition", "k": 3, "kind": "article"}).json()["hits"]
    assert set(hits[0]) >= HIT
    assert hits[0]["text"] == DOCUMENT.text[hits[0]["start"] : hits[0]["end"]]
    assert assistant.searched == [("coalition", 3, Filters(kind="article"))]


@pytest.mark.parametrize(
    ("params", "field"),
    [({}, "q"), ({"q": "x", "k": "0"}, "k"), ({"q": "x", "k": "many"}, "k"), ({"q": "x", "n": "1"}, "n")],
)
def test_a_wrong_search_parameter_is_named(client, params, field):
    assert problem(client.get("/v1/search", params=params), 422, "invalid-request")["errors"][0]["field"] == field


def test_a_document_holds_the_quotes_of_its_citations(client):
    citation = client.post("/v1/ask", json={"question": "Q"}).json()["citations"][0]
    document = client.get(f"/v1/documents/{citation['document_id']}").json()
    assert document["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_an_unknown_document_is_404_with_its_id(client):
    body = problem(client.get("/v1/documents/articles/nowhere.fr"), 404, "unknown-document")
    assert "articles/nowhere.fr" in body["detail"]


def test_the_catalogue_gives_typed_entries_and_their_pages(client):
    found = client.get("/v1/catalogue", params={"domain": "directories-and-identity", "standard": "saml"}).json()
    assert found["count"] == 1
    (entry,) = found["entries"]
    assert (entry["id"], entry["licence"], entry["steward_country"]) == ("keycloak", ["Apache-2.0"], None)
    assert entry["documents"] == {"en": "catalogue/keycloak.en"}


def test_a_criterion_that_nothing_meets_gives_an_empty_list(client):
    found = client.get("/v1/catalogue", params={"licence": "AGPL-3.0-only"}).json()
    assert (found["count"], found["entries"]) == (0, [])


def test_facets_say_what_each_criterion_would_keep_with_the_others_as_they_are(client):
    facets = client.get("/v1/catalogue", params={"licence": "AGPL-3.0-only"}).json()["facets"]
    kept = {"value": "Apache-2.0", "label": {"fr": "Apache-2.0", "en": "Apache-2.0"}, "count": 1}
    assert facets["licence"] == {"values": [kept], "unknown": 0, "more": 0}
    assert facets["governance"] == {"values": [], "unknown": 0, "more": 0}
    facets = client.get("/v1/catalogue", params={"governance": "foundation"}).json()["facets"]
    assert facets["support"] == {"values": [], "unknown": 1, "more": 0}
    assert facets["governance"]["values"][0]["label"] == {
        "fr": "fondation ou association",
        "en": "foundation or association",
    }


@pytest.mark.parametrize(("field", "value"), [("governance", "foundation"), ("standard", "SAML"), ("replaces", "Okta")])
def test_an_entry_is_kept_by_what_it_is(client, field, value):
    assert client.get("/v1/catalogue", params={field: value}).json()["count"] == 1


@pytest.mark.parametrize(
    ("field", "value"), [("organisation", "health"), ("support", "yes"), ("governance", "company")]
)
def test_an_unknown_fact_keeps_no_entry(client, field, value):
    assert client.get("/v1/catalogue", params={field: value}).json()["count"] == 0


@pytest.mark.parametrize(
    ("field", "value"), [("domain", "identity"), ("country", "Atlantis"), ("deployment", "space"), ("support", "no")]
)
def test_a_criterion_that_no_entry_could_meet_is_named(client, field, value):
    body = problem(client.get("/v1/catalogue", params={field: value}), 422, "invalid-request")
    assert (body["errors"][0]["field"], body["errors"][0]["value"]) == (field, value)


@pytest.mark.parametrize(
    ("criterion", "english", "french"),
    [
        ("domain=nope", "domain 'nope' is not one of", "domain\u00a0: 'nope' n’est pas l’une des valeurs prévues"),
        ("licence=nope", "is not a licence of the catalogue", "n’est ni une licence du catalogue"),
        ("q=%25", "q '%' has no word to look for", "q\u00a0: '%' ne contient aucun mot à chercher"),
        ("standard=%3F", "has no word to look for", "ne contient aucun mot à chercher"),
        ("country=nope", "is not a two-letter code", "n’est ni un code de deux lettres"),
    ],
)
def test_a_value_that_no_entry_could_have_is_told_in_the_language_asked_for(client, criterion, english, french):
    for language, said in (("en", english), ("fr", french)):
        response = client.get(f"/v1/catalogue?{criterion}", headers={"Accept-Language": language})
        assert said in problem(response, 422, "invalid-request")["detail"]
