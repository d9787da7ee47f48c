"""``GET /v1/dossier``."""

import datetime

import pytest
from fastapi.testclient import TestClient
from made_dossiers import OFF_TOPIC, TEAMS, ask

from assistant.api.app import create_app
from assistant.dossier.formats import FORMATS, to_json
from assistant.live import LiveAssistant
from assistant.settings import Settings


@pytest.fixture
def client(assistant, tmp_path):
    settings = Settings(home=tmp_path)
    live = LiveAssistant(settings, open_assistant=lambda _: assistant, read_snapshot=lambda _: assistant.snapshot)
    with TestClient(create_app(live, settings)) as client:
        live.get()
        yield client


def test_the_api_gives_json_by_default(client, catalogue):
    response = client.get("/v1/dossier", params={"q": TEAMS})
    assert response.headers["content-type"] == "application/json"
    today = datetime.date.today().isoformat()
    assert response.json() == to_json(ask(TEAMS, catalogue)) | {"date": today}


@pytest.mark.parametrize(
    ("ending", "media_type", "start"),
    [
        ("md", "text/markdown; charset=utf-8", b"# Dossier de comparaison"),
        ("csv", "text/csv; charset=utf-8; header=present", b"\xef\xbb\xbfStatut;Solution;"),
        ("odt", "application/vnd.oasis.opendocument.text", b"PK"),
    ],
)
def test_the_api_gives_files(client, ending, media_type, start):
    response = client.get("/v1/dossier", params={"q": TEAMS, "format": ending, "language": "fr"})
    assert response.status_code == 200
    assert response.headers["content-type"] == media_type
    assert response.headers["content-language"] == "fr"
    name = f"eurocommons-dossier-{datetime.date.today().isoformat()}.{ending}"
    assert response.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert response.content.startswith(start)


@pytest.mark.parametrize(
    ("language", "example"), [("fr", "Que prendre à la place de Teams"), ("en", "What can replace")]
)
def test_the_api_says_what_to_ask_instead(client, language, example):
    response = client.get("/v1/dossier", params={"q": OFF_TOPIC}, headers={"accept-language": language})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["type"] == "urn:eurocommons:problem:no-dossier"
    assert OFF_TOPIC in problem["detail"] and example in problem["detail"] and " / " not in problem["detail"]


@pytest.mark.parametrize(
    ("params", "kind"),
    [
        ({}, "invalid-request"),
        ({"q": ""}, "invalid-request"),
        ({"q": "?"}, "question-refused"),
        ({"q": TEAMS, "format": "pdf"}, "invalid-request"),
        ({"q": TEAMS, "language": "de"}, "invalid-request"),
        ({"q": "Teams " * 4_000}, "question-too-long"),
    ],
)
def test_the_api_refuses_what_is_wrong(client, params, kind):
    response = client.get("/v1/dossier", params=params)
    assert response.status_code == 422
    assert response.json()["type"] == f"urn:eurocommons:problem:{kind}"


def test_the_api_describes_the_files(client):
    content = client.get("/openapi.json").json()["paths"]["/v1/dossier"]["get"]["responses"]["200"]["content"]
    assert set(content) == {"application/json", *(one.media_type.split(";")[0] for one in FORMATS.values())}
    assert client.get("/docs").status_code == 200
