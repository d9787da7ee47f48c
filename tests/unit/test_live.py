"""The assistant of a running server: lazy, opened once, opened again when the index changes."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from fakes import FakeAssistant

from assistant.errors import NotReady
from assistant.live import LiveAssistant
from assistant.settings import Settings
from ingest.errors import IndexMismatch


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
    disk.snapshot, disk.error = "two", IndexMismatch("made with another model")
    live.get()
    until(lambda: live.state.message)
    assert live.get().snapshot == "one"
    assert (live.state.name, live.state.message) == ("ready", "made with another model")


def test_an_index_that_vanishes_leaves_the_old_one(live, disk):
    live.get()
    disk.snapshot = None
    assert live.get().snapshot == "one"


def test_an_index_that_cannot_be_opened_is_not_tried_again_at_each_question(live, disk):
    disk.error = IndexMismatch("made with another model")
    for _ in range(3):
        with pytest.raises(NotReady, match="another model"):
            live.get()
    assert disk.opened == 1
    assert (live.state.name, live.state.message) == ("error", "made with another model")


def test_an_unexpected_failure_does_not_show_its_inside(live, disk):
    disk.error = RuntimeError("/secret/path")
    with pytest.raises(NotReady, match="eurocommons doctor") as caught:
        live.get()
    assert "/secret" not in str(caught.value)


def test_start_opens_in_the_background(live, disk):
    disk.gate.clear()
    live.start()
    until(lambda: live.state.message.startswith("the assistant is loading"))
    disk.gate.set()
    until(lambda: live.state.name == "ready")
