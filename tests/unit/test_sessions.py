"""Sessions are kept in a database: restart, bounds, two processes, a damaged file."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine, text, update

from assistant.conversation.state import Turn
from assistant.conversation.store import Bounds, SessionStore, turns_table
from assistant.conversation.turns import PassingTurns
from assistant.errors import SessionsError
from assistant.records import Answer, Citation, Sentence

CITATION = Citation(1, "d.fr", "d.fr#0", "Titre", "article", "fr", None, 3, "«\u00a0Citation\u00a0»", 4, 18)
ANSWER = Answer(
    "Quelle licence\u202f?",
    "fr",
    "answered",
    "Libre. [1]",
    sentences=(Sentence("Libre.", (1,)),),
    citations=(CITATION,),
    matches=({"id": "glpi", "name": "GLPI"},),
    constraints={"intent": "fact", "entries": ["glpi"], "fact_field": "licence"},
    follow_ups=("Et\u202f?",),
    session_id="s",
    timings_ms={"total": 1.5},
)
TURN = Turn(ANSWER, "licence de GLPI", "GLPI")


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'home' / 'sessions.db'}"


def numbered(number: int) -> Turn:
    return replace(TURN, standalone=str(number))


def test_turns_survive_a_restart_with_their_citations(url):
    SessionStore(url).add("s", TURN)
    assert SessionStore(url).turns("s") == [TURN]
    assert SessionStore(url).turns("other") == []


def test_turns_come_oldest_first_and_the_last_ones_alone_where_asked(url):
    store = SessionStore(url)
    for number in range(5):
        store.add("s", numbered(number))
    assert [turn.standalone for turn in store.turns("s")] == ["0", "1", "2", "3", "4"]
    assert [turn.standalone for turn in store.turns("s", 2)] == ["3", "4"]


def test_a_session_forgets_its_oldest_turns(url):
    store = SessionStore(url, Bounds(session_turns=3))
    for number in range(5):
        store.add("s", numbered(number))
    store.add("t", TURN)
    assert [turn.standalone for turn in store.turns("s")] == ["2", "3", "4"]
    assert len(store.turns("t")) == 1


def test_the_oldest_of_too_many_turns_are_forgotten(url):
    first = SessionStore(url)
    for number in range(6):
        first.add(f"s{number}", TURN)
    SessionStore(url, Bounds(turns=4)).add("new", TURN)
    kept = SessionStore(url)
    assert [bool(kept.turns(f"s{number}")) for number in range(6)] == [False, False, False, True, True, True]


def test_what_is_too_old_is_forgotten(url):
    store = SessionStore(url)
    store.add("old", TURN)
    with create_engine(url).begin() as connection:
        connection.execute(update(turns_table).values(created_at=datetime.now(UTC) - timedelta(days=31)))
    SessionStore(url).add("new", TURN)
    assert SessionStore(url).turns("old") == []
    assert SessionStore(url).turns("new") == [TURN]


def test_a_session_can_be_forgotten(url):
    store = SessionStore(url)
    store.add("s", TURN)
    store.add("t", TURN)
    assert store.forget("s") == 1
    assert (store.turns("s"), store.turns("t")) == ([], [TURN])


def test_two_processes_write_the_same_session(url):
    script = (
        "import sys; sys.path.insert(0, 'tests/unit');"
        "from test_sessions import SessionStore, TURN;"
        f"store = SessionStore({url!r}); [store.add('s', TURN) for _ in range(20)]"
    )
    running = [subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE) for _ in range(2)]
    errors = [process.communicate(timeout=120)[1].decode() for process in running]
    assert [process.returncode for process in running] == [0, 0], errors
    assert len(SessionStore(url).turns("s")) == 40


def test_a_damaged_file_is_named_and_left_as_it_is(url, tmp_path):
    file = tmp_path / "home" / "sessions.db"
    file.parent.mkdir()
    file.write_bytes(b"not a database, but someone's notes " * 50)
    before = file.read_bytes()
    for use in (lambda store: store.turns("s"), lambda store: store.add("s", TURN)):
        with pytest.raises(SessionsError, match=r"sessions\.db .*move it away"):
            use(SessionStore(url))
    assert file.read_bytes() == before


def test_a_turn_that_cannot_be_read_is_left_out_said_and_kept(url, caplog):
    store = SessionStore(url)
    store.add("s", TURN)
    store.add("s", numbered(2))
    with create_engine(url).begin() as connection:
        connection.execute(text("UPDATE turns SET answer = X'00FF' WHERE id = 1"))
    assert [turn.standalone for turn in store.turns("s")] == ["2"]
    assert "turn 1 of a session cannot be read" in caplog.text
    with create_engine(url).connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM turns")).scalar_one() == 2


def test_the_file_is_its_owner_s_alone(url, tmp_path):
    SessionStore(url).add("s", TURN)
    assert (tmp_path / "home" / "sessions.db").stat().st_mode & 0o077 == 0


def test_turns_that_a_request_carries_are_gone_with_it():
    passing = PassingTurns()
    for number in range(3):
        passing.add("any", replace(TURN, standalone=str(number)))
    assert [turn.standalone for turn in passing.turns("other")] == ["0", "1", "2"]
    assert [turn.standalone for turn in passing.turns("other", 2)] == ["1", "2"]
    assert PassingTurns().turns("any") == []
