"""What tests of every sort share: one index of the built-in corpus, made once a run with the bundled model."""

import os
from pathlib import Path

import pytest
from filelock import FileLock

os.environ.setdefault("HF_HUB_OFFLINE", "1")


@pytest.fixture(scope="session")
def indexed_home(tmp_path_factory, worker_id) -> Path:
    """A home with the built-in corpus indexed; read it, and write nothing there.

    ``INDEXED_HOME`` names one that is there already (``make test`` does).  Without it the first worker that needs one
    makes it, the others wait: a minute or two.
    """
    from ingest.embedding.encoder import load_encoder
    from ingest.pipeline import ingest
    from ingest.store import read_snapshot
    from ingest.store.location import Location

    if made := os.environ.get("INDEXED_HOME"):
        assert read_snapshot(Path(made)) is not None, f"there is no index in {made}: run make build/home/.indexed"
        return Path(made)
    base = tmp_path_factory.getbasetemp()
    home = (base if worker_id == "master" else base.parent) / "indexed-home"
    with FileLock(f"{home}.lock"):
        if read_snapshot(home) is None:
            report = ingest([], location=Location(home), encoder=load_encoder(home))
            assert not report.failed, report.failed
    return home


@pytest.fixture(scope="session")
def assistant(indexed_home):
    """The assistant over the built-in corpus."""
    from assistant.answer import open_assistant
    from assistant.live import spare_collections
    from assistant.settings import Settings

    opened = open_assistant(Settings(home=indexed_home))
    spare_collections()
    return opened
