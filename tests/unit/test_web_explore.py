"""The explorer over the whole catalogue: listings, entries and comparisons at addresses that can be shared."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.filters import filter_entries
from assistant.errors import NotReady
from ingest.messages import NOTHING
from ingest.readers.raw import RawFile
from ingest.readers.yaml_file import read_yaml_file
from ui.web.explore.routes import add_explorer
from ui.web.pages import add_assets

FILES = sorted((Path(__file__).parents[2] / "corpus" / "catalogue").glob("*.yml"))


@pytest.fixture(scope="module")
def catalogue():
    raw = (RawFile(f"corpus:{path.name}", path.name, path.read_bytes(), path.stem) for path in FILES)
    return Catalogue.from_documents(document for one in raw for document in read_yaml_file(one))


def client_over(get):
    app = FastAPI()
    add_assets(app)
    add_explorer(app, SimpleNamespace(get=get))
    return TestClient(app)


@pytest.fixture(scope="module")
def client(catalogue):
    return client_over(lambda: SimpleNamespace(catalogue=catalogue, snapshot="abc123"))


def entries_of(html):
    return re.findall(r'data-entry="([^"]+)"', html)


def links_of(html, facet):
    part = html[html.index(f'data-facet="{facet}"') :]
    return re.findall(r'<a href="([^"]+)"', part[: part.index("</details>")])


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("domain=security&licence=permissive", {"domain": "security", "licence": "permissive"}),
        ("replaces=Microsoft+Teams&country=EUROPE", {"replaces": "Microsoft Teams", "country": "EUROPE"}),
        ("q=vpn", {"q": "vpn"}),
    ],
)
def test_a_listing_shows_the_entries_that_the_filters_keep_in_their_order(client, catalogue, query, filters):
    expected = [entry.id for entry in filter_entries(catalogue, **filters)]
    html = client.get(f"/explore?{query}&lang=en").text
    assert entries_of(html) == expected[:24]
    assert f">{len(expected)} solutions<" in html


def test_every_page_of_a_long_listing_shows_other_entries(client, catalogue):
    pages = [entries_of(client.get(f"/explore?page={number}").text) for number in range(1, 13)]
    assert sorted(each for page in pages for each in page) == sorted(catalogue.entries)


def test_a_value_of_a_facet_leads_to_as_many_entries_as_it_says(client):
    html = client.get("/explore?domain=communications&lang=en").text
    address = links_of(html, "deployment")[0].replace("&amp;", "&")
    count = int(
        re.search(r'<a href="[^"]*deployment=[^"]*"[^>]*><span>[^<]*</span><span class="ec-count">(\d+)', html)[1]
    )
    assert f">{count} solutions<" in client.get(address).text
    assert "domain=communications" in address


def test_a_criterion_that_is_set_can_be_taken_out(client):
    html = client.get("/explore?domain=security&q=vpn&lang=fr").text
    chip = re.search(r'class="ec-chip" href="([^"]+)" aria-label="Retirer le critère vpn"', html)[1]
    assert chip == "/explore?domain=security&amp;lang=fr"


def test_a_criterion_that_no_entry_could_have_is_said(client):
    page = client.get("/explore?licence=zzz&lang=fr")
    assert page.status_code == 422
    assert "ne connaît pas" in page.text and "zzz" in page.text


def test_no_match_says_what_to_do(client):
    page = client.get("/explore?q=xyzzy&lang=fr")
    assert page.status_code == 200
    assert "Aucune solution" in page.text


def test_what_is_typed_never_becomes_markup(client):
    html = client.get('/explore?q="><script>alert(1)</script>').text
    assert "<script>alert" not in html and "&lt;script&gt;" in html


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_entry_has_a_page(client, catalogue, language):
    for identifier, entry in catalogue.entries.items():
        page = client.get(f"/explore/{identifier}?lang={language}")
        assert page.status_code == 200, identifier
        assert f"<h1>{entry.name.replace('&', '&amp;').replace(chr(39), '&#39;')}</h1>" in page.text


def test_an_entry_tells_what_states_its_facts_and_what_is_to_be_verified(client):
    html = client.get("/explore/keycloak?lang=fr").text
    rows = dict(re.findall(r'<th scope="row">([^<]+)</th>(.*?)</tr>', html, re.DOTALL))
    assert "Apache-2.0" in rows["Licence"] and "export du SILL" in rows["Licence"]
    assert "à vérifier" in rows["Gouvernance"]


def test_an_unknown_entry_is_not_found_and_leads_back(client):
    page = client.get("/explore/nothing-like-it?lang=en")
    assert page.status_code == 404
    assert 'href="/explore?lang=en"' in page.text


def test_a_comparison_links_each_value_to_the_sentence_that_states_it(client, catalogue):
    html = client.get("/explore/compare?ids=keycloak&ids=authentik&lang=en").text
    address = re.search(
        r'<a class="ec-plain" href="/documents/([^?"]+)\?start=(\d+)&amp;end=(\d+)[^"]*">Apache-2.0', html
    )
    page = catalogue.page("keycloak", "en")
    assert address[1] == page.document_id
    assert "Apache-2.0" in page.text[int(address[2]) : int(address[3])]


def test_a_comparison_says_what_it_leaves_out(client, catalogue):
    ids = [*list(catalogue.entries)[:7], "no-such-entry"]
    html = client.get("/explore/compare", params={"ids": ids, "lang": "en"}).text
    assert "2 solutions too many" in html and "no-such-entry" in html
    assert client.get("/explore/compare?lang=fr").text.count("<table") == 0


@pytest.mark.parametrize(("ending", "begins"), [("odt", b"PK"), ("md", b"#"), ("csv", b"\xef\xbb\xbf")])
def test_a_comparison_is_exported_as_a_dossier(client, ending, begins):
    answer = client.get(f"/explore/dossier?ids=keycloak&ids=authentik&format={ending}&lang=fr")
    assert answer.content.startswith(begins)
    assert "attachment" in answer.headers["content-disposition"]


PARTS = re.compile(r'<a xlink:href="([^"]+)" tabindex="-1">\s*<text[^>]*>(\d+)</text>')


@pytest.mark.parametrize("query", ["", "domain=security&", "country=DE&", "q=vpn&"])
def test_each_part_of_the_plot_leads_to_the_entries_it_counts(client, query):
    parts = PARTS.findall(client.get(f"/explore?{query}lang=en").text)
    assert parts
    for link, count in parts[:: max(1, len(parts) // 8)]:
        page = client.get(link.replace("&amp;", "&")).text
        assert re.search(rf">{count} solutions?<", page), link


def test_the_plot_counts_as_the_facets_do(client):
    html = client.get("/explore?lang=en").text
    told = re.search(r'aria-label="Number of solutions by domain: ([^"]+?)\."', html)[1]
    plotted = {name.strip().lower(): int(count) for name, count in re.findall(r"([^,]+?) (\d+)(?:,|$)", told)}
    part = html[html.index('data-facet="domain"') : html.index('data-facet="replaces"')]
    faceted = dict(re.findall(r'<span>([^<]+)</span><span class="ec-count">(\d+)', part))
    assert {name.lower(): int(count) for name, count in faceted.items()} == plotted


def test_the_plot_of_one_licence_has_no_links(client):
    assert PARTS.findall(client.get("/explore?licence=AGPL&lang=en").text) == []


def test_an_index_that_is_not_ready_is_said():
    def get():
        raise NotReady(NOTHING)

    page = client_over(get).get("/explore?lang=fr")
    assert page.status_code == 503
    assert "pas encore prêt" in page.text


def test_the_pages_load_nothing_from_elsewhere(client):
    for address in ("/explore", "/explore/keycloak", "/explore/compare?ids=keycloak"):
        page = client.get(address)
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert not re.search(r'(?:src|<link[^>]*href)="(?!/)', page.text)
    assert client.get("/site/page.css").headers["content-type"].startswith("text/css")
    assert client.get("/site/texts.yml").status_code == 404
