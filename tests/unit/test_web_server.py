"""The page and the API in one application, before any script runs."""

import pytest
from e2e.web_fakes import WebAssistant, live_with
from fastapi.testclient import TestClient
from gradio.state_holder import StateHolder

from assistant.settings import Settings
from ui.web.app import MOST_SESSIONS, build
from ui.web.server import create_site


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    settings = Settings(home=tmp_path_factory.mktemp("home"))
    with TestClient(create_site(live_with(WebAssistant(), settings), settings)) as client:
        yield client


@pytest.mark.parametrize(
    ("address", "accepted", "language", "words"),
    [
        ("/", "en-GB", "en", "EuroCommons assistant: answers with their sources"),
        ("/", "de", "fr", "Assistant EuroCommons\u00a0: réponses avec leurs sources"),
        ("/?lang=en", "fr", "en", "Loading the page…"),
        ("/?lang=fr", "en", "fr", "Chargement de la page…"),
    ],
)
def test_the_first_paint_is_in_the_right_language(client, address, accepted, language, words):
    response = client.get(address, headers={"accept-language": accepted, "accept-encoding": "br, gzip"})
    assert f'lang="{language}"' in response.text[:200]
    assert response.headers["content-language"] == language
    assert words in response.text


def test_the_page_names_no_other_host(client):
    page = client.get("/").text
    for elsewhere in ("fonts.googleapis", "fonts.gstatic", "cdnjs", "jsdelivr", "githubusercontent", "//gradio.app"):
        assert elsewhere not in page


def test_the_browser_is_told_to_load_nothing_from_elsewhere(client):
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy


def test_the_page_carries_style_script_and_first_screen(client):
    page = client.get("/").text
    assert "--ec-accent" in page
    assert "sessionStorage" in page
    assert '<div id="ec-splash">' in page
    assert page.index('<div id="ec-splash">') < page.index("<gradio-app")


def test_the_api_keeps_its_addresses(client):
    assert client.get("/health").status_code == 200
    assert client.get("/docs").status_code == 200
    assert client.get("/openapi.json").json()["paths"]


def test_an_unknown_address_of_the_api_is_a_problem_document(client):
    response = client.get("/v1/nothing")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_gradio_offers_no_programmatic_access_to_the_handlers(client):
    assert client.get("/gradio_api/info").json()["named_endpoints"] == {}


def test_gradio_remembers_few_pages(tmp_path):
    settings = Settings(home=tmp_path)
    pages = StateHolder()
    pages.set_blocks(build(live_with(WebAssistant(), settings), settings))
    for number in range(2 * MOST_SESSIONS):
        pages[str(number)]
    assert len(pages.session_data) <= MOST_SESSIONS
