"""The assistant of a running server: lazy, opened once, opened again when the index changes."""

import gc
import subprocess
import sys
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest
from fake_encoder import FakeEncoder
from fakes import FakeAssistant

from assistant.errors import NotReady
from assistant.live import LiveAssistant, spare_collections
from assistant.settings import Settings
from ingest.errors import IndexMismatch
from ingest.store import open_index
from ingest.texts import message


class Disk:
    """An index that tests change; counts how often it is opened, and can be slow or broken."""

    def __init__(self, snapshot="one"):
        self.snapshot = snapshot
        self.opened = 0
        self.error = None
        self.gate = threading.Event()
        self.gate.set()

    def read_snapshot(self, settings):
        return self.snapshot

    def open(self, settings):
        snapshot = self.snapshot
        self.gate.wait(5)
        self.opened += 1
        if self.error:
            raise self.error
        return FakeAssistant(snapshot=snapshot)


@pytest.fixture
def disk():
    return Disk()


@pytest.fixture
def live(disk, tmp_path):
    return LiveAssistant(
        Settings(home=tmp_path), open_assistant=disk.open, read_snapshot=disk.read_snapshot, look_every_s=0
    )


def until(condition):
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline, "nothing happened within 5 s"
        time.sleep(0.005)


def test_nothing_is_opened_before_the_first_question(live, disk):
    assert live.state.name == "loading"
    assert disk.opened == 0


def test_many_first_questions_open_the_index_once(live, disk):
    with ThreadPoolExecutor(16) as pool:
        given = list(pool.map(lambda _: live.get(), range(64)))
    assert disk.opened == 1
    assert len({id(one) for one in given}) == 1
    assert (live.state.name, live.state.snapshot) == ("ready", "one")


def test_without_an_index_it_says_what_to_run(live, disk):
    disk.snapshot = None
    assert live.state.name == "missing"
    with pytest.raises(NotReady, match="eurocommons ingest"):
        live.get()


def test_an_index_made_while_the_server_runs_is_found(live, disk):
    disk.snapshot = None
    with pytest.raises(NotReady):
        live.get()
    disk.snapshot = "one"
    assert live.get().snapshot == "one"


def test_a_changed_index_is_opened_while_the_old_one_answers(live, disk):
    live.get()
    disk.snapshot = "two"
    disk.gate.clear()
    assert [live.get().snapshot for _ in range(5)] == ["one"] * 5
    assert live.state.name == "ready"
    disk.gate.set()
    until(lambda: live.get().snapshot == "two")
    assert disk.opened == 2


def test_a_changed_index_that_cannot_be_opened_leaves_the_old_one(live, disk):
    live.get()
    disk.snapshot, disk.error = "two", IndexMismatch(message("other_format", found="2", format="3"))
    live.get()
    until(lambda: str(live.state.message))
    assert live.get().snapshot == "one"
    assert (live.state.name, live.state.message.said("fr")[:22]) == ("ready", "l’index a le format 2,")


def test_an_index_that_vanishes_leaves_the_old_one(live, disk):
    live.get()
    disk.snapshot = None
    assert live.get().snapshot == "one"


def test_an_index_that_cannot_be_opened_is_not_tried_again_at_each_question(live, disk):
    disk.error = IndexMismatch(message("other_format", found="2", format="3"))
    for _ in range(3):
        with pytest.raises(NotReady, match="format 2"):
            live.get()
    assert disk.opened == 1
    assert (live.state.name, str(live.state.message)[:22]) == ("error", "the index has format 2")


def test_an_unexpected_failure_does_not_show_its_inside(live, disk):
    disk.error = RuntimeError("/secret/path")
    with pytest.raises(NotReady, match="eurocommons doctor") as caught:
        live.get()
    assert "/secret" not in str(caught.value)


def test_start_opens_in_the_background(live, disk):
    disk.gate.clear()
    live.start()
    until(lambda: str(live.state.message).startswith("the assistant is loading"))
    disk.gate.set()
    until(lambda: live.state.name == "ready")


INGEST = """
import sys
from pathlib import Path
from fake_encoder import FakeEncoder
from ingest.pipeline import ingest
from ingest.store.location import Location
ingest([sys.argv[1]], location=Location(Path(sys.argv[2])), encoder=FakeEncoder())
"""


def ingest_elsewhere(folder, home):
    """Ingest in another process, as ``eurocommons ingest`` does while a server runs."""
    environment = {"PYTHONPATH": ":".join(sys.path)}
    subprocess.run([sys.executable, "-c", INGEST, folder, home], check=True, env=environment, capture_output=True)


def test_an_index_that_another_process_changed_is_read_as_it_is_now(tmp_path):
    encoder, home, folder = FakeEncoder(), tmp_path / "home", tmp_path / "documents"
    folder.mkdir()
    (folder / "one.txt").write_text("The first document is about bread.", encoding="utf-8")
    ingest_elsewhere(folder, home)
    query = encoder.encode_queries(["zorglub"])[0]
    before = open_index(home, encoder)
    assert len(before.dense(query, 5, {})) == 1
    (folder / "two.txt").write_text("A zorglub appears.", encoding="utf-8")
    ingest_elsewhere(folder, home)
    after = open_index(home, encoder)
    found = [after.passages[row].chunk.text for row, _ in after.dense(query, 5, {})]
    assert found[0] == "A zorglub appears."
    assert len(before.dense(query, 5, {})) == 1


def test_what_is_loaded_stays_out_of_collections_and_goes_when_it_is_replaced():
    class Loaded:
        pass

    loaded = Loaded()
    loaded.itself = loaded  # a cycle, as an index's engine has
    gone = weakref.ref(loaded)
    try:
        spare_collections()
        assert gc.get_freeze_count() > 0
        del loaded
        gc.collect()
        assert gone() is not None, "it was still watched by the collector"
        spare_collections()
        assert gone() is None
    finally:
        gc.unfreeze()
