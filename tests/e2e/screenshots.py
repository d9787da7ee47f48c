"""Pictures of the page at two widths, in both languages, light and dark, for somebody to look at.

``python tests/e2e/screenshots.py FOLDER`` writes them; no test reads them.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from e2e.web_fakes import WebAssistant, live_with, whole_catalogue  # noqa: E402
from e2e.web_site import chromium, served  # noqa: E402
from made_runs import BAD, GOOD, run  # noqa: E402
from playwright.sync_api import Browser, Page  # noqa: E402

from assistant.feedback import Feedback, FeedbackStore  # noqa: E402
from assistant.settings import Settings  # noqa: E402
from evals.runs.store import RunStore  # noqa: E402
from ingest.last_run import keep_last  # noqa: E402
from ingest.report import Failure, IngestReport  # noqa: E402
from ingest.store import DocumentRow  # noqa: E402
from ingest.texts import message  # noqa: E402
from ui.web.quality import corpus  # noqa: E402
from ui.web.server import create_site  # noqa: E402

WIDTHS = {"desktop": (1440, 900), "phone": (390, 844)}
LOOKS = (("fr", "light"), ("fr", "dark"), ("en", "light"), ("en", "dark"))
PASSWORD = "for-the-pictures"
PAGES = {
    "explore": "explore",
    "explore-filtered": "explore?licence=permissive",
    "explore-nothing": "explore?q=xyzzy",
    "entry": "explore/keycloak",
    "compare": "explore/compare?ids=keycloak&ids=xwiki",
    "unknown": "answers/guessed",
    "door": "quality",
    "document": "documents/method.fr?start=0&end=80",
    "quality": "quality",
    "run": "quality/runs/run-1",
    "runs-compared": "quality/compare?a=run-1&b=run-0",
    "review": "quality/review",
    "opinions": "quality/opinions",
    "corpus": "quality/corpus",
}
WHOLE = ("entry", "quality", "run", "runs-compared", "review", "opinions", "corpus")
"""Pages pictured from top to bottom."""
ROWS = [
    DocumentRow("method.fr", "corpus:method", "article", "fr", "La méthode", published="2026-06-23"),
    DocumentRow("old.fr", "corpus:old", "domain", "fr", "Une vieille page", published="2020-01-01"),
    DocumentRow("wiki.en", "corpus:wiki", "catalogue", "en", "Wiki"),
]
QUESTIONS = {
    "fr": {"answer": "Comment fonctionnent les coalitions ?", "catalogue": "Que prendre à la place de Teams ?"},
    "en": {"answer": "How do the coalitions work?", "catalogue": "What can replace Teams?"},
}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(home=Path(tempfile.mkdtemp()), quality_password=PASSWORD)
    fill(settings)
    assistant = WebAssistant(catalogue=whole_catalogue())
    ready, missing = live_with(assistant, settings), live_with(assistant, settings, {"snapshot": None})
    indexed = patch.multiple(corpus, read_snapshot=lambda *_: "3f9c2a71", read_document_rows=lambda *_: ROWS)
    with indexed, chromium() as browser, served(create_site(ready, settings)) as address:
        for device in WIDTHS:
            for language, scheme in LOOKS:
                for scene in SCENES:
                    with_page(browser, address, folder, device, language, scheme, scene)
                with_page(browser, address, folder, device, language, scheme, lambda page, _: waiting(page, assistant))
                for name, path in PAGES.items():
                    picture(browser, address, folder, device, language, scheme, name, path)
    with chromium() as browser, served(create_site(missing, settings)) as address:
        for device in WIDTHS:
            for language, scheme in LOOKS:
                with_page(browser, address, folder, device, language, scheme, missing_index)


def fill(settings: Settings) -> None:
    """Runs and opinions for the organisers' pages."""
    runs = RunStore(settings.database)
    for days in (3, 2, 1):
        runs.add(run(*GOOD, *BAD[:days], days_ago=days))
    runs.add(run(*GOOD, *BAD))
    opinions = FeedbackStore(settings.database)
    opinions.add(
        Feedback("Qui finance la coalition ?", "down", reasons=("incomplete",), comment="Et la part publique ?")
    )
    opinions.add(Feedback("What is a coalition?", "up"))
    opinions.close()
    (settings.home / "index").mkdir()
    unread = Failure("docs/<b>scan</b>.pdf", message("pdf_without_text", pages=3))
    keep_last(IngestReport(added=2, failed=[unread]), settings.home / "index")


