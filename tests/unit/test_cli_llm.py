"""The command line with a language model: sentences as they come, who wrote them, and what the doctor says of it."""

import io
from dataclasses import replace

import pytest
from fake_llm_server import FakeLlm, serving, silent, status
from fakes import FIRST, SECOND, FakeAssistant, answer_to

from assistant.events import Done, Start, Understood, telling
from assistant.records import Dropped, Verification
from assistant.settings import LlmSettings
from ui.cli_ask import told
from ui.cli_doctor_llm import examine_model
from ui.cli_print import answer_text
from ui.cli_texts import Texts

MESSAGE = "Une phrase du modèle de langue a été écartée, faute d’appui dans les documents."
WRITTEN = replace(
    answer_to("Q ?", "fr", "s", "x"),
    writer="llm",
    model="mistral-small",
    verification=Verification(3, 2, 0, (Dropped("Zorglub.", "unsupported"),), None, MESSAGE),
)


def events(answer, *first):
    yield Start("Q ?", "s")
    yield from first
    yield from telling(answer)
    yield Done(answer)


def test_a_model_s_sentences_are_shown_as_they_come():
    out = io.StringIO()
    stream, seen = events(WRITTEN, Understood("Et la question ?")), []
    answer, streamed = told((seen.append(out.getvalue()) or event for event in stream), out)
    assert streamed and answer == WRITTEN
    assert out.getvalue() == f"{Texts('fr')('answer', 'understood')} Et la question ?\n\n{WRITTEN.text}\n\n"
    assert any(FIRST in shown and SECOND not in shown for shown in seen), "nothing was shown before the end"


def test_an_answer_without_a_model_is_shown_whole():
    out = io.StringIO()
    answer, streamed = told(FakeAssistant().stream("Q ?"), out)
    assert not streamed and out.getvalue() == ""
    assert FIRST in answer_text(answer)


def test_who_wrote_and_what_was_left_out_is_said():
    shown = answer_text(WRITTEN)
    assert shown.endswith(f"Rédigé par mistral-small, chaque phrase vérifiée d’après ses sources. {MESSAGE}")
    assert FIRST not in answer_text(WRITTEN, streamed=True).split("Sources")[0]
    assert "Rédigé" not in answer_text(replace(WRITTEN, writer="extractive"))


def doctor_of(base_url):
    llm = LlmSettings(base_url=base_url, model="mistral-small", first_token_timeout_s=1, api_key="sk-secret")
    return examine_model(llm, Texts("en"))


@pytest.mark.parametrize(
    ("reply", "outcome", "words"),
    [
        ("Bonjour !", "ok", "answers"),
        (status(401, "sk-secret"), "fail", "EUROCOMMONS_LLM_API_KEY"),
        (status(404), "fail", "EUROCOMMONS_LLM_MODEL"),
        (status(500), "fail", "docs/llm.md"),
        (silent(20), "fail", "EUROCOMMONS_LLM_FIRST_TOKEN_TIMEOUT_S"),
    ],
)
def test_the_doctor_asks_the_model(reply, outcome, words):
    with serving(FakeLlm(reply)) as llm:
        check = doctor_of(llm.base_url)
    assert check.status == outcome and words in f"{check.message} {check.advice}"
    assert "sk-secret" not in f"{check.message} {check.advice}"


def test_the_doctor_says_that_the_server_is_gone_and_shows_no_password():
    check = doctor_of("http://me:word@127.0.0.1:9/v1")
    assert check.status == "fail" and "127.0.0.1:9" in check.message
    assert "EUROCOMMONS_LLM_BASE_URL" in check.advice and "word@" not in check.message


def test_without_a_model_the_doctor_says_what_writes():
    check = examine_model(LlmSettings(), Texts("fr"))
    assert (check.status, check.advice) == ("ok", "") and "phrases des documents" in check.message
