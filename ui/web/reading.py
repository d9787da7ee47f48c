"""A page for each document, with a quote highlighted: where a citation's link leads."""

from __future__ import annotations

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse

from assistant.live import LiveAssistant
from ingest.records import Document
from ui.web.pages import page, visit_of
from ui.web.prose import with_terms
from ui.web.sources import READING_PATH, safe_link
from ui.web.texts import Texts, texts


def add_reading_pages(app: FastAPI, live: LiveAssistant) -> None:
    """Serve ``/documents/{id}?start=&end=&lang=``; an unknown id gets a page that says so."""

    @app.get(f"{READING_PATH}{{document_id:path}}", include_in_schema=False)
    def read(
        request: Request, document_id: str, start: int = Query(0, ge=0), end: int = Query(0, ge=0)
    ) -> HTMLResponse:
        document = live.get().document(document_id)
        visit = visit_of(request)
        return page(
            "document.html",
            visit,
            title=document.title,
            document=document,
            parts=with_terms(_parts(document, start, end), document.language or visit.language),
            facts=_facts(document, texts(visit.language)),
            link=safe_link(document.url),
        )


def _parts(document: Document, start: int, end: int) -> tuple[str, str, str]:
    """The text before the quote, the quote, and the text after it."""
    first, last = min(start, len(document.text)), min(max(start, end), len(document.text))
    return document.text[:first], document.text[first:last], document.text[last:]


def _facts(document: Document, t: Texts) -> list[str]:
    facts = [t(f"kind_{document.kind}")]
    if document.language:
        facts.append(t(f"language_{document.language}"))
    if document.published:
        facts.append(t("published", when=t.when(document.published)))
    return facts
