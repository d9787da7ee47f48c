"""The page over the real assistant and the built-in corpus."""

import pytest
from e2e.web_site import served
from playwright.sync_api import expect

from assistant.live import LiveAssistant
from assistant.settings import Settings
from ui.web.server import create_site

pytestmark = [pytest.mark.browser, pytest.mark.model]


@pytest.fixture(scope="module")
def real_site(indexed_home):
    """The address of a site over the index of the built-in corpus."""
    settings = Settings(home=indexed_home)
    live = LiveAssistant(settings)
    live.get()
    with served(create_site(live, settings)) as address:
        yield address


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
    turn = page.locator('#ec-thread > .ec-turn[data-stage="done"]:last-child')
    turn.wait_for(timeout=60_000)
    expect(turn.locator(".ec-body")).to_contain_text(words)
    turn.locator("[data-cite]").first.click()
    source = page.locator(".ec-source.ec-current")
    expect(source.locator("mark")).to_be_in_viewport()
    quote = source.locator("mark").text_content()
    document = page.request.get(f"{real_site}/v1/documents/{source.get_attribute('data-document')}").json()
    assert quote in document["text"]
    page.context.close()
