"""A page for each document, with a quote highlighted: where a citation's link leads."""

from __future__ import annotations

from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse

from assistant.live import LiveAssistant
from ingest.records import Document, Language
from ui.web.sources import READING_PATH
from ui.web.views import reading_page

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def add_reading_pages(app: FastAPI, live: LiveAssistant) -> None:
    """Serve ``/documents/{id}?start=&end=&lang=``; an unknown id gets the API's problem document."""

    @app.get(f"{READING_PATH}{{document_id:path}}", include_in_schema=False)
    def read(
        document_id: str, start: int = Query(0, ge=0), end: int = Query(0, ge=0), lang: Language = "fr"
    ) -> HTMLResponse:
        document = live.get().document(document_id)
        page = reading_page(document, _parts(document, start, end), lang)
        return HTMLResponse(page, headers={"Content-Security-Policy": POLICY})


def _parts(document: Document, start: int, end: int) -> tuple[str, str, str]:
    """The text before the quote, the quote, and the text after it."""
    first, last = min(start, len(document.text)), min(max(start, end), len(document.text))
    return document.text[:first], document.text[first:last], document.text[last:]
