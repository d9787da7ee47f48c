"""What tests of the HTTP API share: a client of it over a fake assistant."""

import pytest
from fakes import FakeAssistant
from fastapi.testclient import TestClient

from assistant.api.app import create_app
from assistant.live import LiveAssistant
from assistant.settings import Settings

pytest.register_assert_rewrite("api_responses")


@pytest.fixture
def assistant():
    return FakeAssistant()


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path)


@pytest.fixture
def client(assistant, settings):
    live = LiveAssistant(settings, open_assistant=lambda _: assistant, read_snapshot=lambda _: assistant.snapshot)
    with TestClient(create_app(live, settings)) as client:
        live.get()
        yield client
