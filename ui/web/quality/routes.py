"""The organisers' pages; each looks whether the visitor came in, and a change comes from the site's own pages alone."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import urlencode, urlsplit

from fastapi import FastAPI, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from assistant.api.body_limit import BodyLimit
from assistant.feedback import FeedbackStore
from assistant.live import LiveAssistant
from assistant.settings import Settings
from evals.cases import GROUPS
from evals.compare import compare
from evals.errors import EvalError
from evals.html_report.page import Words, figures
from evals.report import run_markdown
from evals.report_command import content_of
from evals.runs.records import Run
from evals.runs.store import RunStore
from evals.subject import subject_of
from ui.web.pages import Visit, page, visit_of
from ui.web.quality.bench import Bench
from ui.web.quality.compared import rows, verdict
from ui.web.quality.corpus import STALE_DAYS, corpus_state
from ui.web.quality.door import COOKIE, HOURS, Door, TooManyTries
from ui.web.quality.review import FIELDS, LONG, STATUSES, accepted, forms, rejected
from ui.web.texts import texts
from ui.web.views import PLACES

PATH = "/quality"
SHOWN_RUNS, SHOWN_OPINIONS = 30, 50
MAX_BODY_KB = 64
SCRIPTS = ("quality.js",)


def add_quality(app: FastAPI, live: LiveAssistant, settings: Settings, feedback: FeedbackStore) -> None:
    """Serve the organisers' pages below ``/quality``; nothing where the settings give no password."""
    if settings.quality_password is None:
        return
    app.state.places = (*PLACES, "quality")
    pages = Pages(live, settings, feedback, Door(settings.quality_password.get_secret_value()))
    app.add_middleware(BodyLimit, max_kb=MAX_BODY_KB, paths=(PATH,))
    for path, method, handler in pages.routes():
        app.add_api_route(f"{PATH}{path}", handler, methods=[method], include_in_schema=False, response_model=None)


