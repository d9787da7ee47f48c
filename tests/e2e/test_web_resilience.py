"""The page when the server is slow, gone and back, and after many questions."""

import gc
import socket
import threading
import time
import tracemalloc

import pytest
import uvicorn
from e2e.test_web_page import COALITIONS, FINISHED, LANGUAGES, REST_ON_COALITIONS, ask, last
from e2e.web_fakes import live_with
from playwright.sync_api import expect

from assistant.conversation.state import Turn as Kept
from assistant.conversation.store import SessionStore
from assistant.settings import Settings
from ui.web import asking
from ui.web.server import create_site
from ui.web.texts import texts

pytestmark = pytest.mark.browser

MANY = 30
HELD_KB_A_QUESTION = 20
"""What a question and its answer may leave in the server's memory: their text, and the passages."""


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


@LANGUAGES
def test_a_slow_answer_shows_that_work_goes_on_and_comes(visit, assistant, language):
    page, slow = visit(f"?lang={language}"), {"fr": "La réponse tarde", "en": "The answer is taking a while"}[language]
    assistant.held.clear()
    page.clock.install()
    page.locator("#ec-question textarea").fill(COALITIONS[language])
    page.locator("#ec-send").click()
    expect(last(page).locator(".ec-working")).to_be_visible()
    expect(last(page).locator("[data-slow]")).to_be_hidden()
    page.clock.fast_forward(9_000)
    expect(last(page)).to_contain_text(slow)
    expect(page.locator("#ec-said")).to_contain_text(slow)
    assistant.held.set()
    expect(last(page).locator(".ec-text")).to_contain_text(REST_ON_COALITIONS[language])


GONE = {
    "fr": ("Le serveur ne répond pas", "Rien n’est perdu", "Reposer la question"),
    "en": ("The server does not answer", "Nothing is lost", "Ask again"),
}


@pytest.fixture
def open_page(browser, server):
    """A page of the server that can be stopped, in a language."""
    context = browser.new_context()

    def open_page(language):
        page = context.new_page()
        page.goto(f"{server.address}/?lang={language}")
        page.locator("html[data-ready]").wait_for()
        return page

    yield open_page
    context.close()


@LANGUAGES
def test_an_open_page_says_that_the_server_is_gone_and_goes_on_once_it_is_back(open_page, server, language):
    page = open_page(language)
    gone, calm, again = GONE[language]
    question = COALITIONS[language]
    ask(page, "Quel est le budget ?")
    server.stop()
    ask(page, question)
    expect(last(page)).to_contain_text(gone)
    expect(last(page)).to_contain_text(calm)
    expect(last(page).locator(".ec-question-text")).to_have_text(question.replace(" ?", "\u202f?"), use_inner_text=True)
    expect(page.locator("#ec-said")).to_contain_text(gone)
    page.locator("#ec-turn-1 [data-cite='1']").click()
    expect(page.locator("#ec-source-1-1 mark")).to_be_visible()
    server.start()
    last(page).get_by_role("button", name=again).click()
    page.locator('#ec-turn-2[data-stage="done"]').wait_for()
    expect(page.locator(".ec-turn")).to_have_count(2)
    expect(page.locator("#ec-turn-1")).to_contain_text("Nos documents ne donnent ni le budget")
    last(page).locator("[data-cite='1']").click()
    expect(page.locator("#ec-source-2-1 mark")).to_be_visible()


@LANGUAGES
def test_a_restarted_server_goes_on_with_the_turns_that_it_remembers(open_page, server, assistant, tmp_path, language):
    page = open_page(language)
    ask(page, "panne")
    ask(page, "Quel est le budget ?")
    (_, session) = assistant.asked[-1]
    server.stop()
    kept = SessionStore(Settings(home=tmp_path).sessions_database)
    kept.add(session, Kept(assistant.ask("Quel est le budget ?", session_id=session), "Quel est le budget ?"))
    server.start()
    page.locator("#ec-question textarea").fill(COALITIONS[language])
    page.locator("#ec-question textarea").press("Enter")
    expect(page.locator("#ec-turn-1")).to_contain_text("Nos documents ne donnent ni le budget")
    expect(last(page).locator(".ec-text")).to_contain_text(REST_ON_COALITIONS[language])
    assert assistant.asked[-1][1] == session


@LANGUAGES
def test_a_new_conversation_waits_for_a_server_that_is_gone_and_loses_none(open_page, server, language):
    page, t = open_page(language), texts(language)
    ask(page, "Quel est le budget ?")
    server.stop()
    page.get_by_role("button", name=t("new_conversation")).click()
    expect(page.locator("#ec-thread")).to_contain_text(GONE[language][0])
    expect(page.locator("#ec-turn-1")).to_contain_text("Nos documents ne donnent ni le budget")
    server.start()
    page.get_by_role("button", name=t("new_conversation")).click()
    expect(page.get_by_role("heading", name=t("welcome_title"))).to_be_visible()


