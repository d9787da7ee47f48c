"""What an answer shows: cited passages, cards, tables, hostile text, on wide and narrow windows."""

import re

import pytest
from e2e.test_web_page import COALITIONS, LANGUAGES, ask, last
from playwright.sync_api import expect

from ui.web.texts import texts

pytestmark = pytest.mark.browser


@LANGUAGES
def test_a_citation_opens_its_passage_with_the_quote_highlighted(visit, language):
    page = visit(f"?lang={language}")
    ask(page, COALITIONS[language])
    last(page).locator('[data-cite="2"]').click()
    source = page.locator("#ec-source-1-2")
    expect(source).to_be_focused()
    expect(source).to_be_in_viewport()
    expect(source.locator("mark")).to_have_text(re.compile("^pour éviter qu'une organisation"))
    expect(source.locator(".ec-context").first).to_be_visible()
    expect(source.get_by_role("link", name=texts(language)("open_document"))).to_have_attribute(
        "rel", re.compile("noopener")
    )


def test_a_citation_works_from_the_keyboard(visit):
    page = visit()
    ask(page, "Comment fonctionnent les coalitions ?")
    last(page).locator('[data-cite="1"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("#ec-source-1-1")).to_be_focused()


@LANGUAGES
def test_a_source_says_its_page_and_the_month_of_which_no_day_is_known(visit, language):
    page = visit(f"?lang={language}")
    ask(page, COALITIONS["fr"])
    expect(page.locator("#ec-source-1-4")).to_contain_text("page 12")
    expect(page.locator("#ec-source-1-4")).to_contain_text(
        {"fr": "publié en mars 2026", "en": "published March 2026"}[language]
    )


@LANGUAGES
def test_a_passage_expands_and_collapses(visit, language):
    page, t = visit(f"?lang={language}"), texts(language)
    ask(page, COALITIONS[language])
    source = page.locator("#ec-source-1-2")
    expect(source.locator(".ec-context").first).to_be_hidden()
    source.get_by_role("button", name=t("context_more")).click()
    expect(source.locator(".ec-context").first).to_be_visible()
    source.get_by_role("button", name=t("context_less")).click()
    expect(source.locator(".ec-context").first).to_be_hidden()


def test_marks_of_an_earlier_answer_still_open_their_passages(visit):
    page = visit()
    ask(page, "Comment fonctionnent les coalitions ?")
    ask(page, "Quel est le budget ?")
    page.locator('#ec-turn-1 [data-cite="1"]').click()
    expect(page.locator("#ec-source-1-1")).to_be_visible()
    expect(page.locator("#ec-source-2-1")).to_be_hidden()


def test_the_quote_of_another_language_carries_its_language(visit):
    page = visit("?lang=en")
    ask(page, "How do the coalitions work?")
    expect(page.locator("#ec-source-1-2 blockquote")).to_have_attribute("lang", "fr")
    expect(page.locator("#ec-source-1-2")).to_contain_text("This passage is in French.")
    expect(last(page).locator('.ec-sentence [lang="fr"]')).to_contain_text("pour éviter")


@LANGUAGES
def test_an_abstention_looks_different(visit, language):
    page = visit(f"?lang={language}")
    ask(page, "Quel est le budget ?")
    expect(last(page)).to_have_attribute("data-status", "abstained")
    expect(last(page).get_by_role("heading", name=texts(language)("abstained_title"))).to_be_visible()
    last(page).locator(".ec-nearby-link").click()
    expect(page.locator("#ec-source-1-2 mark")).to_be_in_viewport()


@LANGUAGES
def test_the_marks_of_a_well_cited_sentence_unfold(visit, language):
    page = visit(f"?lang={language}")
    ask(page, "Que prendre à la place de Teams ?")
    fifth = last(page).locator('[data-cite="5"]')
    expect(fifth).to_be_hidden()
    last(page).get_by_role("button", name=texts(language)("more_marks", count=2)).click()
    expect(last(page).locator(".ec-more-marks button").first).to_be_focused()
    fifth.click()
    expect(page.locator("#ec-source-1-5 mark")).to_have_text("auto-hébergement")


@pytest.mark.parametrize(("language", "country"), [("fr", "Allemagne"), ("en", "Germany")])
def test_catalogue_entries_are_cards_and_near_misses_say_what_they_miss(visit, language, country):
    page, t = visit(f"?lang={language}"), texts(language)
    ask(page, "Que prendre à la place de Teams ?")
    expect(last(page).locator('[data-group="matches"] [data-entry="nextcloud"]')).to_contain_text(country)
    for group, missed in (("near_misses", "criterion_country"), ("not_documented", "criterion_deployment")):
        last(page).locator(f'[data-group="{group}"] summary').click()
        expect(last(page).locator(f'[data-group="{group}"]')).to_contain_text(t(missed))
    expect(last(page).locator(".ec-flag").first).to_have_text(t("to_verify"))


def test_a_comparison_is_a_table_whose_cells_cite(visit):
    page = visit()
    ask(page, "Compare Element, Jitsi Meet, BigBlueButton, Galène et Jami")
    table = last(page).get_by_role("table")
    assert table.get_by_role("columnheader").all_inner_texts()[:2] == ["Critère", "Element"]
    row = table.get_by_role("row", name="Déploiement")
    expect(row.get_by_role("rowheader")).to_have_text("Déploiement")
    expect(row.get_by_role("cell").first).to_contain_text("(à vérifier)")
    expect(row.get_by_role("cell").last).to_have_text("non documenté")
    expect(last(page).locator(".ec-text")).not_to_contain_text("|")
    row.locator('[data-cite="3"]').first.click()
    expect(page.locator("#ec-source-1-3 mark")).to_have_text("auto-hébergement")


def test_a_wide_comparison_scrolls_in_its_own_box(visit):
    page = visit(width=390, height=844)
    ask(page, "Compare Element, Jitsi Meet, BigBlueButton, Galène et Jami")
    box = last(page).get_by_role("region", name="Tableau comparatif")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.ec-comparison').scrollLeft > 0")


@LANGUAGES
def test_the_answer_is_copied_with_its_sources(visit, language):
    page, t = visit(f"?lang={language}"), texts(language)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "Quel est le budget ?")
    page.get_by_role("button", name=t("copy")).click()
    expect(page.get_by_role("button", name=t("copied"))).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Nos documents ne donnent ni le budget" in copied
    assert "https://example.org/not-known" in copied


