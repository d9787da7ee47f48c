"""What can be done with an answer: its criteria changed, exported, shared, judged, found again."""

import re
import zipfile

import pytest
from e2e.test_web_page import COALITIONS, FINISHED, LANGUAGES, REST_ON_COALITIONS, ask, last
from playwright.sync_api import expect

from ui.web.texts import texts

pytestmark = pytest.mark.browser

TEAMS = {"fr": "Que prendre à la place de Teams ?", "en": "What can replace Teams?"}
REPLACE_TEAMS = {"fr": "remplacer Microsoft Teams", "en": "replace Microsoft Teams"}


@LANGUAGES
def test_a_criterion_is_taken_out_by_a_click(visit, assistant, language):
    page = visit(f"?lang={language}")
    ask(page, TEAMS[language])
    criteria = last(page).locator(".ec-criterion")
    expect(criteria).to_have_count(3)
    criteria.nth(1).get_by_role("button", name={"fr": "Retirer", "en": "Remove"}[language]).click()
    expect(page.locator(".ec-turn")).to_have_count(2)
    page.locator(f"#ec-thread > {FINISHED}:last-child").wait_for()
    asked = assistant.constraints[-1]
    assert asked.licences == () and asked.support_in_europe and asked.replaces
    expect(last(page).locator(".ec-question-text")).to_contain_text(REPLACE_TEAMS[language])


@LANGUAGES
def test_a_criterion_is_changed_from_the_keyboard(visit, assistant, language):
    page = visit(f"?lang={language}")
    ask(page, TEAMS[language])
    change = last(page).locator(".ec-criterion summary").nth(1)
    change.focus()
    page.keyboard.press("Enter")
    choice = last(page).get_by_role("button", name="permissive", exact=True)
    choice.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ec-turn")).to_have_count(2)
    page.locator(f"#ec-thread > {FINISHED}:last-child").wait_for()
    assert assistant.constraints[-1].licences == ("permissive",)


@LANGUAGES
@pytest.mark.parametrize("ending", ["odt", "md"])
def test_an_answer_is_exported_with_its_sources(visit, ending, language):
    page = visit(f"?lang={language}")
    ask(page, COALITIONS[language])
    with page.expect_download() as download:
        page.locator(f'[data-export="{ending}"]').click()
    name = texts(language)("answer_file")
    assert re.fullmatch(rf"eurocommons-{name}-\d{{4}}-\d\d-\d\d\.{ending}", download.value.suggested_filename)
    if ending == "odt":
        with zipfile.ZipFile(download.value.path()) as archive:
            content = archive.read("content.xml").decode()
    else:
        content = download.value.path().read_text(encoding="utf-8")
    assert REST_ON_COALITIONS[language] in content
    assert "elle seule les risques" in content


@LANGUAGES
def test_a_shared_answer_is_read_by_somebody_else(visit, language):
    page = visit(f"?lang={language}")
    ask(page, COALITIONS[language])
    page.get_by_role("button", name=texts(language)("share")).click()
    link = last(page).locator("[data-told] a")
    expect(link).to_have_attribute("href", re.compile(rf"/answers/[\w-]{{32}}\?lang={language}$"))
    address = link.get_attribute("href")
    other = visit("?lang=fr")
    other.goto(address)
    expect(other.locator("html")).to_have_attribute("lang", language)
    expect(other.get_by_role("heading", level=1)).to_have_text(re.compile(COALITIONS[language][:-2]))
    expect(other.locator("#source-2 blockquote")).to_contain_text("pour éviter qu'une organisation")
    expect(other.locator(".ec-flag")).to_have_count({"fr": 1, "en": 0}[language])  # the fourth source, in French alone
    assert "session" not in other.content()


def test_nothing_is_shared_at_a_guessed_address(visit, site):
    page = visit()
    page.goto(f"{site}/answers/guessed?lang=en")
    expect(page.locator("main")).to_contain_text("no such answer")


