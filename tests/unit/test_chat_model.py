"""The language model's client, against a server that behaves in every way."""

import logging
import time

import pytest
from fake_llm_server import FakeLlm, cut_off, endless, raw, serving, silent, status

from assistant.errors import ModelFailure
from assistant.generation.chat_model import ChatModel
from assistant.settings import LlmSettings

KEY = "sk-very-secret"
ASKED = [("system", "Réponds."), ("user", "Quoi ?")]


def model_of(llm, **options):
    options = {"timeout_s": 5, "first_token_timeout_s": 2, "heartbeat_s": 0.1, **options}
    return ChatModel(LlmSettings(base_url=llm.base_url, model="fake", api_key=KEY, **options))


def test_the_words_come_as_they_are_said():
    with serving(FakeLlm("Une réponse. [1]", pause_s=0.01)) as llm:
        words = list(model_of(llm).stream(ASKED))
    assert "".join(filter(None, words)) == "Une réponse. [1]" and len(words) > 3
    (request,) = llm.asked
    assert (request["model"], request["temperature"], request["stream"], request["max_tokens"]) == (
        "fake",
        0,
        True,
        600,
    )
    assert [message["content"] for message in request["messages"]] == ["Réponds.", "Quoi ?"]
    assert llm.keys == [f"Bearer {KEY}"]


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (cut_off("Une rép"), "cut_off"),
        ("", "empty"),
        (raw(""), "garbage"),
        (raw("data: {not json}\n\n"), "garbage"),
        (raw('data: {"choices": 3}\n\n'), "garbage"),
        (raw('data: {"error": {"message": "sk-very-secret"}}\n\n'), "server_error"),
        (status(200, "<html><body>Bonjour</body></html>", "text/html"), "garbage"),
        (status(500, "sk-very-secret"), "server_error"),
        (status(502, "<html>Bad gateway</html>", "text/html"), "server_error"),
        (status(401, '{"error": {"message": "wrong key sk-very-secret"}}'), "refused"),
        (status(404), "not_found"),
        (status(429), "busy"),
        (status(400), "bad_request"),
        (silent(30), "timeout"),
        (endless("mot ", 0.01), "too_slow"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_failure_has_its_code_and_shows_no_secret(reply, code, caplog):
    caplog.set_level(logging.DEBUG)
    with serving(FakeLlm(reply)) as llm:
        model = model_of(llm, timeout_s=1.5, first_token_timeout_s=1)
        started = time.monotonic()
        with pytest.raises(ModelFailure) as caught:
            model.complete(ASKED)
    assert caught.value.code == code
    assert time.monotonic() - started < 10
    ours = "".join(record.getMessage() for record in caplog.records if record.name.startswith("assistant"))
    assert KEY not in str(caught.value) + ours + repr(model.settings)


def test_a_server_that_is_gone_is_unreachable():
    with serving(FakeLlm()) as llm:
        model = model_of(llm)
    with pytest.raises(ModelFailure, match="unreachable"):
        model.complete(ASKED)


def test_a_slow_model_gives_signs_of_life():
    with serving(FakeLlm(silent(0.5))) as llm:
        words = list(model_of(llm).stream(ASKED))
    assert words.count(None) >= 2 and words[-1] == "trop tard"


def test_who_stops_listening_stops_the_model():
    with serving(FakeLlm(endless("mot ", 0.01))) as llm:
        words = model_of(llm).stream(ASKED)
        while not next(words):
            pass
        words.close()
        assert llm.left.wait(3), "the server was still talking"


def test_who_stops_listening_between_any_two_words_stops_the_model():
    with serving(FakeLlm(endless("mot ", 0.002))) as llm:
        model = model_of(llm)
        for leaving in range(60):
            llm.left.clear()
            words = model.stream(ASKED)
            while not next(words):
                pass
            time.sleep(0.0003 * (leaving % 7))
            words.close()
            assert llm.left.wait(3), f"the server was still talking, leaving {leaving}"


def test_who_stops_listening_before_the_first_word_stops_the_model():
    with serving(FakeLlm(endless("", 0.01))) as llm:
        words = model_of(llm).stream(ASKED)
        while not llm.asked:
            assert next(words) is None
        words.close()
        assert llm.left.wait(3), "the server was still talking"
