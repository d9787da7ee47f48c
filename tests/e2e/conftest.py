"""One browser for the whole run, and sites over fakes."""

from __future__ import annotations

import random
import socket

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


@pytest.fixture(scope="module")
def port():
    """Of all the sites of a module, so that the browser keeps their scripts; no port that a connection may be given."""
    for number in random.sample(range(20_000, 30_000), 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", number)) != 0:
                return number
    raise AssertionError("no port is free from 20000 to 29999")


@pytest.fixture
def site(assistant, index, tmp_path, port):
    """The address of a site over the fake assistant."""
    settings = Settings(home=tmp_path, quality_password=PASSWORD)
    with served(create_site(live_with(assistant, settings, index), settings), port) as address:
        yield address


@pytest.fixture
def feedback(tmp_path):
    """The opinions that the site keeps."""
    return FeedbackStore(Settings(home=tmp_path).database)


@pytest.fixture(scope="module")
def idle(browser):
    """Contexts of the browser that no visitor has, by their locale; they keep the scripts that they loaded."""
    return {}


@pytest.fixture
def visit(browser, idle, site):
    """Open the site as a new visitor: ``visit("?lang=en", width=390, locale="en-GB")``.

    The test fails if the page asks another host for anything, or if its script stops on an error.
    """
    visitors, elsewhere, errors = [], [], []

    def visit(query="", *, width=1440, height=900, locale="fr-FR", ready="html[data-ready]"):
        context = idle.pop(locale, None) or browser.new_context(locale=locale)
        visitors.append((locale, context))
        page = context.new_page()
        _forget_visits(page, site)
        page.set_viewport_size({"width": width, "height": height})
        page.set_default_timeout(15_000)
        page.on("request", lambda request: _is_elsewhere(request.url, site) and elsewhere.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{site}/{query}")
        page.locator(ready).wait_for()
        return page

    yield visit
    for locale, context in visitors:
        for page in context.pages:
            page.close()
        if idle.setdefault(locale, context) is not context:
            context.close()
    assert elsewhere == []
    assert errors == []


def _forget_visits(page, site: str) -> None:
    """Leave nothing in the browser of who used it before, but for what it cached."""
    page.context.clear_permissions()
    kept = "cookies,local_storage,indexeddb"
    page.context.new_cdp_session(page).send("Storage.clearDataForOrigin", {"origin": site, "storageTypes": kept})


def _is_elsewhere(url: str, site: str) -> bool:
    return not url.startswith((site, "data:", "blob:"))
