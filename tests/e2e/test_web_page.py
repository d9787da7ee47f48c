"""The page in a browser, over a fake assistant: what a visitor sees and does."""

import re

import pytest
from playwright.sync_api import expect

from ui.web.texts import examples, texts

pytestmark = pytest.mark.browser

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
COALITIONS = {"fr": "Comment fonctionnent les coalitions ?", "en": "How do the coalitions work?"}
REST_ON_COALITIONS = {"fr": "repose sur des coalitions", "en": "rests on coalitions"}
"""Words of the answer to it."""

FINISHED = '.ec-turn:is([data-stage="done"], [data-stage="failed"], [data-stage="stopped"])'


def ask(page, question):
    before = page.locator(".ec-turn").count()
    page.locator("#ec-question textarea").fill(question)
    page.locator("#ec-question textarea").press("Enter")
    expect(page.locator(".ec-turn")).to_have_count(before + 1)
    page.locator(f"#ec-thread > {FINISHED}:last-child").wait_for()


def last(page):
    return page.locator("#ec-thread > .ec-turn:last-child")


@LANGUAGES
def test_a_question_gets_a_cited_answer(visit, language):
    page = visit(f"?lang={language}")
    ask(page, COALITIONS[language])
    expect(last(page).locator(".ec-text")).to_contain_text(REST_ON_COALITIONS[language])
    assert last(page).locator(".ec-cite").count() >= 2
    expect(page.locator("#ec-question textarea")).to_have_value("")