@LANGUAGES
def test_an_opinion_reaches_the_organisers_with_its_reasons(visit, feedback, language):
    page, t = visit(f"?lang={language}"), texts(language)
    ask(page, "Quel est le budget ?")
    page.get_by_role("button", name=t("feedback_down")).click()
    page.get_by_label(t("feedback_incomplete")).check()
    page.get_by_label(t("feedback_comment")).fill("Et le coût par coalition ?")
    page.get_by_role("button", name=t("feedback_send")).click()
    expect(last(page)).to_contain_text(t("feedback_thanks"))
    (opinion,) = feedback.newest()
    assert (opinion.rating, opinion.reasons, opinion.comment) == ("down", ("incomplete",), "Et le coût par coalition ?")
    assert opinion.question == "Quel est le budget ?" and opinion.session_id


@LANGUAGES
def test_a_kind_opinion_takes_one_click(visit, feedback, language):
    page, t = visit(f"?lang={language}"), texts(language)
    ask(page, COALITIONS[language])
    page.get_by_role("button", name=t("feedback_up")).click()
    expect(last(page)).to_contain_text(t("feedback_thanks"))
    assert [opinion.rating for opinion in feedback.newest()] == ["up"]


# In the browser's regular expressions \W holds letters with an accent
DAY = {"fr": re.compile(r"^(1er|[2-9]|[1-3]\d) \D+$"), "en": re.compile(r"^[1-3]?\d \D+$")}


@LANGUAGES
def test_earlier_conversations_are_found_again_with_their_citations(visit, language):
    page, t = visit(f"?lang={language}"), texts(language)
    ask(page, "Quel est le budget ?")
    page.get_by_role("button", name=t("new_conversation")).click()
    expect(page.locator(".ec-turn")).to_have_count(0)
    ask(page, "Comment fonctionnent les coalitions ?")
    page.reload()
    page.locator("html[data-ready]").wait_for()
    page.get_by_role("button", name=t("history")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("li")).to_have_count(2)
    expect(dialog.locator("small").first).to_have_text(DAY[language])
    dialog.get_by_role("button", name=f"{t('history_open')}Quel est le budget").click()
    expect(page.locator(".ec-turn")).to_have_count(1)
    expect(last(page)).to_contain_text("Nos documents ne donnent ni le budget")
    last(page).locator('[data-cite="1"]').click()
    expect(page.locator("#ec-source-1-1 mark")).to_be_visible()


@LANGUAGES
def test_a_conversation_is_deleted_for_good(visit, language):
    page, t = visit(f"?lang={language}"), texts(language)
    ask(page, COALITIONS[language])
    page.get_by_role("button", name=t("new_conversation")).click()
    page.get_by_role("button", name=t("history")).click()
    page.get_by_role("button", name=t("history_forget") + COALITIONS[language][:-2]).click()
    expect(page.get_by_role("dialog").locator("li")).to_have_count(0)
    page.keyboard.press("Escape")
    page.get_by_role("button", name=t("history")).click()
    expect(page.get_by_role("dialog")).to_contain_text(t("history_none"))


def test_a_link_may_bring_a_question_which_the_reader_sends(visit, assistant):
    page = visit("?lang=fr&q=Que faut-il savoir de XWiki ?")
    expect(page.locator("#ec-question textarea")).to_have_value("Que faut-il savoir de XWiki ?")
    page.wait_for_timeout(300)
    assert assistant.asked == []
    page.locator("#ec-question textarea").press("Enter")
    page.locator(f"#ec-thread > {FINISHED}:last-child").wait_for()
    assert assistant.asked[0][0] == "Que faut-il savoir de XWiki ?"


@LANGUAGES
def test_the_answer_says_who_wrote_it(visit, language):
    page = visit(f"?lang={language}")
    ask(page, COALITIONS[language])
    expect(last(page).locator(".ec-writer")).to_contain_text(texts(language)("writer_extractive"))


@LANGUAGES
def test_a_term_of_the_glossary_says_what_it_means_to_pointer_and_keyboard(visit, language):
    page = visit(f"?lang={language}")
    ask(page, COALITIONS[language])
    term = last(page).locator(".ec-term").first
    tip = term.locator(".ec-tip")
    expect(tip).to_be_hidden()
    term.hover()
    expect(tip).to_be_visible()
    assert len(tip.inner_text()) > 20
    page.mouse.move(0, 0)
    expect(tip).to_be_hidden()
    term.focus()
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
