"""The page in a browser, over a fake assistant: what a visitor sees and does."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FINISHED = '.ec-turn:is([data-stage="done"], [data-stage="failed"], [data-stage="stopped"])'


def ask(page, question):
    before = page.locator(".ec-turn").count()
    page.locator("#ec-question textarea").fill(question)
    page.locator("#ec-question textarea").press("Enter")
    expect(page.locator(".ec-turn")).to_have_count(before + 1)
    page.locator(f"#ec-thread > {FINISHED}:last-child").wait_for()


def last(page):
    return page.locator("#ec-thread > .ec-turn:last-child")


@pytest.mark.parametrize(
    ("query", "question", "words"),
    [
        ("?lang=fr", "Comment fonctionnent les coalitions ?", "repose sur des coalitions"),
        ("?lang=en", "How do the coalitions work?", "rests on coalitions"),
    ],
)
def test_a_question_gets_a_cited_answer(visit, query, question, words):
    page = visit(query)
    ask(page, question)
    expect(last(page).locator(".ec-text")).to_contain_text(words)
    assert last(page).locator(".ec-cite").count() >= 2
    expect(page.locator("#ec-question textarea")).to_have_value("")


def test_a_citation_opens_its_passage_with_the_quote_highlighted(visit):
    page = visit()
    ask(page, "Comment fonctionnent les coalitions ?")
    last(page).locator('[data-cite="2"]').click()
    source = page.locator("#ec-source-1-2")
    expect(source).to_be_focused()
    expect(source).to_be_in_viewport()
    expect(source.locator("mark")).to_have_text(re.compile("^pour éviter qu'une organisation"))
    expect(source.locator(".ec-context").first).to_be_visible()
    expect(source.get_by_role("link", name="Ouvrir le document d’origine")).to_have_attribute(
        "rel", re.compile("noopener")
    )


def test_a_citation_works_from_the_keyboard(visit):
    page = visit()
    ask(page, "Comment fonctionnent les coalitions ?")
    last(page).locator('[data-cite="1"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("#ec-source-1-1")).to_be_focused()


def test_a_passage_expands_and_collapses(visit):
    page = visit()
    ask(page, "Comment fonctionnent les coalitions ?")
    source = page.locator("#ec-source-1-2")
    expect(source.locator(".ec-context").first).to_be_hidden()
    source.get_by_role("button", name="Lire le contexte").click()
    expect(source.locator(".ec-context").first).to_be_visible()
    source.get_by_role("button", name="Réduire").click()
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


def test_an_example_is_asked_by_a_click(visit, assistant):
    page = visit()
    page.get_by_role("button", name="Comment fonctionnent les coalitions").click()
    page.locator(f"#ec-thread > {FINISHED}:last-child").wait_for()
    assert assistant.asked[0][0].startswith("Comment fonctionnent les coalitions")


def test_a_follow_up_is_asked_in_the_same_session(visit, assistant):
    page = visit()
    ask(page, "Comment fonctionnent les coalitions ?")
    page.get_by_role("button", name="Qui est invité à participer").click()
    expect(page.locator(".ec-turn")).to_have_count(2)
    page.locator(f"#ec-thread > {FINISHED}:last-child").wait_for()
    (_, first), (_, second) = assistant.asked
    assert first == second != ""


def test_an_abstention_looks_different(visit):
    page = visit()
    ask(page, "Quel est le budget ?")
    expect(last(page)).to_have_attribute("data-status", "abstained")
    expect(last(page).get_by_role("heading", name="Les documents ne répondent pas")).to_be_visible()
    last(page).locator(".ec-nearby-link").click()
    expect(page.locator("#ec-source-1-2 mark")).to_be_in_viewport()


def test_the_marks_of_a_well_cited_sentence_unfold(visit):
    page = visit()
    ask(page, "Que prendre à la place de Teams ?")
    fifth = last(page).locator('[data-cite="5"]')
    expect(fifth).to_be_hidden()
    last(page).get_by_role("button", name="Afficher les autres sources").click()
    expect(last(page).locator(".ec-more-marks button").first).to_be_focused()
    fifth.click()
    expect(page.locator("#ec-source-1-5 mark")).to_have_text("auto-hébergement")


def test_a_new_question_goes_to_the_top_of_the_window(visit):
    page = visit()
    ask(page, "long")
    ask(page, "Quel est le budget ?")
    page.wait_for_timeout(1000)
    top = page.locator("#ec-turn-2").bounding_box()["y"]
    assert 60 <= top <= 120


def test_catalogue_entries_are_cards(visit):
    page = visit()
    ask(page, "Que prendre à la place de Teams ?")
    expect(last(page).locator('[data-group="matches"] [data-entry="nextcloud"]')).to_contain_text("Allemagne")
    last(page).locator('[data-group="near_misses"] summary').click()
    expect(last(page).locator('[data-group="near_misses"]')).to_contain_text("pays de l’éditeur")


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


def test_work_in_progress_is_visible_and_can_be_stopped(visit, assistant):
    page = visit()
    assistant.held.clear()
    page.locator("#ec-question textarea").fill("Comment fonctionnent les coalitions ?")
    page.locator("#ec-send").click()
    expect(last(page)).to_contain_text("Recherche dans les documents…")
    page.locator("#ec-stop").click()
    expect(last(page)).to_contain_text("Réponse interrompue")
    expect(page.locator("#ec-send")).to_be_visible()
    assistant.held.set()
    ask(page, "Quel est le budget ?")
    expect(last(page)).to_have_attribute("data-status", "abstained")
    expect(page.locator("#ec-turn-1")).to_contain_text("Réponse interrompue")


def test_a_screen_reader_hears_the_answer_once(visit):
    page = visit()
    ask(page, "Quel est le budget ?")
    status = page.locator("#ec-announcer [role=status]")
    expect(status).to_contain_text("Réponse prête.")
    expect(status).to_contain_text("Nos documents ne donnent ni le budget")


def test_the_answer_is_copied_with_its_sources(visit):
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "Quel est le budget ?")
    page.get_by_role("button", name="Copier avec les sources").click()
    expect(page.get_by_role("button", name="Copié")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Nos documents ne donnent ni le budget" in copied
    assert "https://example.org/not-known" in copied


def test_the_conversation_and_its_citations_survive_a_reload(visit):
    page = visit()
    ask(page, "Comment fonctionnent les coalitions ?")
    page.reload()
    expect(last(page).locator(".ec-text")).to_contain_text("repose sur des coalitions")
    last(page).locator('[data-cite="1"]').click()
    expect(page.locator("#ec-source-1-1 mark")).to_be_visible()


def test_a_new_conversation_starts_empty_in_another_session(visit, assistant):
    page = visit()
    ask(page, "Quel est le budget ?")
    page.get_by_role("button", name="Nouvelle conversation").click()
    expect(page.get_by_role("heading", name="Que voulez-vous savoir")).to_be_visible()
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


def test_hostile_text_is_shown_as_text(visit):
    page = visit()
    ask(page, "hostile <script>window.pwned = true</script> <img src=x onerror=window.pwned=true>")
    expect(last(page).locator(".ec-question-text")).to_contain_text("<script>window.pwned = true</script>")
    expect(last(page).locator(".ec-text")).to_contain_text("![suivi](https://tracker.invalid/pixel.png)")
    expect(page.locator("#ec-source-1-1")).to_contain_text("{{constructor}} ${window.pwned=true}")
    assert page.evaluate("window.pwned") is None
    assert page.locator("#ec-main img, #ec-main script, #ec-main iframe").count() == 0
    assert page.locator('[href^="javascript:"]').count() == 0


def test_an_error_is_calm_and_the_question_can_be_asked_again(visit):
    page = visit()
    ask(page, "panne")
    expect(last(page)).to_contain_text("La réponse n’a pas pu être produite.")
    expect(last(page).get_by_role("button", name="Reposer la question")).to_be_visible()
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


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440])
def test_nothing_scrolls_sideways(visit, width):
    page = visit(width=width, height=844)
    for question in ("Que prendre à la place de Teams ?", "Compare Element et Jami", "hostile", "x" * 400):
        ask(page, question)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_sources_are_a_drawer(visit):
    page = visit(width=390, height=844)
    ask(page, "Comment fonctionnent les coalitions ?")
    panel = page.locator("#ec-sources")
    expect(panel).to_be_hidden()
    last(page).locator('[data-cite="2"]').click()
    expect(page.locator("#ec-source-1-2 mark")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(last(page).locator('[data-cite="2"]')).to_be_focused()
    last(page).get_by_role("button", name="Voir les 4 sources").click()
    expect(panel).to_be_visible()
    page.get_by_role("button", name="Fermer les sources").click()
    expect(panel).to_be_hidden()