def test_the_whole_page_changes_language_and_the_address_keeps_it(visit):
    page = visit("?lang=fr")
    ask(page, "Quel est le budget ?")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name="Copy with sources")).to_be_visible()
    expect(page.get_by_placeholder("Ask your question…")).to_be_visible()
    expect(page.locator("#ec-send")).to_have_text("Send")
    expect(page).to_have_title("EuroCommons assistant: answers with their sources")
    expect(page).to_have_url(re.compile(r"[?]lang=en$"))
    for words in ("Nouvelle conversation", "Copier", "Voir les", "Pour continuer", "Liste", "en français"):
        assert words not in page.locator("body").inner_text()
    page.reload()
    expect(page.locator("html[data-ready]")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text("EuroCommons assistant")


@pytest.mark.parametrize(("locale", "language"), [("en-GB", "en"), ("fr-FR", "fr"), ("de-DE", "fr")])
def test_the_browser_s_language_is_the_default(visit, locale, language):
    page = visit(locale=locale)
    expect(page.locator("html")).to_have_attribute("lang", language)


@LANGUAGES
def test_each_audience_has_examples_which_are_asked_by_a_click(visit, assistant, language):
    page = visit(f"?lang={language}")
    audiences = page.locator(".ec-audience")
    expect(audiences).to_have_count(len(examples(language)))
    question = examples(language)[-1].questions[0]
    audiences.last.get_by_role("button", name=question).click()
    page.locator(f"#ec-thread > {FINISHED}:last-child").wait_for()
    assert assistant.asked[0][0] == question


@pytest.mark.parametrize(
    ("language", "follow_up"), [("fr", "Qui est invité à participer ?"), ("en", "Who is invited to take part?")]
)
def test_a_follow_up_is_asked_in_the_same_session(visit, assistant, language, follow_up):
    page = visit(f"?lang={language}")
    ask(page, COALITIONS[language])
    page.get_by_role("button", name=follow_up[:-2]).click()
    expect(page.locator(".ec-turn")).to_have_count(2)
    page.locator(f"#ec-thread > {FINISHED}:last-child").wait_for()
    (_, first), (asked, second) = assistant.asked
    assert asked == follow_up
    assert first == second != ""


def test_a_new_question_goes_to_the_top_of_the_window(visit):
    page = visit()
    ask(page, "long")
    ask(page, "Quel est le budget ?")
    page.wait_for_timeout(1000)
    top = page.locator("#ec-turn-2").bounding_box()["y"]
    assert 60 <= top <= 120


@LANGUAGES
def test_work_in_progress_is_visible_and_can_be_stopped(visit, assistant, language):
    page, t = visit(f"?lang={language}"), texts(language)
    assistant.held.clear()
    page.locator("#ec-question textarea").fill("Comment fonctionnent les coalitions ?")
    page.locator("#ec-send").click()
    expect(last(page)).to_contain_text(t("working"))
    page.locator("#ec-stop").click()
    expect(last(page)).to_contain_text(t("stopped"))
    expect(page.locator("#ec-send")).to_be_visible()
    assistant.held.set()
    ask(page, "Quel est le budget ?")
    expect(last(page)).to_have_attribute("data-status", "abstained")
    expect(page.locator("#ec-turn-1")).to_contain_text(t("stopped"))


@LANGUAGES
def test_a_screen_reader_hears_the_answer_once(visit, language):
    page = visit(f"?lang={language}")
    ask(page, "Quel est le budget ?")
    status = page.locator("#ec-announcer [role=status]")
    expect(status).to_contain_text(texts(language)("answer_ready"))
    expect(status).to_contain_text("Nos documents ne donnent ni le budget")


@LANGUAGES
def test_the_conversation_and_its_citations_survive_a_reload(visit, language):
    page = visit(f"?lang={language}")
    ask(page, COALITIONS[language])
    page.reload()
    expect(last(page).locator(".ec-text")).to_contain_text(REST_ON_COALITIONS[language])
    last(page).locator('[data-cite="1"]').click()
    expect(page.locator("#ec-source-1-1 mark")).to_be_visible()


@LANGUAGES
def test_a_new_conversation_starts_empty_in_another_session(visit, assistant, language):
    page, t = visit(f"?lang={language}"), texts(language)
    ask(page, "Quel est le budget ?")
    page.get_by_role("button", name=t("new_conversation")).click()
    expect(page.get_by_role("heading", name=t("welcome_title"))).to_be_visible()
    expect(page.locator(".ec-turn")).to_have_count(0)
    ask(page, "Quel est le budget ?")
    assert assistant.asked[0][1] != assistant.asked[1][1]


def test_two_visitors_do_not_mix(visit, assistant):
    first, second = visit(), visit("?lang=en")
    ask(first, "Quel est le budget ?")
    ask(second, "How do the coalitions work?")
    assert "budget" not in second.locator("#ec-chat").inner_text()
    assert "coalitions work" not in first.locator("#ec-chat").inner_text()
    assert len({session for _, session in assistant.asked}) == 2
    first.reload()
    expect(first.locator(".ec-turn")).to_have_count(1)
    expect(first.locator(".ec-turn")).to_contain_text("budget")


@LANGUAGES
def test_an_error_is_calm_and_the_question_can_be_asked_again(visit, language):
    page, t = visit(f"?lang={language}"), texts(language)
    ask(page, "panne")
    expect(last(page)).to_contain_text(t("failed"))
    expect(last(page).get_by_role("button", name=t("retry"))).to_be_visible()
    for words in ("secret", "Traceback", "RuntimeError"):
        assert words not in page.content()


def test_a_second_question_waits_for_the_first(visit, assistant):
    page = visit()
    assistant.held.clear()
    page.locator("#ec-question textarea").fill("Quel est le budget ?")
    page.locator("#ec-question textarea").press("Enter")
    expect(last(page)).to_contain_text("Recherche dans les documents…")
    page.locator("#ec-question textarea").fill("Comment fonctionnent les coalitions ?")
    page.locator("#ec-question textarea").press("Enter")
    page.wait_for_timeout(500)
    assistant.held.set()
    page.locator(f"#ec-thread > {FINISHED}:last-child").wait_for()
    expect(page.locator(".ec-turn")).to_have_count(1)
    expect(page.locator("#ec-question textarea")).to_have_value("Comment fonctionnent les coalitions ?")


def test_an_empty_question_asks_nothing(visit, assistant):
    page = visit()
    page.locator("#ec-question textarea").fill("   ")
    page.locator("#ec-send").click()
    page.wait_for_timeout(500)
    assert assistant.asked == []
    expect(page.locator(".ec-turn")).to_have_count(0)


def test_a_missing_index_says_what_to_run_until_it_is_there(no_index, visit, index, assistant):
    page = visit()
    expect(page.locator(".ec-notice")).to_contain_text("eurocommons ingest")
    ask(page, "Comment fonctionnent les coalitions ?")
    expect(last(page)).to_contain_text("ne peut pas encore répondre")
    index["snapshot"] = assistant.snapshot
    expect(page.locator(".ec-notice")).to_have_count(0)
    expect(page.locator(".ec-footer")).to_contain_text("Index 3f9c2a71")
    ask(page, "Comment fonctionnent les coalitions ?")
    expect(last(page).locator(".ec-text")).to_contain_text("repose sur des coalitions")
