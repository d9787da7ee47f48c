"""The page when the server is slow, gone and back, and after many questions."""

import socket
import threading
import time

import pytest
import uvicorn
from e2e.test_web_page import FINISHED, ask, last
from e2e.web_fakes import live_with
from playwright.sync_api import expect

from assistant.settings import Settings
from ui.web.server import create_site

pytestmark = pytest.mark.browser

MANY = 30


class Server:
    """A server that can be stopped and started again at the same address."""

    def __init__(self, home, assistant):
        self._home, self._assistant = home, assistant
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self._port}"

    def start(self):
        settings = Settings(home=self._home)
        site = create_site(live_with(self._assistant, settings), settings)
        config = uvicorn.Config(site, port=self._port, log_level="error", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        for _ in range(400):
            if self._server.started:
                return
            time.sleep(0.05)
        raise AssertionError("the server did not start")

    def stop(self):
        self._server.should_exit = True
        self._thread.join(timeout=20)
        assert not self._thread.is_alive()


@pytest.fixture
def server(tmp_path, assistant):
    made = Server(tmp_path, assistant)
    made.start()
    yield made
    made.stop()


def test_a_slow_answer_shows_that_work_goes_on_and_comes(visit, assistant):
    page = visit("?lang=en")
    assistant.held.clear()
    page.locator("#ec-question textarea").fill("How do the coalitions work?")
    page.locator("#ec-send").click()
    expect(last(page).locator(".ec-working")).to_be_visible()
    page.wait_for_timeout(3_000)
    expect(last(page).locator(".ec-working")).to_be_visible()
    assistant.held.set()
    expect(last(page).locator(".ec-text")).to_contain_text("rests on coalitions")


def test_a_conversation_goes_on_when_the_server_was_gone_and_is_back(browser, server):
    page = browser.new_context(locale="fr-FR").new_page()
    page.goto(server.address)
    page.locator("html[data-ready]").wait_for()
    ask(page, "Quel est le budget ?")
    server.stop()
    server.start()
    page.goto(server.address)
    page.locator("html[data-ready]").wait_for()
    ask(page, "Comment fonctionnent les coalitions ?")
    expect(last(page).locator(".ec-text")).to_contain_text("repose sur des coalitions")
    page.context.close()


def test_many_questions_in_a_row_stay_in_order_and_in_one_session(visit, assistant):
    page = visit("?lang=fr")
    for number in range(MANY):
        page.locator("#ec-question textarea").fill(f"Comment fonctionnent les coalitions, fois {number} ?")
        page.locator("#ec-question textarea").press("Enter")
        expect(page.locator("#ec-last .ec-question-text")).to_contain_text(f"fois {number}")
        page.locator(f"#ec-last {FINISHED}").wait_for()
    expect(page.locator(".ec-turn")).to_have_count(MANY)
    asked = [question for question, _ in assistant.asked]
    assert asked == [f"Comment fonctionnent les coalitions, fois {number} ?" for number in range(MANY)]
    assert len({session for _, session in assistant.asked}) == 1


def test_two_visitors_at_once_get_their_own_answers(visit, assistant):
    first, second = visit("?lang=fr"), visit("?lang=en")
    assistant.held.clear()
    for page, question in ((first, "Quel est le budget ?"), (second, "How do the coalitions work?")):
        page.locator("#ec-question textarea").fill(question)
        page.locator("#ec-question textarea").press("Enter")
        expect(last(page).locator(".ec-working")).to_be_visible()
    assistant.held.set()
    expect(last(first)).to_contain_text("Nos documents ne donnent ni le budget")
    expect(last(second)).to_contain_text("rests on coalitions")
