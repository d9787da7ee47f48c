"""Serves the API over an index made with the fake encoder: ``python session_server.py HOME PORT``.

Run by ``test_session_processes`` in processes of their own; everything but the encoder is what ``eurocommons serve``
runs.
"""

from __future__ import annotations

import sys
from pathlib import Path

import uvicorn
from fake_encoder import FakeEncoder

from assistant.answer import Assistant
from assistant.api.app import create_app
from assistant.conversation.store import SessionStore
from assistant.live import LiveAssistant
from assistant.settings import Settings
from ingest.store import open_index


def main(home: str, port: str) -> None:
    settings = Settings(home=Path(home))
    live = LiveAssistant(settings, open_assistant=_open)
    uvicorn.run(create_app(live, settings), host="127.0.0.1", port=int(port), log_level="warning")


def _open(settings: Settings) -> Assistant:
    encoder = FakeEncoder()
    index = open_index(settings.home, encoder)
    return Assistant(index, encoder, settings.home / "cache", SessionStore(settings.sessions_database))


if __name__ == "__main__":
    main(*sys.argv[1:])
