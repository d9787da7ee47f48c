"""A real language model that invents freely: nothing that it makes up reaches the reader, and its server may fail."""

import os
import signal
import time

import pytest

from assistant.answer import Assistant
from assistant.events import Heartbeat
from assistant.generation.chat_model import ChatModel
from assistant.settings import LlmSettings
from evals.adversary import measure, questions, small_settings, table
from evals.invention import invented, language_of
from evals.small_model import NAME, small_model
from ingest.embedding.encoder import load_encoder
from ingest.store import open_index

pytestmark = pytest.mark.model

QUESTION = "Où a lieu l’événement EuroCommons ?"
TIMEOUT_S = 3.0
SLACK_S = 6.0
"""What the answer of quoted sentences may take after that, on a busy machine."""


@pytest.fixture(scope="module")
def served():
    with small_model() as served:
        yield served


@pytest.fixture(scope="module")
def writing(indexed_home):
    encoder = load_encoder(indexed_home)
    index = open_index(indexed_home, encoder)

    def with_model(llm: LlmSettings):
        assistant = Assistant(index, encoder, indexed_home / "cache", model=ChatModel(llm))
        assistant.warm_up()
        return assistant

    return with_model


def impatient(base_url, **settings):
    settings = {"max_tokens": 64, "passages": 1, "passage_chars": 250, "rewrite": False, **settings}
    return LlmSettings(base_url=base_url, model=NAME, timeout_s=TIMEOUT_S, heartbeat_s=0.2, **settings)


def timed(assistant):
    started = time.monotonic()
    told = assistant.ask(QUESTION)
    assert time.monotonic() - started < TIMEOUT_S + SLACK_S, "the reader waited longer than the settings allow"
    return told


def assert_quoted(told, fallback):
    """The answer is made of the documents, and says why."""
    assert (told.writer, told.verification.fallback) == ("extractive", fallback)
    assert told.verification.message.startswith("La réponse est faite de phrases des documents")
    assert "Wagram" in told.text and all(sentence.citations for sentence in told.sentences)


@pytest.mark.parametrize("reached", [20, pytest.param(100, marks=pytest.mark.llm)])
def test_no_invented_number_date_or_name_reaches_the_reader(writing, served, reached):
    tally = measure(writing(small_settings(served.base_url)), questions(), reached)
    print(table(tally))
    assert tally.asked == {"fr": reached // 2, "en": reached // 2}, "too few questions reached the model"
    assert tally.judged >= reached // 2, "too few sentences were complete and judged to tell anything"
    assert tally.invented == []
    assert tally.wrong_language == []


def test_a_server_that_stands_still_is_not_waited_for(writing, served):
    assistant = writing(impatient(served.base_url))
    os.kill(served.process.pid, signal.SIGSTOP)
    try:
        assert_quoted(timed(assistant), "timeout")
    finally:
        os.kill(served.process.pid, signal.SIGCONT)


def test_what_a_slow_server_had_not_finished_is_completed_by_the_documents(writing, served):
    told = timed(writing(impatient(served.base_url, max_tokens=2_000, sentences=200)))
    assert told.verification.fallback in ("timeout", "too_slow", "loop", "unsupported"), told.verification
    assert "Wagram" in told.text and told.verification.message


def test_babble_gets_no_further_than_the_check(writing, served):
    """At this temperature the model writes hardly a word that exists."""
    assistant = writing(impatient(served.base_url, temperature=2.0))
    told = timed(assistant)
    documents = "\n".join(assistant.document(one.document_id).text for one in told.citations)
    assert told.verification.fallback and told.verification.message
    assert [word for one in told.sentences for word in invented(one.text, documents)] == []
    assert {language_of(one.text) for one in told.sentences} <= {"fr", ""}


def test_a_server_that_dies_in_mid_stream_is_said_and_so_is_its_absence(writing):
    with small_model() as served:
        assistant = writing(impatient(served.base_url))
        told = assistant.stream(QUESTION)
        next(event for event in told if isinstance(event, Heartbeat))
        served.process.kill()
        *_, done = told
        assert done.answer.verification.fallback in ("cut_off", "unreachable")
        assert_quoted(done.answer, done.answer.verification.fallback)
        assert_quoted(timed(assistant), "unreachable")
