"""A document's own page shows its text and the quote, and nothing of it becomes markup."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.records import Citation
from ingest.records import Document
from ui.web.reading import add_reading_pages
from ui.web.sources import reading_address

TEXT = "Avant. <script>alert(1)</script> Après."


class Live:
    def get(self):
        return self

    def document(self, document_id):
        assert document_id == "un/document"
        return Document(document_id, "s", "article", "Un <b>titre</b>", TEXT, language="fr", url="javascript:alert(1)")


@pytest.fixture
def client():
    app = FastAPI()
    add_reading_pages(app, Live())
    return TestClient(app)


def test_the_quote_is_highlighted_and_escaped_in_its_document(client):
    page = client.get("/documents/un/document?start=7&end=32&lang=en")
    assert '<mark id="quote">&lt;script&gt;alert(1)&lt;/script&gt;</mark>' in page.text
    assert "<script>" not in page.text and "<b>" not in page.text and "javascript:" not in page.text
    assert '<a href="/?lang=en">Ask</a>' in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_the_whole_text_is_there_without_a_quote(client):
    page = client.get("/documents/un/document")
    assert "<mark" not in page.text
    assert "Avant." in page.text and "Après." in page.text


@pytest.mark.parametrize("place", ["start=900&end=950", "start=20&end=3"])
def test_a_place_outside_the_text_shows_the_text(client, place):
    assert "Avant." in client.get(f"/documents/un/document?{place}").text


def test_a_place_below_zero_is_refused(client):
    assert client.get("/documents/un/document?start=-1").status_code == 422


def test_a_citation_s_address_leads_to_its_place():
    citation = Citation(1, "un/document", "c", "t", "article", "fr", None, None, "q", 7, 32)
    assert reading_address(citation, "fr") == "/documents/un/document?start=7&end=32&lang=fr#quote"


def test_a_term_of_the_glossary_is_explained_where_it_first_stands(client, monkeypatch):
    document = Document("d", "s", "article", "t", "Un SIEM alerte. Le SIEM veille.", language="fr")
    monkeypatch.setattr(Live, "document", lambda self, document_id: document)
    page = client.get("/documents/d?end=15").text
    assert page.count('class="ec-term"') == 1
    assert page.index("SIEM<span") < page.index('role="tooltip"')