def picture(
    browser: Browser, address: str, folder: Path, device: str, language: str, scheme: str, name: str, path: str
) -> None:
    """A page made on the server, at its address."""
    width, height = WIDTHS[device]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    if path.startswith("quality") and name != "door":
        page.goto(f"{address}/quality?lang={language}")
        page.locator("#ec-password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.locator(".ec-launch").wait_for()
    page.goto(f"{address}/{path}{'&' if '?' in path else '?'}lang={language}")
    page.wait_for_timeout(200)
    page.screenshot(path=folder / f"{name}-{device}-{language}-{scheme}.png", full_page=name in WHOLE)
    page.close()


def with_page(
    browser: Browser, address: str, folder: Path, device: str, language: str, scheme: str,
    scene: Callable[[Page, str], str],
) -> None:  # fmt: skip
    width, height = WIDTHS[device]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(f"{address}/?lang={language}")
    page.locator("html[data-ready]").wait_for()
    name = scene(page, language)
    page.wait_for_timeout(500)
    page.screenshot(path=folder / f"{name}-{device}-{language}-{scheme}.png")
    page.close()


def ask(page: Page, question: str) -> None:
    page.locator("#ec-question textarea").fill(question)
    page.locator("#ec-question textarea").press("Enter")
    page.locator('#ec-thread > .ec-turn:last-child:is([data-stage="done"], [data-stage="failed"])').wait_for()
    page.wait_for_timeout(400)


def first_screen(page: Page, language: str) -> str:
    page.wait_for_timeout(300)
    return "first"


def cited_answer(page: Page, language: str) -> str:
    ask(page, QUESTIONS[language]["answer"])
    page.locator('#ec-thread > :last-child [data-cite="2"]').first.click()
    return "answer"


def catalogue(page: Page, language: str) -> str:
    ask(page, QUESTIONS[language]["catalogue"])
    return "catalogue"


def table(page: Page, language: str) -> str:
    ask(page, "Compare Element, Jitsi Meet, BigBlueButton, Galène et Jami")
    return "table"


def conversations(page: Page, language: str) -> str:
    ask(page, QUESTIONS[language]["answer"])
    page.get_by_role("button", name="Conversations").click()
    return "conversations"


def abstention(page: Page, language: str) -> str:
    ask(page, QUESTIONS[language]["answer"])
    ask(page, "Quel est le budget ?")
    return "abstained"


def opinion(page: Page, language: str) -> str:
    ask(page, QUESTIONS[language]["answer"])
    page.locator('[data-rate="down"]').click()
    return "opinion"


def criterion(page: Page, language: str) -> str:
    ask(page, QUESTIONS[language]["catalogue"])
    page.locator(".ec-criterion summary").nth(1).click()
    return "criterion"


def term(page: Page, language: str) -> str:
    ask(page, QUESTIONS[language]["answer"])
    page.locator(".ec-term").first.focus()
    return "term"


def shared(page: Page, language: str) -> str:
    ask(page, QUESTIONS[language]["answer"])
    page.locator("[data-share]").click()
    page.goto(str(page.locator("[data-told] a").get_attribute("href")))
    return "shared"


def narrowing(page: Page, language: str) -> str:
    page.goto(page.url.replace("/?", "/explore?"))
    if (summary := page.locator(".ec-narrowing > summary")).is_visible():
        summary.click()
    page.locator('input[name="ids"]').nth(1).check()
    return "narrowing"


def gone(page: Page, language: str) -> str:
    ask(page, QUESTIONS[language]["answer"])
    page.route("**/conversation/**", lambda route: route.abort())
    page.locator("#ec-question textarea").fill(QUESTIONS[language]["catalogue"])
    page.locator("#ec-question textarea").press("Enter")
    page.wait_for_timeout(1500)
    return "gone"


def errors(page: Page, language: str) -> str:
    ask(page, "hostile")
    ask(page, "panne")
    page.locator("#ec-thread .ec-turn").first.scroll_into_view_if_needed()
    return "errors"


def waiting(page: Page, assistant: WebAssistant) -> str:
    assistant.held.clear()
    page.locator("#ec-question textarea").fill("long")
    page.locator("#ec-question textarea").press("Enter")
    page.locator('#ec-thread > [data-stage="working"]').wait_for()
    page.wait_for_timeout(300)
    assistant.held.set()
    page.locator('#ec-thread > [data-stage="writing"]').wait_for()
    return "writing"


def missing_index(page: Page, language: str) -> str:
    return "missing"


SCENES = (
    first_screen, cited_answer, catalogue, criterion, table, abstention, opinion, term, shared, narrowing, errors, gone,
    conversations,
)  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
