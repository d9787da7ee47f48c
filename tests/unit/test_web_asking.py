"""The addresses of a conversation, as the page's script uses them."""

import json
import threading

import pytest
from e2e.web_fakes import WebAssistant, live_with
from fastapi.testclient import TestClient

from assistant.settings import Settings
from ui.web import asking
from ui.web.server import create_site


@pytest.fixture
def assistant():
    return WebAssistant()


@pytest.fixture
def client(assistant, tmp_path, monkeypatch):
    monkeypatch.setattr(asking, "SENTENCE_PAUSE_S", 0)
    settings = Settings(home=tmp_path)
    with TestClient(create_site(live_with(assistant, settings), settings)) as client:
        yield client


@pytest.fixture
def session(client):
    return shown(client)["session"]


def shown(client, session="", language="fr"):
    return client.post("/conversation/view", json={"session_id": session, "language": language}).json()


def steps(client, name, session, language="fr", **values):
    response = client.post(
        f"/conversation/{name}", json={"session_id": session, "language": language, **values}
    ).raise_for_status()
    assert response.headers["content-type"].startswith("text/event-stream")
    return [json.loads(line[6:]) for line in response.text.splitlines() if line.startswith("data: ")]


def test_a_new_visitor_gets_a_first_screen_in_each_language(client):
    french, english = shown(client), shown(client, language="en")
    assert "Que voulez-vous savoir" in french["thread"] and "What would you like to know" in english["thread"]
    assert french["session"] != english["session"]


def test_an_answer_comes_sentence_by_sentence_and_its_passages_with_the_sentences(client, session):
    first, *told = steps(client, "ask", session, question="Comment fonctionnent les coalitions ?")
    assert first == {"session": session, "known": 0}
    sentences = [step["turn"].count('class="ec-sentence"') for step in told]
    assert sentences == [0, 1, 2, 3, 4, 4]
    passages = [step["sources"].count('class="ec-source"') for step in told]
    assert passages == [0, 1, 2, 3, 4, 4]
    assert ["said" in step for step in told] == [False] * 5 + [True]
    assert "Réponse prête." in told[-1]["said"]


def test_a_step_holds_nothing_of_earlier_turns(client, session):
    steps(client, "ask", session, question="Comment fonctionnent les coalitions ?")
    size = len(json.dumps(steps(client, "ask", session, question="Quel est le budget ?")))
    for _ in range(8):
        last = steps(client, "ask", session, question="Quel est le budget ?")
    assert len(json.dumps(last)) < 1.1 * size
    assert all("coalitions" not in step.get("turn", "").lower() for step in last)


def test_a_conversation_is_shown_again_in_the_other_language(client, session):
    steps(client, "ask", session, question="Quel est le budget ?")
    again = shown(client, session, "en")
    assert again["session"] == session
    assert "Copy with sources" in again["thread"] and "Copier" not in again["thread"]


def test_a_page_that_shows_more_turns_than_the_server_remembers_gets_a_new_number(client, session):
    first, *_, last = steps(client, "ask", session, question="Quel est le budget ?", after=7)
    assert first["known"] == 0
    assert 'id="ec-turn-8"' in last["turn"] and 'data-sources-of="8"' in last["sources"]


@pytest.mark.parametrize("session", ["", "guessed"])
def test_an_id_is_never_taken_from_a_visitor(client, session):
    first, *_ = steps(client, "ask", session, question="Quel est le budget ?")
    assert first["session"] not in ("", "guessed")


def test_a_conversation_answers_one_question_at_a_time(client, session, assistant):
    assistant.held.clear()
    thread = threading.Thread(target=steps, args=(client, "ask", session), kwargs={"question": "long"})
    thread.start()
    while not assistant.asked:
        thread.join(0.01)
    refused = client.post(
        "/conversation/ask", json={"session_id": session, "language": "fr", "question": "Quel est le budget ?"}
    )
    stopped = client.post("/conversation/stop", json={"session_id": session, "language": "fr"}).json()
    assistant.held.set()
    thread.join(10)
    assert refused.status_code == 409
    assert 'data-stage="stopped"' in stopped["turn"]
    assert len(assistant.asked) == 1


def test_a_criterion_is_left_out(client, session, assistant):
    steps(client, "ask", session, question="Que prendre à la place de Teams ?")
    _, *told = steps(client, "change", session, turn=1, at=1)
    assert assistant.constraints[-1].licences == ()
    assert "remplacer Microsoft Teams" in told[-1]["turn"]


@pytest.mark.parametrize(("turn", "at"), [(1, 99), (9, 0)])
def test_a_criterion_that_is_not_there_is_refused(client, session, turn, at):
    steps(client, "ask", session, question="Que prendre à la place de Teams ?")
    body = {"session_id": session, "language": "fr", "turn": turn, "at": at}
    assert client.post("/conversation/change", json=body).status_code == 409


@pytest.mark.parametrize("question", ["", "x" * 100_000])
def test_a_question_that_is_none_is_refused(client, session, question):
    body = {"session_id": session, "language": "fr", "question": question}
    assert client.post("/conversation/ask", json=body).status_code in (413, 422)


def test_a_deleted_conversation_is_not_found_again(client, session):
    steps(client, "ask", session, question="Quel est le budget ?")
    client.post("/conversation/forget", json={"session_id": session, "language": "fr"}).raise_for_status()
    assert shown(client, session)["session"] != session
