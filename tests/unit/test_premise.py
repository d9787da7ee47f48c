"""Questions that take for granted what the documents say otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.answer import Assistant
from assistant.writing.premise import correction
from assistant.writing.question import question_features
from assistant.writing.sentences import CandidateSentence
from ingest.records import Language

SEAT = "Le siège du DC-EDIC est à Paris, car la France en est l'État d'accueil."
LAUNCH = "La Caisse des Dépôts a lancé EuroCommons, d'après LinuxFr."
TCHAP = "Tchap est une messagerie fondée sur le protocole ouvert Matrix."
GAP = "Nos documents ne disent pas si le siège du DC-EDIC est à Bruges."


def corrected(question: str, *told: str, language: Language = "fr") -> str | None:
    candidates = [
        CandidateSentence(text, "fr", np.ones(1, np.float32), "p", 1, 0.5, at, at, "d") for at, text in enumerate(told)
    ]
    asked = question_features(question, language, np.ones(1, np.float32), lambda stem: 2.0, lambda word: True)
    found = correction(asked, candidates, -np.arange(len(told), dtype=float))
    return found.text if found else None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Pourquoi le siège du DC-EDIC est-il à Bruxelles ?", SEAT),
        ("Pourquoi Microsoft a-t-il lancé EuroCommons ?", LAUNCH),
        ("EuroCommons a-t-il été lancé par Bruxelles ?", LAUNCH),
        ("Pourquoi Tchap repose-t-il sur XMPP ?", TCHAP),
    ],
)
def test_another_name_of_the_same_kind_mends_the_question(question: str, said: str) -> None:
    assert corrected(question, GAP, TCHAP, SEAT, LAUNCH) == said


@pytest.mark.parametrize(
    "question",
    [
        "Pourquoi l'Espagne a-t-elle quitté le DC-EDIC ?",  # nothing said of leaving
        "Pourquoi le siège d'OW2 est-il à Bruxelles ?",  # another subject
        "Pourquoi le siège du DC-EDIC est-il à Paris ?",  # true
        "Quand Microsoft a-t-il lancé EuroCommons ?",  # another name is no date
        "Pourquoi Tchap repose-t-il sur Debian ?",  # a system is not a standard
        "Pourquoi EuroCommons ?",
        "Quel rapport entre Microsoft et ce qui a lancé EuroCommons ?",  # claims nothing
        "Faut-il que Tchap repose sur XMPP ?",  # asks what to do
    ],
)
def test_nothing_else_is_mended(question: str) -> None:
    assert corrected(question, GAP, TCHAP, SEAT, LAUNCH) is None


def test_a_source_is_not_what_a_sentence_is_about() -> None:
    assert corrected("EuroCommons a-t-il été lancé par Microsoft ?", "EuroCommons a été lancé, selon LinuxFr.") is None


def test_names_that_a_sentence_joins_have_to_do_with_each_other() -> None:
    moved = "La Gendarmerie a mené une large migration Linux."
    other = "La DINUM fait passer ses postes sous Linux."
    assert corrected("Pourquoi la Gendarmerie est-elle passée à Linux ?", other) == other
    assert corrected("Pourquoi la Gendarmerie est-elle passée à Linux ?", other, moved) is None


def test_a_name_that_another_sentence_says_is_no_mistake() -> None:
    true = "Le siège du DC-EDIC est aussi à Bruxelles."
    assert corrected("Pourquoi le siège du DC-EDIC est-il à Bruxelles ?", SEAT, true) is None


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "opening", "name"),
    [
        ("Pourquoi EuroStack a-t-il été présenté à Berlin ?", "Nos documents ne disent pas cela", "Parlement européen"),
        ("Is SecNumCloud granted by the CNIL?", "Our documents do not say so", "ANSSI"),
    ],
)
def test_the_answer_says_that_it_mends(assistant: Assistant, question: str, opening: str, name: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "partial"
    assert answer.text.startswith(opening)
    assert name in answer.text
    assert len(answer.citations) == 1
