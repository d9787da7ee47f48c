"""What people ask of the pages: read, halved and counted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest

from assistant.answer import Assistant
from evals.asked import HALVES, Asked, asked, outcome
from ingest.records import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_half_has_every_kind_of_question(language: Language) -> None:
    kinds = {(one.half, one.told, bool(one.document)) for one in asked(language)}
    assert kinds == {(half, *kind) for half in HALVES for kind in ((True, True), (False, True), (False, False))}


def test_a_section_and_its_translation_are_in_one_half() -> None:
    counts: dict[str, dict[str, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
    for language in LANGUAGES:
        for one in asked(language):
            if one.document:
                counts[one.half][language].add((one.document.rpartition(".")[0], one.section))
    for half in HALVES:
        by_page = [sorted(page for page, _ in counts[half][language]) for language in LANGUAGES]
        assert by_page[0] == by_page[1]


def test_no_question_is_asked_twice() -> None:
    for language in LANGUAGES:
        questions = [one.question.casefold() for one in asked(language)]
        assert len(questions) == len(set(questions))


def test_what_a_question_got(assistant: Assistant) -> None:
    launched = Asked("Qui a lancé EuroCommons ?", "fr", "dev", "programme.fr", "Qui a lancé EuroCommons\u202f?")
    answer = assistant.ask(launched.question)
    assert outcome(launched, answer, assistant) == "its section"
    assert outcome(replace(launched, document="sill.fr"), answer, assistant) == "another"
    assert outcome(launched, assistant.ask("Quel est le plat préféré de Zorglub ?"), assistant) == "not found"
