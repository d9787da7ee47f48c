"""Makes the FastAPI application out of a live assistant and settings."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

from fastapi import FastAPI
from starlette.responses import HTMLResponse, JSONResponse

from assistant.api import docs, problems
from assistant.api.body_limit import BodyLimit
from assistant.api.fallback import Fallback
from assistant.api.metrics import Metrics
from assistant.api.middleware import API_PATHS, HeadAsGet, RequestGuard
from assistant.api.openai.routes import openai
from assistant.api.routes import health, v1
from assistant.api.wiring import Services
from assistant.feedback import FeedbackStore
from assistant.live import LiveAssistant
from assistant.settings import Settings
from assistant.version import read_version


def create_app(live: LiveAssistant, settings: Settings) -> FastAPI:
    """The HTTP API; it starts to open the assistant when the server starts.

    No CORS header is sent: pages of other origins cannot read the answers.  Put a reverse proxy in front for TLS.
    """
    services = Services(live, settings, Metrics(live), FeedbackStore(settings.database), read_version())
    app = FastAPI(version=services.version, lifespan=_lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.services = services
    app.include_router(v1)
    app.include_router(openai)
    app.include_router(health)
    _add_description(app)
    app.router.routes.append(Fallback([*v1.routes, *openai.routes, *health.routes], API_PATHS))
    problems.install(app, live, settings)
    app.add_middleware(BodyLimit, max_kb=settings.server.max_body_kb, paths=API_PATHS)
    app.add_middleware(HeadAsGet)
    app.add_middleware(RequestGuard, metrics=services.metrics)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    services: Services = app.state.services
    services.live.start()
    yield
    services.feedback.close()


def _add_description(app: FastAPI) -> None:
    routes = tuple(app.routes)

    @cache  # it takes a third of a second, which not every server needs
    def described() -> dict[str, Any]:
        return docs.describe(app.version, routes)

    @app.get("/openapi.json", include_in_schema=False)
    def openapi() -> JSONResponse:
        return JSONResponse(described())

    @app.get("/docs", include_in_schema=False)
    def page() -> HTMLResponse:
        return HTMLResponse(docs.page(described()))
