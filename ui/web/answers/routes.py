"""The addresses of answers outside their conversation: export, share, and the page of a shared one."""

from __future__ import annotations

import datetime
from typing import Literal

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from assistant.api.body_limit import BodyLimit
from assistant.dossier.formats import FORMATS
from assistant.dossier.markdown import markdown_of
from assistant.live import LiveAssistant
from assistant.records import Answer
from ingest.records import Language
from ui.web.answers.blocks import answer_blocks, made_by
from ui.web.answers.store import SharedAnswers
from ui.web.conversation import Conversations
from ui.web.pages import page, visit_of
from ui.web.prose import paragraphs
from ui.web.remembered import sources_of
from ui.web.texts import texts

PATH = "/answers"
MAX_BODY_KB = 4
Format = Literal["odt", "md"]


class Chosen(BaseModel):
    """A turn of a conversation, which only its browser can name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    session_id: str = Field(min_length=1, max_length=128)
    turn: int = Field(ge=1)
    language: Language = "fr"


class Exported(Chosen):
    """The same, and the format wanted."""

    format: Format


def add_answers(app: FastAPI, live: LiveAssistant, conversations: Conversations, shared: SharedAnswers) -> None:
    """Serve ``POST /answers``, ``POST /answers/export``, ``/answers/{id}`` and ``/answers/{id}/file``."""
    app.add_middleware(BodyLimit, max_kb=MAX_BODY_KB, paths=(PATH,))

    @app.post(PATH, include_in_schema=False, status_code=201)
    def share(chosen: Chosen) -> Response:
        answer = conversations.answer(chosen.session_id, chosen.turn)
        if answer is None:
            return _gone(chosen.language)
        return JSONResponse({"address": f"{PATH}/{shared.add(answer)}?lang={chosen.language}"}, 201)

    @app.post(f"{PATH}/export", include_in_schema=False)
    def export(chosen: Exported) -> Response:
        answer = conversations.answer(chosen.session_id, chosen.turn)
        return (
            _file(answer, datetime.date.today(), chosen.language, chosen.format) if answer else _gone(chosen.language)
        )

    @app.get(f"{PATH}/{{identifier}}", include_in_schema=False)
    def read(request: Request, identifier: str) -> HTMLResponse:
        visit = visit_of(request)
        found = shared.get(identifier)
        t = texts(visit.language)
        if found is None:
            return page("message.html", visit, title=t("shared_gone"), status=404, message=t("shared_gone"), detail="")
        answer = found.answer
        return page(
            "shared.html",
            visit,
            title=answer.question,
            answer=answer,
            prose=paragraphs(answer),
            sources=sources_of(answer, live),
            unsure={citation.n for citation in answer.citations if not citation.supported},
            made=made_by(answer, found.created_at.date(), visit.language),
        )

    @app.get(f"{PATH}/{{identifier}}/file", include_in_schema=False)
    def download(request: Request, identifier: str, format: Format = "odt") -> Response:
        language, found = visit_of(request).language, shared.get(identifier)
        return _file(found.answer, found.created_at.date(), language, format) if found else _gone(language)


def _file(answer: Answer, date: datetime.date, language: Language, format: Format) -> Response:
    parts = list(answer_blocks(answer, date, language))
    if format == "md":
        content = markdown_of(parts)
    else:
        from assistant.dossier.odt import odt_of  # imported late: the library is needed for this format alone

        content = odt_of(parts, language, subject=answer.question, date=date)
    name = f"eurocommons-{texts(language)('answer_file')}-{date.isoformat()}.{format}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Language": language}
    return Response(content, media_type=FORMATS[format].media_type, headers=headers)


def _gone(language: Language) -> Response:
    return JSONResponse({"message": texts(language)("shared_gone")}, 404)
