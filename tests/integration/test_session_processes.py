"""Conversations over HTTP, kept by real server processes: restart, two servers, a busy, read-only or damaged file."""

import ctypes
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from fake_encoder import FakeEncoder

from ingest.pipeline import ingest
from ingest.store.location import Location

ROOT = Path(__file__).parents[2]
SERVER = Path(__file__).with_name("session_server.py")
START_S = 120
DAMAGED = b"not a database at all " * 200
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home whose index holds three entries of the catalogue; its conversations are new."""
    made = tmp_path_factory.mktemp("home")
    entries = [str(ROOT / "corpus" / "catalogue" / f"{name}.yml") for name in ("nextcloud", "glpi", "zammad")]
    assert not ingest(entries, location=Location(made), encoder=FakeEncoder()).failed
    return made


@pytest.fixture(scope="module")
def servers(home, tmp_path_factory):
    """Two servers on one home, and one whose file of conversations is damaged."""
    other = tmp_path_factory.mktemp("barred")
    shutil.copytree(home / "index", other / "index")
    (other / "sessions.db").write_bytes(DAMAGED)
    with ExitStack() as stack:
        started = [stack.enter_context(serving(each)) for each in (home, home, other)]
        for server in started:
            server.wait_until_ready()
        yield started


class Server:
    """A server process; ``ask`` gives the status and the JSON of an answer."""

    def __init__(self, home):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.home = home
        self.start()

    def start(self):
        environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}", "OMP_NUM_THREADS": "1"}
        command = [sys.executable, str(SERVER), str(self.home), str(self.port)]
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, preexec_fn=bound_by_modes)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.log = self.process.communicate(timeout=30)[1].decode()

    def wait_until_ready(self):
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            assert self.process.poll() is None, self.process.stderr.read().decode()
            try:
                if httpx.get(f"http://127.0.0.1:{self.port}/health/ready").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        self.stop()
        raise AssertionError(f"the server did not start: {self.log}")

    def ask(self, question, session_id=None):
        asked = {"question": question} | ({"session_id": session_id} if session_id else {})
        answer = httpx.post(f"http://127.0.0.1:{self.port}/v1/ask", json=asked, timeout=60)
        return answer.status_code, answer.json()


def bound_by_modes():
    """The modes of files bind the administrator too, as they do anybody else."""
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


@contextmanager
def serving(home):
    server = Server(home)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()


def test_a_conversation_goes_on_in_the_other_server_and_after_a_restart(servers):
    first, second, _ = servers
    _, told = first.ask("Quelle est la licence de Nextcloud ?", "kept")
    status, on_other = second.ask("qui l'édite ?", "kept")
    assert (status, on_other["understood_as"]) == (200, "porteur de Nextcloud")
    first.stop()
    first.start()
    first.wait_until_ready()
    status, after = first.ask("et son site web ?", "kept")
    assert (status, after["understood_as"]) == (200, "site web de Nextcloud")
    with sqlite3.connect(first.home / "sessions.db") as database:
        rows = database.execute("SELECT count(*) FROM turns WHERE session_id = 'kept'").fetchone()
    assert rows == (3,)
    assert told["citations"]


def test_sixty_turns_end_with_the_last_fifty(servers):
    first, second, _ = servers
    first.ask("Quelle est la licence de GLPI ?", "long")
    for number in range(59):
        status, answer = (first, second)[number % 2].ask("et sa licence ?" if number % 3 else "qui l'édite ?", "long")
        assert status == 200
        assert answer["constraints"]["entries"] == ["glpi"]
    with sqlite3.connect(first.home / "sessions.db") as database:
        rows = database.execute("SELECT count(*) FROM turns WHERE session_id = 'long'").fetchone()
    assert rows == (50,)


def test_a_file_that_another_program_holds_delays_and_loses_nothing(servers):
    first, _, _ = servers
    first.ask("Quelle est la licence de Zammad ?", "busy")
    holder = sqlite3.connect(first.home / "sessions.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        status, refused = first.ask("qui l'édite ?", "busy")
        assert (status, refused["type"].rpartition(":")[2]) == (503, "sessions-busy")
        assert "Reposez-la dans un instant" in refused["detail"] or "Ask again in a moment" in refused["detail"]
        status, answer = first.ask("Quelle est la licence de GLPI ?")
        assert (status, answer["status"]) == (200, "answered")
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    status, answer = first.ask("qui l'édite ?", "busy")
    assert (status, answer["understood_as"]) == (200, "porteur de Zammad")


def test_a_damaged_file_and_a_folder_without_rights_refuse_sessions_alone_and_are_left_as_they_are(servers):
    _, _, barred = servers
    file = barred.home / "sessions.db"
    refuses_sessions_alone(barred)
    assert file.read_bytes() == DAMAGED
    file.rename(barred.home / "away.db")
    barred.home.chmod(0o500)
    try:
        refuses_sessions_alone(barred)
        assert not file.exists()
    finally:
        barred.home.chmod(0o700)
    assert barred.ask("Quelle est la licence de GLPI ?", "s")[0] == 200
    assert barred.ask("qui l'édite ?", "s")[1]["understood_as"] == "porteur de GLPI"


def refuses_sessions_alone(server):
    status, refused = server.ask("Quelle est la licence de GLPI ?", "s")
    assert (status, refused["type"].rpartition(":")[2]) == (503, "sessions-unavailable")
    status, answer = server.ask("Quelle est la licence de GLPI ?")
    assert (status, answer["status"]) == (200, "answered")