@LANGUAGES
def test_hostile_text_is_shown_as_text(visit, language):
    page = visit(f"?lang={language}")
    ask(page, "hostile <script>window.pwned = true</script> <img src=x onerror=window.pwned=true>")
    expect(last(page).locator(".ec-question-text")).to_contain_text("<script>window.pwned = true</script>")
    expect(last(page).locator(".ec-text")).to_contain_text("![suivi](https://tracker.invalid/pixel.png)")
    expect(page.locator("#ec-source-1-1")).to_contain_text("{{constructor}} ${window.pwned=true}")
    assert page.evaluate("window.pwned") is None
    assert page.locator("#ec-main img, #ec-main script, #ec-main iframe").count() == 0
    assert page.locator('[href^="javascript:"]').count() == 0


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440])
def test_nothing_scrolls_sideways(visit, width):
    page = visit(width=width, height=844)
    for question in ("Que prendre à la place de Teams ?", "Compare Element et Jami", "hostile", "x" * 400):
        ask(page, question)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@LANGUAGES
def test_on_a_phone_the_sources_are_a_drawer(visit, language):
    page, t = visit(f"?lang={language}", width=390, height=844), texts(language)
    ask(page, COALITIONS[language])
    panel = page.locator("#ec-sources")
    expect(panel).to_be_hidden()
    last(page).locator('[data-cite="2"]').click()
    expect(page.locator("#ec-source-1-2 mark")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(last(page).locator('[data-cite="2"]')).to_be_focused()
    last(page).get_by_role("button", name=t("show_sources", count={"fr": 4, "en": 2}[language])).click()
    expect(panel).to_be_visible()
    page.get_by_role("button", name=t("sources_close")).click()
    expect(panel).to_be_hidden()
