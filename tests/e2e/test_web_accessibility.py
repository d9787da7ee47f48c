"""axe-core on every view, in both languages, light and dark, wide and narrow; and the whole path by keyboard."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from e2e.conftest import PASSWORD
from e2e.test_web_page import ask, last
from made_runs import BAD, GOOD, run
from playwright.sync_api import expect

from assistant.feedback import Feedback
from assistant.settings import Settings
from evals.runs.store import RunStore

pytestmark = pytest.mark.browser

LOOKS = [("fr", "light", 1440), ("fr", "dark", 390), ("en", "dark", 1440), ("en", "light", 390)]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUESTIONS = {
    "answer": ("Comment fonctionnent les coalitions ?", "How do the coalitions work?"),
    "catalogue": ("Que prendre à la place de Teams ?", "What can replace Teams?"),
    "abstention": ("Quel est le budget ?", "What is the budget?"),
    "comparison": ("Compare Element et Jami", "Compare Element and Jami"),
    "error": ("panne", "panne"),
}
PAGES = {
    "explore": "explore",
    "explore, filtered": "explore?licence=permissive",
    "explore, nothing": "explore?q=xyzzy",
    "explore, wrong": "explore?licence=zzz",
    "entry": "explore/keycloak",
    "comparison": "explore/compare?ids=keycloak&ids=xwiki",
    "no comparison": "explore/compare",
    "document": "documents/method.fr?start=0&end=40",
    "quality": "quality",
    "runs compared": "quality/compare?a=run-1&b=run-0",
    "opinions": "quality/opinions",
    "review": "quality/review",
    "corpus": "quality/corpus",
}


def violations(page):
    """The serious and the critical ones, each with the elements that it concerns."""
    # Without "resultTypes" half of the time goes into what passes
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [
        (each["id"], each["impact"], [node["html"][:160] for node in each["nodes"]])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


def organisers_come_in(page, site, language):
    page.goto(f"{site}/quality?lang={language}")
    assert violations(page) == []
    page.locator("#ec-password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".ec-launch").wait_for()


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look)))
def test_no_serious_violation_on_any_view(visit, site, look, feedback, tmp_path):
    language, scheme, width = look
    runs = RunStore(Settings(home=tmp_path).database)
    runs.add(run(*GOOD, days_ago=1))
    runs.add(run(*GOOD, *BAD))
    feedback.add(Feedback("Qui finance la coalition ?", "down", reasons=("incomplete",), comment="Et le public ?"))
    page = visit(f"?lang={language}", width=width, height=900)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.reload()
    page.locator("html[data-ready]").wait_for()
    found = {"first screen": violations(page)}
    for scene, questions in QUESTIONS.items():
        ask(page, questions[language == "en"])
        if scene == "answer":
            last(page).locator('[data-rate="down"]').click()
            last(page).locator('[data-cite="1"]').click()
            page.locator(".ec-feedback fieldset").evaluate("each => each.scrollIntoView({block: 'center'})")
            page.wait_for_timeout(300)
            found["sources"] = violations(page)
            page.keyboard.press("Escape")
        found[scene] = violations(page)
    page.locator("[data-history]").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found["conversations"] = violations(page)
    organisers_come_in(page, site, language)
    for name, address in PAGES.items():
        page.goto(f"{site}/{address}{'&' if '?' in address else '?'}lang={language}")
        found[name] = violations(page)
    assert {scene: each for scene, each in found.items() if each} == {}


def tabbed(page, times):
    """What the Tab key reaches, each with its name; the focus is seen on all of it, and keeps clear of what sticks."""
    for _ in range(times):
        page.keyboard.press("Tab")
        element = page.evaluate(
            """() => { const at = document.activeElement;
                 const style = getComputedStyle(at), box = at.getBoundingClientRect();
                 const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 12));
                 return {what: at.className + ' ' + Object.keys(at.dataset).join(' ') + ' ' + at.tagName,
                         name: at.getAttribute('aria-label') || at.labels?.[0]?.textContent || at.textContent,
                         hidden: !!top && !at.contains(top) && !top.contains(at) && !at.labels?.[0]?.contains(top),
                         outlined: style.outlineStyle !== 'none' || !!at.closest('#ec-question, .ec-pick')}; }"""
        )
        if element["what"].endswith("BODY"):
            continue  # past the last element, on the way back to the first
        assert element["outlined"], f"the focus is not seen on {element['what']}"
        assert not element["hidden"], f"something covers {element['what']}: {element['name']}"
        yield element["what"], " ".join(element["name"].split())


def test_a_whole_visit_by_keyboard(visit):
    page = visit("?lang=fr")
    page.keyboard.type("Comment fonctionnent les coalitions ?")
    page.keyboard.press("Enter")
    page.locator('#ec-thread > .ec-turn[data-stage="done"]:last-child').wait_for()
    reached = {what for what, _ in tabbed(page, 60)}
    told = " ".join(reached)
    for part in ("ec-cite", "showSources", "copy", "export", "share", "rate", "ask", "context", "switch", "history"):
        assert re.search(rf"\b{part}\b", told), f"{part} is not reached by keyboard"


def test_the_first_tab_leads_past_the_header(visit, site):
    page = visit("?lang=en")
    page.goto(f"{site}/explore?lang=en")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#ec-content")).to_be_focused()


@pytest.mark.parametrize(
    ("language", "search", "add", "compare"),
    [
        ("fr", "Chercher dans le catalogue", "Ajouter Nextcloud à la comparaison", "Comparer"),
        ("en", "Search the catalogue", "Add Nextcloud to the comparison", "Compare"),
    ],
)
def test_the_explorer_by_keyboard(visit, site, language, search, add, compare):
    page = visit(f"explore?lang={language}", ready="#ec-count")
    reached = [name for _, name in tabbed(page, 90)]
    assert reached.index(search) < reached.index(next(name for name in reached if add in name))
    assert reached.index(next(name for name in reached if add in name)) < reached.index(compare)
    page.get_by_role("checkbox", name=add).focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-basket-names]")).to_have_text("Nextcloud")
    page.get_by_role("checkbox", name=add.replace("Nextcloud", "XWiki")).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name=compare, exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/explore/compare"))
    reached = " ".join(what for what, _ in tabbed(page, 40))
    for part in ("ec-remove", "ec-plain", "ec-comparison", "ec-button"):
        assert part in reached, f"{part} is not reached by keyboard"
