"""Pages made on the server: the frame that they share, their assets, and the headers that keep texts harmless."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response

from assistant.api.middleware import API_PATHS
from assistant.api.problem import Problem
from ingest.records import Language
from ui.web.texts import choose_language
from ui.web.views import PLACES, Place, fill

ASSETS = "/site/"
POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_STYLES = ("colours.css", "shared.css", "page.css")
_SCRIPTS = ("explore.js", "quality.js")

Query = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks for a page: the language, the path and the parameters of the address, ``lang`` left out.

    ``places`` are the parts of the site that are offered.
    """

    language: Language
    path: str
    query: Query
    places: Sequence[Place] = PLACES

    def address(self, *, without: Iterable[str] = (), **values: str) -> str:
        """This address with some parameters taken out or set; a page number never survives a change."""
        gone = {*without, *values, "page"}
        kept = [(name, value) for name, value in self.query if name not in gone]
        return f"{self.path}?{urlencode([*kept, *values.items(), ('lang', self.language)])}"

    def address_in(self, language: Language) -> str:
        """This very address in a language."""
        return f"{self.path}?{urlencode([*self.query, ('lang', language)])}"


def visit_of(request: Request) -> Visit:
    """The language is the address's, else the browser's, else French; empty parameters are dropped."""
    language = choose_language(request.query_params.get("lang"), request.headers.get("accept-language"))
    query = [(name, value) for name, value in request.query_params.multi_items() if name != "lang" and value.strip()]
    return Visit(language, request.url.path, query, getattr(request.app.state, "places", PLACES))


def page(
    template: str,
    visit: Visit,
    *,
    title: str,
    place: Place | None = None,
    scripts: Sequence[str] = (),
    status: int = 200,
    **values: object,
) -> HTMLResponse:
    """A whole page of the site; ``title`` and every value are escaped by the template."""
    html = fill(
        template,
        visit.language,
        title=title,
        place=place,
        places=visit.places,
        assets=ASSETS,
        scripts=scripts,
        visit=visit,
        address_in=visit.address_in,
        **values,
    )
    headers = {"Content-Security-Policy": POLICY, "Content-Language": visit.language, "Vary": "Accept-Language"}
    return HTMLResponse(html, status_code=status, headers=headers)


def problem_page(request: Request, problem: Problem) -> HTMLResponse | None:
    """What went wrong, as a page with a way on, where a browser asks for a page; None elsewhere, and in the API."""
    if "text/html" not in request.headers.get("accept", "") or request.url.path.startswith(API_PATHS):
        return None
    visit = visit_of(request)
    found = page(
        "message.html", visit, title=problem.title, status=problem.status, message=problem.title, detail=problem.detail
    )
    found.headers.update(problem.headers or {})
    return found


def add_assets(app: FastAPI) -> None:
    """Serve the style and the scripts of the pages made on the server."""

    @app.get(f"{ASSETS}page.css", include_in_schema=False)
    def style() -> Response:
        return Response("\n".join(asset(name) for name in _STYLES), media_type="text/css")

    @app.get(f"{ASSETS}{{name}}", include_in_schema=False)
    def script(name: str) -> Response:
        if name not in _SCRIPTS:
            return Response(status_code=404)
        return Response(asset(name), media_type="text/javascript")


@cache
def asset(name: str) -> str:
    """A file that lies beside this one, by its name."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
