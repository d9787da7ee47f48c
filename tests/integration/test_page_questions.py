"""What a section of a page asks is answered from that page: the suggestions under an answer are such headings."""

from __future__ import annotations

import zlib

import pytest

from assistant.answer import Assistant
from assistant.writing.headings import words_of_question

pytestmark = pytest.mark.model

ASKED = 40
LEAST = 0.925
"""Some headings are asked by two pages, and some open a section that tells only what is not known."""


def test_one_question_in_other_letters_is_the_same() -> None:
    assert (
        words_of_question("Qui paie ?") == words_of_question("« QUI PAIE »") != words_of_question("Combien paie-t-on ?")
    )


def test_the_questions_of_pages_are_answered_from_their_page(assistant: Assistant) -> None:
    headings = sorted(
        {
            (heading, passage.document.id)
            for passage in assistant._index.passages
            for heading in passage.chunk.heading_path
            if heading.endswith("?")
        }
    )
    # By a hash, so that a heading more leaves the others in.
    asked = sorted(headings, key=lambda one: zlib.crc32("#".join(one).encode()))[:ASKED]
    missed = []
    for heading, document in asked:
        told = assistant.ask(heading)
        if document not in {citation.document_id for citation in told.citations}:
            missed.append((heading, document, told.status))
    assert len(asked) - len(missed) >= LEAST * len(asked), missed


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Comment juger de la maturité d'un projet ?", "La santé d'un projet open source se juge"),
        ("How do we know whether an open source project is healthy?", "The health of an open-source project is judged"),
        ("Quels dangers y a-t-il à migrer vers le libre ?", "Les principaux risques d'une migration"),
        ("What are the dangers of switching to open source?", "The main risks of a migration"),
        ("Comment nos acheteurs peuvent-ils acheter du logiciel libre ?", "une organisation achète, selon nous, des"),
        ("How do we buy open source?", "an organisation buys, in our view, services rather than licences"),
        ("Pourquoi pas juste acheter du SaaS américain moins cher ?", "Rien n'oblige à quitter"),
        ("Why don't we just stay with Microsoft and Google?", "Nothing forces anyone to leave"),
        ("nos agents sont sous Windows 10, que faire ?", "Une DSI a quatre issues"),
        ("Comment mesurer si la migration est un succès ?", "si l'ancien outil peut être éteint"),
        ("How do we measure success of a migration?", "if the old tool can be switched off"),
        ("Peut-on se fier à un logiciel libre fait hors d'Europe ?", "sa licence donne les mêmes droits partout"),
        ("Can I trust software from outside Europe?", "its licence gives the same rights everywhere"),
        ("Quelles sont les limites du logiciel libre ?", "Les inconvénients de l'open source tiennent"),
        ("What are the downsides of free software?", "The drawbacks of open source lie"),
        ("Peut-on mélanger logiciels libres et propriétaires ?", "faire travailler ensemble outils libres et outils"),
        ("Can we mix open-source and proprietary software?", "Not everything has to be replaced by open source"),
        ("Est-ce que votre catalogue est complet ?", "Le catalogue n'est pas complet"),
        ("How complete is your catalogue?", "The catalogue is not complete"),
        (
            "We are a hospital with 5,000 staff: where do we begin?",
            "A migration starts, in our view, with an inventory",
        ),
        ("Who answers if it breaks at 4am?", "Support for free software may come from"),
        ("Quelles sont les faiblesses de SecNumCloud ?", "SecNumCloud ne garantit pas"),
        ("What are the limitations of SecNumCloud?", "SecNumCloud does not guarantee"),
    ],
)
def test_what_deciders_ask_is_answered_from_the_section_on_it(assistant: Assistant, question: str, said: str) -> None:
    told = assistant.ask(question)
    assert told.status != "abstained" and said in told.text
