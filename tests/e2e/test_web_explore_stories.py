"""The catalogue in a browser: narrowed down, searched, read, compared, exported, shared, in both languages."""

import re
import zipfile

import pytest
from e2e.web_fakes import WebAssistant, live_with, whole_catalogue
from e2e.web_site import served
from playwright.sync_api import expect

from assistant.settings import Settings
from ui.web.server import create_site

pytestmark = pytest.mark.browser

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
WORDS = {
    "fr": {
        "domain": "Domaine",
        "search": "Chercher dans le catalogue",
        "compare": "Comparer",
        "add": "Ajouter {} à la comparaison",
        "unchecked": "à vérifier",
        "facts": "Faits",
        "remove": "Retirer {} de la comparaison",
        "nothing": "Aucune solution",
        "differences": "Ne montrer que les différences",
        "ask": "Poser une question sur Keycloak",
        "empty": "Vider",
        "wrong": "un critère que le catalogue ne connaît pas",
        "asked": "Que faut-il savoir avant de choisir Keycloak",
        "sentence": "Nombre de solutions par domaine",
    },
    "en": {
        "domain": "Domain",
        "search": "Search the catalogue",
        "compare": "Compare",
        "add": "Add {} to the comparison",
        "unchecked": "to be verified",
        "facts": "Facts",
        "remove": "Remove {} from the comparison",
        "nothing": "No solution",
        "differences": "Show only the differences",
        "ask": "Ask a question about Keycloak",
        "empty": "Empty",
        "wrong": "a criterion that the catalogue does not know",
        "asked": "What should I know before choosing Keycloak",
        "sentence": "Number of solutions by domain",
    },
}


@pytest.fixture(scope="module")
def whole_site(tmp_path_factory):
    """The address of a site over the whole catalogue."""
    settings = Settings(home=tmp_path_factory.mktemp("home"))
    with served(create_site(live_with(WebAssistant(catalogue=whole_catalogue()), settings), settings)) as address:
        yield address


@pytest.fixture
def explore(browser, whole_site):
    """Open an address of the explorer as a new visitor."""
    contexts, errors = [], []

    def explore(address, language, **options):
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{whole_site}/explore{address}{'&' if '?' in address else '?'}lang={language}")
        return page

    yield explore
    for context in contexts:
        context.close()
    assert errors == []


def count(page):
    """How many solutions the page says that it found."""
    return int(re.match(r"\d+", page.locator("#ec-count").inner_text())[0])


def expect_count(page, number):
    expect(page.locator("#ec-count")).to_have_text(re.compile(rf"^{number} solution"))


def shown(page):
    return page.locator(".ec-results [data-entry]").evaluate_all("all => all.map((each) => each.dataset.entry)")


@LANGUAGES
def test_facets_narrow_down_and_the_address_can_be_shared(explore, language):
    page = explore("", language)
    whole = count(page)
    value = page.locator('[data-facet="domain"] li a').first
    announced, label = int(value.locator(".ec-count").inner_text()), value.locator("span").first.inner_text()
    assert announced < whole
    value.click()
    expect_count(page, announced)
    family = page.locator('[data-facet="licence_family"]')
    if family.get_attribute("open") is None:
        family.locator("summary").first.click()
    fewer = int(family.locator("li a .ec-count").first.inner_text())
    family.locator("li a").first.click()
    expect(page.locator(".ec-chip")).to_have_count(2)
    expect_count(page, fewer)
    expect(page.locator(".ec-chip").first).to_contain_text(WORDS[language]["domain"])
    expect(page.locator(".ec-chip").first).to_contain_text(label, ignore_case=True)
    other = explore(page.url.partition("/explore")[2].replace(f"&lang={language}", ""), language)
    assert shown(other) == shown(page) != []
    page.go_back()
    expect_count(page, announced)
    page.locator(".ec-chip").first.click()
    expect_count(page, whole)


@LANGUAGES
def test_results_follow_what_is_typed(explore, language):
    page = explore("", language)
    box = page.get_by_label(WORDS[language]["search"])
    box.press_sequentially("keycloak", delay=10)
    expect(page.locator('[data-entry="keycloak"]')).to_be_visible()
    page.wait_for_url(re.compile(r"[?&]q=keycloak"))
    expect(box).to_be_focused()
    assert count(page) == len(shown(page)) < 10
    box.fill("xyzzy")
    expect(page.locator(".ec-nothing")).to_contain_text(WORDS[language]["nothing"])
    page.reload()
    expect(box).to_have_value("xyzzy")


@LANGUAGES
def test_an_entry_gives_its_facts_with_what_was_read_for_each(explore, language):
    page = explore("?q=keycloak", language)
    page.locator('[data-entry="keycloak"] h3 a').click()
    expect(page).to_have_url(re.compile(rf"/explore/keycloak\?lang={language}$"))
    expect(page).to_have_title(re.compile("Keycloak"))
    words = WORDS[language]
    facts = page.get_by_role("region", name=words["facts"])
    checked = facts.locator("tbody tr", has=page.locator(".ec-read"))
    told = facts.locator("tbody tr:not(:has(.ec-silent))")
    flagged = told.filter(has=page.locator(".ec-flag", has_text=words["unchecked"]))
    assert checked.count() + flagged.count() == told.count() and checked.count() >= 3
    expect(checked.first.locator(".ec-read a").first).to_have_attribute("href", re.compile("^https?://"))
    expect(facts).to_contain_text("Apache-2.0")
    page.get_by_role("link", name=words["ask"]).click()
    page.locator("html[data-ready]").wait_for()
    expect(page.locator("#ec-question textarea")).to_have_value(re.compile(words["asked"]))


