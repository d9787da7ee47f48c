"""The addresses of the explorer: a listing, an entry, a comparison, and its export."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from assistant.api.dossier import as_file
from assistant.catalogue.comparing import MOST_COMPARED
from assistant.errors import FilterError, NotReady
from assistant.live import LiveAssistant
from ingest.catalogue.wording import typeset
from ui.web.catalogue import entry_cards
from ui.web.explore.compare import chosen, dossier_of, side_by_side, where
from ui.web.explore.entry import entry_page
from ui.web.explore.listing import listing
from ui.web.explore.plot import catalogue_plot
from ui.web.pages import Visit, page, visit_of
from ui.web.sources import document_address
from ui.web.texts import texts

PATH = "/explore"
SCRIPTS = ("explore.js",)
Show = Callable[[LiveAssistant, Visit], Response]


def add_explorer(app: FastAPI, live: LiveAssistant) -> None:
    """Serve ``/explore``, ``/explore/compare``, ``/explore/dossier`` and ``/explore/{id}``."""

    @app.get(PATH, include_in_schema=False)
    def explore(request: Request) -> Response:
        return _shown(_listing, live, request)

    @app.get(f"{PATH}/compare", include_in_schema=False)
    def compare(request: Request) -> Response:
        return _shown(_comparison, live, request)

    @app.get(f"{PATH}/dossier", include_in_schema=False)
    def dossier(request: Request, format: Literal["odt", "md", "csv"] = "odt") -> Response:
        return _shown(lambda live, visit: _dossier(live, visit, format), live, request)

    @app.get(f"{PATH}/{{entry_id}}", include_in_schema=False)
    def entry(request: Request, entry_id: str) -> Response:
        return _shown(lambda live, visit: _entry(live, visit, entry_id), live, request)


def _shown(show: Show, live: LiveAssistant, request: Request) -> Response:
    """A page of the explorer, or one that says that the catalogue is not ready."""
    visit = visit_of(request)
    try:
        return show(live, visit)
    except NotReady:
        return _message(visit, "explore_not_ready", 503)


def _listing(live: LiveAssistant, visit: Visit) -> HTMLResponse:
    catalogue = live.get().catalogue
    try:
        shown = listing(catalogue, visit)
    except FilterError as error:
        return _message(visit, "explore_wrong", 422, detail=error.said(visit.language))
    return page(
        "explore.html",
        visit,
        title=texts(visit.language)("place_explore"),
        place="explore",
        scripts=SCRIPTS,
        listing=shown,
        whole=len(catalogue.entries),
        plot=catalogue_plot(shown.entries, visit) if shown.entries else "",
        most_compared=MOST_COMPARED,
    )


def _comparison(live: LiveAssistant, visit: Visit) -> HTMLResponse:
    catalogue = live.get().catalogue
    asked = chosen(visit, catalogue)
    return page(
        "compare.html",
        visit,
        title=texts(visit.language)("compare_title"),
        place="explore",
        scripts=SCRIPTS,
        asked=asked,
        comparison=side_by_side(asked.entries, visit.language, catalogue) if asked.entries else None,
        where=lambda cell: where(cell, visit.language),
        most_compared=MOST_COMPARED,
    )


def _dossier(live: LiveAssistant, visit: Visit, format: str) -> Response:
    assistant = live.get()
    asked = chosen(visit, assistant.catalogue)
    if not asked.entries:
        return _message(visit, "compare_none", 422)
    return as_file(dossier_of(asked.entries, visit.language, assistant.catalogue, assistant.snapshot), format)


def _entry(live: LiveAssistant, visit: Visit, entry_id: str) -> HTMLResponse:
    catalogue = live.get().catalogue
    found = catalogue.entries.get(entry_id)
    if found is None:
        return _message(visit, "entry_unknown", 404, detail=entry_id)
    shown = entry_page(found, catalogue, visit.language)
    return page(
        "entry.html",
        visit,
        title=found.name,
        place="explore",
        scripts=SCRIPTS,
        entry=shown,
        similar=entry_cards(shown.similar, visit.language),
        document=document_address(shown.document_id, visit.language),
        most_compared=MOST_COMPARED,
    )


def _message(visit: Visit, key: str, status: int, detail: str = "") -> HTMLResponse:
    text = typeset(texts(visit.language)(key), visit.language)
    return page("message.html", visit, title=text, place="explore", status=status, message=text, detail=detail)
