"""The page and the API in one application, before any script runs."""

import pytest
from e2e.web_fakes import WebAssistant, live_with
from fastapi.testclient import TestClient
from gradio.state_holder import StateHolder

from assistant.settings import Settings
from ui.cli_texts import Texts
from ui.web import server
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


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nowhere", 404, "Rien à cette adresse"),
        ("/documents/none.fr", 404, "Document inconnu"),
        ("/documents/method.fr?start=x", 422, "« start »"),
        ("/documents/<b>.fr", 404, "&lt;b&gt;.fr"),
    ],
)
def test_a_browser_gets_what_went_wrong_as_a_page_and_a_program_as_a_problem(client, address, status, words):
    page = client.get(address, params={"lang": "fr"} if "?" not in address else None, headers={
        "accept": "text/html,*/*;q=0.8", "accept-language": "fr"
    })  # fmt: skip
    assert page.status_code == status
    assert '<html lang="fr"' in page.text and words in page.text.replace("\u00a0", " ")
    problem = client.get(address)
    assert (problem.status_code, problem.headers["content-type"]) == (status, "application/problem+json")


def test_an_error_that_nobody_foresaw_is_a_page_too(tmp_path, monkeypatch):
    settings = Settings(home=tmp_path)
    assistant = WebAssistant()
    monkeypatch.setattr(assistant, "document", lambda id: 1 / 0)
    with TestClient(create_site(live_with(assistant, settings), settings)) as client:
        page = client.get("/documents/method.fr?lang=en", headers={"accept": "text/html"})
    assert page.status_code == 500
    assert "Something went wrong" in page.text and "ZeroDivisionError" not in page.text


def test_gradio_offers_no_programmatic_access_to_the_handlers(client):
    assert client.get("/gradio_api/info").json()["named_endpoints"] == {}


def test_gradio_remembers_few_pages(tmp_path):
    settings = Settings(home=tmp_path)
    pages = StateHolder()
    pages.set_blocks(build(live_with(WebAssistant(), settings), settings))
    for number in range(2 * MOST_SESSIONS):
        pages[str(number)]
    assert len(pages.session_data) <= MOST_SESSIONS


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", ("EuroCommons assistant: http", "no index in")),
        ("fr", ("Assistant EuroCommons\u00a0: http", "pas encore d’index")),
    ],
)
def test_the_terminal_is_told_where_the_site_is_and_what_it_lacks(monkeypatch, tmp_path, capsys, language, says):
    monkeypatch.setattr(server, "create_site", lambda live, settings: None)
    monkeypatch.setattr("uvicorn.run", lambda site, **options: None)
    server.serve(Settings(home=tmp_path), "127.0.0.1", 8000, Texts(language))
    address, lacking = capsys.readouterr().err.splitlines()
    assert says[0] in address and says[1] in lacking