@LANGUAGES
def test_an_answer_that_is_cut_keeps_what_was_written(open_page, server, assistant, language):
    page, t = open_page(language), texts(language)
    page.locator("#ec-question textarea").fill("long")
    page.locator("#ec-question textarea").press("Enter")
    expect(last(page).locator(".ec-sentence").nth(2)).to_be_visible()
    server.stop()
    expect(last(page)).to_contain_text(t("cut"))
    assert last(page).locator(".ec-sentence").count() >= 3
    expect(page.locator("#ec-send")).to_be_visible()
    server.start()
    last(page).get_by_role("button", name=t("retry")).click()
    page.locator(f"#ec-thread > {FINISHED}:last-child").wait_for()
    expect(page.locator(".ec-turn")).to_have_count(1)
    expect(last(page).locator(".ec-sentence")).to_have_count(30)


@LANGUAGES
def test_a_passage_can_be_read_while_the_answer_is_still_written(visit, language):
    page = visit(f"?lang={language}")
    page.locator("#ec-question textarea").fill("long")
    page.locator("#ec-question textarea").press("Enter")
    last(page).locator('[data-cite="1"]').first.click()
    expect(page.locator("#ec-source-1-1")).to_be_focused()
    expect(last(page)).to_have_attribute("data-stage", "writing")
    first = last(page).locator(".ec-sentence").first.element_handle()
    page.locator(f"#ec-thread > {FINISHED}:last-child").wait_for()
    assert first.evaluate("node => node.isConnected"), "a click that falls between two steps would be lost"
    expect(page.locator("#ec-source-1-1")).to_be_focused()
    expect(page.locator(".ec-source")).to_have_count(2)


@LANGUAGES
def test_a_page_loaded_again_during_an_answer_says_that_it_was_stopped_and_takes_the_next_question(
    visit, assistant, language
):
    page = visit(f"?lang={language}")
    assistant.held.clear()
    page.locator("#ec-question textarea").fill(COALITIONS[language])
    page.locator("#ec-question textarea").press("Enter")
    assert assistant.reached.wait(timeout=5)
    page.reload()
    page.locator("html[data-ready]").wait_for()
    assistant.held.set()
    expect(page.locator("#ec-turn-1")).to_contain_text(texts(language)("stopped"))
    expect(page.locator("#ec-question textarea")).to_have_value("")
    ask(page, COALITIONS[language])
    expect(last(page).locator(".ec-text")).to_contain_text(REST_ON_COALITIONS[language])


@LANGUAGES
def test_a_question_that_was_still_on_its_way_when_the_page_was_loaded_again_is_in_the_box(visit, assistant, language):
    page = visit(f"?lang={language}")
    page.route("**/conversation/ask", lambda route: None, times=1)
    page.locator("#ec-question textarea").fill(COALITIONS[language])
    page.locator("#ec-question textarea").press("Enter")
    expect(last(page).locator(".ec-working")).to_be_visible()
    page.reload()
    page.locator("html[data-ready]").wait_for()
    expect(page.locator("#ec-question textarea")).to_have_value(COALITIONS[language])
    expect(page.locator(".ec-turn")).to_have_count(0)
    assert assistant.asked == []
    page.locator("#ec-question textarea").press("Enter")
    expect(last(page).locator(".ec-text")).to_contain_text(REST_ON_COALITIONS[language])
    page.reload()
    page.locator("html[data-ready]").wait_for()
    expect(page.locator("#ec-question textarea")).to_have_value("")


def held_kb():
    gc.collect()
    return tracemalloc.get_traced_memory()[0] / 1024


def test_many_questions_in_a_row_stay_in_order_and_leave_little_in_memory(open_page, assistant, monkeypatch):
    monkeypatch.setattr(asking, "SENTENCE_PAUSE_S", 0)
    page = open_page("fr")
    questions = [f"{COALITIONS['en' if number % 2 else 'fr'][:-1]} ({number})" for number in range(MANY + 1)]
    tracemalloc.start()
    before = None
    try:
        for number, question in enumerate(questions):
            page.locator("#ec-question textarea").fill(question)
            page.locator("#ec-question textarea").press("Enter")
            page.locator(f'#ec-turn-{number + 1}[data-stage="done"]').wait_for()
            before = before or held_kb()  # the first one fills what is kept for all
        assert held_kb() - before < HELD_KB_A_QUESTION * MANY
    finally:
        tracemalloc.stop()
    expect(page.locator(".ec-turn")).to_have_count(MANY + 1)
    assert [question for question, _ in assistant.asked] == questions
    assert len({session for _, session in assistant.asked}) == 1


@pytest.mark.parametrize(("one", "other"), [("fr", "en"), ("en", "fr")])
def test_two_visitors_at_once_get_their_own_answers(visit, assistant, one, other):
    first, second = visit(f"?lang={one}"), visit(f"?lang={other}")
    assistant.held.clear()
    for page, question in ((first, "Quel est le budget ?"), (second, COALITIONS[other])):
        page.locator("#ec-question textarea").fill(question)
        page.locator("#ec-question textarea").press("Enter")
        expect(last(page).locator(".ec-working")).to_be_visible()
    assistant.held.set()
    expect(last(first)).to_contain_text("Nos documents ne donnent ni le budget")
    expect(last(second)).to_contain_text(REST_ON_COALITIONS[other])
