"""The page over the real assistant, with an index of a part of the corpus."""

import shutil
from pathlib import Path

import pytest
from e2e.web_site import served
from playwright.sync_api import expect

from assistant.live import LiveAssistant
from assistant.settings import Settings
from ui.web.server import create_site

pytestmark = [pytest.mark.browser, pytest.mark.model]

CORPUS = Path(__file__).parents[2] / "corpus"
ARTICLES = ("programme", "method", "event", "not-known")
ENTRIES = ("element", "jitsi-meet", "nextcloud", "mattermost", "opentalk", "zulip")


@pytest.fixture(scope="session")
def real_site(tmp_path_factory):
    """The address of a site over an index made for this run."""
    from ingest.embedding.encoder import load_encoder
    from ingest.pipeline import ingest
    from ingest.store.location import Location

    settings = Settings(home=tmp_path_factory.mktemp("home"))
    encoder = load_encoder(settings.home, settings.embedding_model)
    report = ingest([str(_part(tmp_path_factory.mktemp("corpus")))], location=Location(settings.home), encoder=encoder)
    assert not report.failed
    live = LiveAssistant(settings)
    live.get()
    with served(create_site(live, settings)) as address:
        yield address


def _part(folder):
    for name in ARTICLES:
        for language in ("fr", "en"):
            _copy(CORPUS / "articles" / f"{name}.{language}.md", folder / "articles")
    for name in ENTRIES:
        _copy(CORPUS / "catalogue" / f"{name}.yml", folder / "catalogue")
    return folder


def _copy(path, folder):
    folder.mkdir(exist_ok=True)
    shutil.copy(path, folder)


@pytest.mark.parametrize(
    ("language", "question", "words"),
    [
        ("fr", "Qui a lancé le programme EuroCommons ?", "EuroCommons"),
        ("en", "What is the EuroCommons programme?", "EuroCommons"),
        ("fr", "Que prendre à la place de Teams, hébergeable chez nous, éditeur européen ?", "Element"),
    ],
)
def test_an_answer_s_quotes_are_in_their_documents(browser, real_site, language, question, words):
    page = browser.new_context(locale=language).new_page()
    page.goto(f"{real_site}/?lang={language}")
    page.locator("html[data-ready]").wait_for()
    page.locator("#ec-question textarea").fill(question)
    page.locator("#ec-send").click()
    turn = page.locator('#ec-last .ec-turn[data-stage="done"]')
    turn.wait_for(timeout=60_000)
    expect(turn.locator(".ec-body")).to_contain_text(words)
    turn.locator("[data-cite]").first.click()
    source = page.locator(".ec-source.ec-current")
    expect(source.locator("mark")).to_be_in_viewport()
    quote = source.locator("mark").text_content()
    document = page.request.get(f"{real_site}/v1/documents/{source.get_attribute('data-document')}").json()
    assert quote in document["text"]
    page.context.close()
