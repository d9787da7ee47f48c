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
