"""One browser for the whole run, and sites over fakes."""

from __future__ import annotations

import pytest
from e2e.web_fakes import WebAssistant, live_with
from e2e.web_site import chromium, served

from assistant.feedback import FeedbackStore
from assistant.settings import Settings
from ui.web.server import create_site

PASSWORD = "correct-horse"
"""Of the organisers' pages."""


@pytest.fixture(scope="module")  # its event loop must end before other tests run theirs
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def assistant():
    return WebAssistant()


@pytest.fixture
def index(assistant):
    """What the site believes of the index: put None there and it is missing."""
    return {"snapshot": assistant.snapshot}


@pytest.fixture
def no_index(index):
    """The site starts without an index."""
    index["snapshot"] = None


@pytest.fixture
def site(assistant, index, tmp_path):
    """The address of a site over the fake assistant."""
    settings = Settings(home=tmp_path, quality_password=PASSWORD)
    with served(create_site(live_with(assistant, settings, index), settings)) as address:
        yield address


@pytest.fixture
def feedback(tmp_path):
    """The opinions that the site keeps."""
    return FeedbackStore(Settings(home=tmp_path).database)


@pytest.fixture
def visit(browser, site):
    """Open the site as a new visitor: ``visit("?lang=en", width=390, locale="en-GB")``.

    The test fails if the page asks another host for anything, or if its script stops on an error.
    """
    contexts, elsewhere, errors = [], [], []

    def visit(query="", *, width=1440, height=900, locale="fr-FR", ready="html[data-ready]"):
        context = browser.new_context(viewport={"width": width, "height": height}, locale=locale)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("request", lambda request: _is_elsewhere(request.url, site) and elsewhere.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{site}/{query}")
        page.locator(ready).wait_for()
        return page

    yield visit
    for context in contexts:
        context.close()
    assert elsewhere == []
    assert errors == []


def _is_elsewhere(url: str, site: str) -> bool:
    return not url.startswith((site, "data:", "blob:"))