class Pages:
    """The handlers of the organisers' pages."""

    def __init__(self, live: LiveAssistant, settings: Settings, feedback: FeedbackStore, door: Door) -> None:
        self._settings = settings
        self._door = door
        self._feedback = feedback
        self._runs = RunStore(settings.database)
        self._bench = Bench(settings, lambda: subject_of(live.get(), seed=1), run_markdown)

    def routes(self) -> list[tuple[str, str, Callable[..., Any]]]:
        """Path below ``/quality``, method and handler of each page."""
        return [
            ("", "GET", self.overview),
            ("/enter", "POST", self.enter),
            ("/leave", "POST", self.leave),
            ("/runs/{run_id}", "GET", self.run),
            ("/compare", "GET", self.compare),
            ("/launch", "POST", self.launch),
            ("/progress", "GET", self.progress),
            ("/opinions", "GET", self.opinions),
            ("/review", "GET", self.review),
            ("/review/{candidate_id}", "POST", self.decide),
            ("/corpus", "GET", self.corpus),
        ]

    def overview(self, request: Request) -> Response:
        if not self._is_in(request):
            return self._ask_password(request)
        runs = self._runs.newest(SHOWN_RUNS)
        told = self._told(self._runs.get(runs[0].id) if runs else None, request)
        bench = {"suites": self._bench.names, "progress": self._bench.progress}
        return self._page("quality.html", request, runs=runs, **bench, **told)

    def run(self, request: Request, run_id: str) -> Response:
        if not self._is_in(request):
            return self._ask_password(request)
        try:
            run = self._runs.get(run_id)
        except EvalError as error:
            return self._message(request, "run_unknown", 404, error.said(visit_of(request).language))
        return self._page("run.html", request, runs=self._runs.newest(SHOWN_RUNS), **self._told(run, request))

    def compare(self, request: Request, a: str = "", b: str = "") -> Response:
        if not self._is_in(request):
            return self._ask_password(request)
        language = visit_of(request).language
        try:
            found = compare(self._runs.get(a), self._runs.get(b), language=language)
        except EvalError as error:
            return self._message(request, "run_unknown", 404, error.said(language))
        words = Words(language)
        said = verdict(found, words, texts(words.language))
        return self._page("compare_runs.html", request, comparison=found, verdict=said, rows=list(rows(found, words)))

    def launch(self, request: Request, suite: Annotated[list[str] | None, Form()] = None) -> Response:
        if not self._may_change(request):
            return self._ask_password(request)
        try:
            self._bench.launch(suite or self._bench.names)
        except EvalError as error:
            return self._message(request, "launch_failed", 422, error.said(visit_of(request).language))
        return self._back(request)

    def progress(self, request: Request) -> Response:
        if not self._is_in(request):
            return JSONResponse({"stage": "idle"}, 401)
        one = self._bench.progress
        return JSONResponse({"stage": one.stage, "done": one.done, "total": one.total, "run": one.run_id})

    def opinions(self, request: Request) -> Response:
        if not self._is_in(request):
            return self._ask_password(request)
        return self._page("opinions.html", request, opinions=self._feedback.newest(SHOWN_OPINIONS))

    def review(self, request: Request) -> Response:
        if not self._is_in(request):
            return self._ask_password(request)
        return self._review(request)

    async def decide(self, request: Request, candidate_id: str) -> Response:
        if not self._may_change(request):
            return self._ask_password(request)
        typed = {name: str(value) for name, value in (await request.form()).items()}
        try:
            await run_in_threadpool(self._decided, candidate_id, typed)
        except EvalError as error:
            return self._review(request, problem=error.said(visit_of(request).language), status=422)
        return RedirectResponse(f"{PATH}/review?{urlencode({'lang': visit_of(request).language})}", 303)

    def _decided(self, candidate_id: str, typed: dict[str, str]) -> None:
        if "reject" in typed:
            rejected(self._settings, candidate_id, typed.get("reason", "").strip())
        else:
            accepted(self._settings, candidate_id, typed)

    def _review(self, request: Request, problem: str = "", status: int = 200) -> HTMLResponse:
        visit = visit_of(request)
        return self._page(
            "review.html",
            request,
            status=status,
            problem=problem,
            forms=forms(self._settings),
            fields=FIELDS,
            long=LONG,
            statuses=STATUSES,
            groups=GROUPS,
            words=Words(visit.language),
        )

    def corpus(self, request: Request) -> Response:
        if not self._is_in(request):
            return self._ask_password(request)
        state = corpus_state(self._settings, datetime.date.today())
        return self._page("corpus.html", request, state=state, stale_days=STALE_DAYS)

    def enter(self, request: Request, password: Annotated[str, Form(max_length=500)] = "") -> Response:
        if not _is_own(request):
            return self._ask_password(request)
        try:
            token = self._door.enter(password)
        except TooManyTries:
            return self._ask_password(request, "password_often", 429)
        if token is None:
            return self._ask_password(request, "password_wrong", 403)
        answer = self._back(request)
        secure = request.url.scheme == "https"
        answer.set_cookie(COOKIE, token, HOURS * 3600, path=PATH, httponly=True, samesite="strict", secure=secure)
        return answer

    def leave(self, request: Request) -> Response:
        if _is_own(request):
            self._door.leave(request.cookies.get(COOKIE))
        answer = self._back(request)
        answer.delete_cookie(COOKIE, path=PATH)
        return answer

    def _told(self, run: Run | None, request: Request) -> dict[str, Any]:
        """What the pages of a run show, in the page's language."""
        language = visit_of(request).language
        if run is None:
            return {"content": None, "words": Words(language)}
        content = content_of(run, self._settings)
        return {"content": content, "figures": figures(content, language), "words": Words(language)}

    def _page(self, template: str, request: Request, **values: Any) -> HTMLResponse:
        visit = visit_of(request)
        title = texts(visit.language)("place_quality")
        return page(template, visit, title=title, place="quality", scripts=SCRIPTS, **values)

    def _message(self, request: Request, key: str, status: int, detail: str) -> HTMLResponse:
        visit = visit_of(request)
        text = texts(visit.language)(key)
        return page("message.html", visit, title=text, place="quality", status=status, message=text, detail=detail)

    def _ask_password(self, request: Request, problem: str = "", status: int = 401) -> HTMLResponse:
        visit = visit_of(request)
        title = texts(visit.language)("place_quality")
        return page("password.html", _home(visit), title=title, place="quality", status=status, problem=problem)

    def _back(self, request: Request) -> RedirectResponse:
        return RedirectResponse(f"{PATH}?{urlencode({'lang': visit_of(request).language})}", 303)

    def _is_in(self, request: Request) -> bool:
        return self._door.knows(request.cookies.get(COOKIE))

    def _may_change(self, request: Request) -> bool:
        return self._is_in(request) and _is_own(request)


def _is_own(request: Request) -> bool:
    """Whether a form was sent from a page of this very site, where the browser says."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _home(visit: Visit) -> Visit:
    return Visit(visit.language, PATH, (), visit.places)