@LANGUAGES
def test_a_fact_that_no_source_states_is_to_be_verified(explore, language):
    entry = next(
        each.id for each in whole_catalogue().entries.values() if each.steward and not each.sources_of("steward")
    )
    page = explore(f"/{entry}", language)
    expect(page.locator(".ec-sheet .ec-flag").first).to_have_text(WORDS[language]["unchecked"])


@LANGUAGES
def test_a_basket_is_filled_over_several_pages_and_becomes_a_table(explore, language):
    words = WORDS[language]
    page = explore("?q=keycloak", language)
    page.get_by_role("checkbox", name=words["add"].format("Keycloak"), exact=True).check()
    for name in ("XWiki", "Nextcloud"):
        page.get_by_label(words["search"]).fill(name)
        page.get_by_role("checkbox", name=words["add"].format(name), exact=True).check()
    expect(page.locator("[data-basket-names]")).to_have_text("Keycloak, XWiki, Nextcloud")
    page.reload()
    expect(page.locator("[data-basket-count]")).to_have_text("3")
    page.get_by_role("button", name=words["compare"], exact=True).click()
    table = page.get_by_role("table")
    headers = [each.split("\u00a0")[0].split(" ")[0] for each in table.locator("thead a:first-child").all_inner_texts()]
    assert sorted(headers) == ["Keycloak", "Nextcloud", "XWiki"]
    rows = table.locator("tbody tr")
    every = rows.count()
    page.get_by_label(words["differences"]).check()
    assert 0 < len([row for row in rows.all() if row.is_visible()]) < every
    page.get_by_role("link", name=words["remove"].format("XWiki")).click()
    expect(page.locator("thead a.ec-remove")).to_have_count(2)
    expect(page).to_have_url(re.compile("ids=keycloak"))
    page.locator("tbody a.ec-plain").first.click()
    expect(page.locator("mark").first).to_be_in_viewport()


@LANGUAGES
def test_no_more_than_five_are_picked_and_the_basket_can_be_emptied(explore, language):
    page = explore("", language)
    boxes = page.locator(".ec-results .ec-pick input")
    for number in range(5):
        boxes.nth(number).check()
    expect(boxes.nth(5)).to_be_disabled()
    page.get_by_role("button", name=WORDS[language]["empty"]).click()
    expect(boxes.nth(5)).to_be_enabled()
    expect(page.locator(".ec-pick input:checked")).to_have_count(0)


@LANGUAGES
@pytest.mark.parametrize("ending", ["odt", "md", "csv"])
def test_the_dossier_holds_the_solutions_that_were_chosen(explore, language, ending):
    page = explore("/compare?ids=keycloak&ids=xwiki", language)
    with page.expect_download() as download:
        page.locator(f'.ec-export a[href*="format={ending}"]').click()
    path = download.value.path()
    assert download.value.suggested_filename.endswith(f".{ending}")
    if ending == "odt":
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"
            text = archive.read("content.xml").decode()
    else:
        text = path.read_text(encoding="utf-8-sig")
    for words in ("Keycloak", "XWiki", "Apache-2.0", "LGPL-2.1"):
        assert words in text, words
    assert "Nextcloud" not in text


@LANGUAGES
def test_each_part_of_the_figure_leads_to_what_it_counts(explore, language):
    page = explore("", language)
    figure = page.get_by_role("img", name=re.compile(WORDS[language]["sentence"]))
    number = figure.locator("a text").first
    announced = int(number.text_content())
    number.click()
    page.wait_for_url(re.compile("domain=.*licence="))
    expect_count(page, announced)
    assert len(page.context.pages) == 1


@LANGUAGES
def test_the_explorer_works_without_a_script(explore, language):
    page = explore("", language, java_script_enabled=False)
    page.get_by_label(WORDS[language]["search"]).fill("keycloak")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=keycloak"))
    expect(page.locator('[data-entry="keycloak"]')).to_be_visible()
    page.locator(".ec-results .ec-pick input").first.check()
    page.get_by_role("button", name=WORDS[language]["compare"], exact=True).click()
    expect(page.locator("thead a.ec-remove")).to_have_count(1)


@LANGUAGES
def test_an_address_that_asks_for_something_else_says_so(explore, language):
    page = explore("?licence=zzz", language)
    expect(page.locator("main")).to_contain_text(WORDS[language]["wrong"])


@LANGUAGES
def test_a_phone_shows_the_results_first(explore, language):
    page = explore("", language, viewport={"width": 390, "height": 844})
    facet = page.locator('[data-facet="domain"] li a').first
    expect(facet).to_be_hidden()
    page.locator(".ec-narrowing > summary").click()
    expect(facet).to_be_visible()
    facet.click()
    expect(page.locator(".ec-chip")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
