"""Conversations that do not mix, and the steps of an answer."""

import threading

import pytest
from e2e.web_fakes import WebAssistant, live_with

from assistant.conversation.state import Turn as KeptTurn
from assistant.conversation.store import SessionStore
from assistant.errors import NotReady, QuestionError
from assistant.settings import Settings
from ingest.messages import NOTHING
from ui.web.conversation import MAX_TURNS, Conversations
from ui.web.remembered import remembered_turns
from ui.web.reply import reply


@pytest.fixture
def conversations():
    return Conversations(limit=3)


@pytest.fixture
def conversation(conversations):
    return conversations.new("fr")


@pytest.fixture
def assistant():
    return WebAssistant()


@pytest.fixture
def live(assistant, tmp_path):
    return live_with(assistant, Settings(home=tmp_path))


def test_a_browser_finds_its_conversation_again(conversations, conversation):
    assert conversations.open(conversation.id, "en") is conversation


@pytest.mark.parametrize("session_id", [None, "", "guessed"])
def test_an_id_is_never_taken_from_a_visitor(conversations, conversation, session_id):
    opened = conversations.open(session_id, "en")
    assert opened is not conversation
    assert opened.id not in ("", "guessed")


def test_the_least_recently_used_conversation_is_forgotten_first(conversations):
    first, second, _ = (conversations.new("fr") for _ in range(3))
    conversations.open(first.id, "fr")
    conversations.new("fr")
    assert conversations.open(first.id, "fr") is first
    assert conversations.open(second.id, "fr") is not second


def test_a_long_conversation_forgets_its_oldest_turns_and_keeps_counting(conversation):
    for n in range(MAX_TURNS + 5):
        conversation.begin(f"question {n}")
    assert len(conversation.turns) == MAX_TURNS
    assert conversation.turns[-1].number == MAX_TURNS + 5


def said(turn):
    return len(turn.answer.sentences) if turn.answer else 0


def test_an_answer_arrives_sentence_by_sentence(conversation, live, assistant):
    steps = [(turn.stage, said(turn)) for turn in reply(conversation, "Les coalitions ?", live)]
    assert list(dict.fromkeys(steps)) == [
        ("working", 0), ("writing", 1), ("writing", 2), ("writing", 3), ("writing", 4), ("done", 4),
    ]  # fmt: skip
    assert assistant.asked == [("Les coalitions ?", conversation.id)]
    assert [source.citation.n for source in conversation.turns[0].sources] == [1, 2, 3, 4]


def test_a_stopped_answer_stays_where_it_is(conversation, live):
    for turn in reply(conversation, "long", live):
        if said(turn) == 2:
            conversation.stop()
    assert (conversation.turns[0].stage, said(conversation.turns[0])) == ("stopped", 2)


def test_an_answer_stopped_before_it_comes_is_dropped(conversation, live, assistant):
    assistant.held.clear()
    steps = reply(conversation, "long", live)
    next(steps)
    thread = threading.Thread(target=lambda: list(steps))
    thread.start()
    conversation.stop()
    assistant.held.set()
    thread.join(timeout=10)
    assert (conversation.turns[0].stage, conversation.turns[0].answer) == ("stopped", None)


def test_a_reader_who_leaves_stops_the_answer_and_may_ask_again(conversation, live):
    steps = reply(conversation, "long", live)
    while said(next(steps)) < 2:
        pass
    steps.close()
    assert (conversation.turns[0].stage, said(conversation.turns[0])) == ("stopped", 2)
    assert not conversation.running


def test_an_answer_that_was_left_stops_no_later_one(conversation, live):
    left = reply(conversation, "long", live)
    next(left)
    conversation.stop()
    current = reply(conversation, "Les coalitions ?", live)
    next(current)
    left.close()
    assert [turn.stage for turn in conversation.turns] == ["stopped", "working"]


@pytest.mark.parametrize(
    ("error", "problem"),
    [(NotReady(NOTHING), "not_ready"), (QuestionError("empty"), "refused"), (RuntimeError("secret"), "failed")],
)
def test_an_error_becomes_a_turn_that_says_what_to_do(conversation, live, assistant, error, problem):
    def fail(*_, **__):
        raise error

    assistant.ask = fail
    *_, last = reply(conversation, "Les coalitions ?", live)
    assert (last.stage, last.problem) == ("failed", problem)
    assert conversation.turns == [last]


def test_a_page_finds_its_turns_again_after_a_restart(tmp_path, assistant):
    settings = Settings(home=tmp_path)
    store = SessionStore(settings.sessions_database)
    ours = Conversations().new("fr").id
    answer = assistant.ask("Une question ?", session_id=ours)
    store.add(ours, KeptTurn(answer, "Une question ?"))
    store.add("chosen-by-a-client", KeptTurn(answer, "Une question ?"))
    live = live_with(assistant, settings)
    again = Conversations(remembered=lambda id: remembered_turns(id, store, live))
    conversation = again.open(ours, "fr")
    assert (conversation.id, [turn.question for turn in conversation.turns]) == (ours, ["Une question ?"])
    assert conversation.turns[0].stage == "done"
    assert [source.citation for source in conversation.turns[0].sources] == list(answer.citations)
    assert again.open(ours, "fr") is conversation
    guessed = again.open("chosen-by-a-client", "fr")
    assert guessed.turns == [] and guessed.id != "chosen-by-a-client"


def test_a_page_whose_turns_cannot_be_read_starts_empty_and_the_log_says_so(tmp_path, assistant, caplog):
    settings = Settings(home=tmp_path)
    (tmp_path / "sessions.db").write_bytes(b"no database " * 100)
    live = live_with(assistant, settings)
    assert remembered_turns("a" * 32, SessionStore(settings.sessions_database), live) == []
    assert "sessions.db" in caplog.text
