"""The answers to the questions of a message make one."""

from __future__ import annotations

from dataclasses import replace

from assistant.records import Answer, Citation, Sentence, Status
from assistant.several import one_answer


def test_quotes_are_numbered_through_and_a_quote_has_one_number() -> None:
    answers = [_answer("One.", "a"), _answer("Two.", "b", "a")]
    whole = one_answer(["first?", "second?"], answers)
    assert whole.text == "One. [1]\n\nTwo. [2][1]"
    assert [(sentence.text, sentence.citations) for sentence in whole.sentences] == [("One.", (1,)), ("Two.", (2, 1))]
    assert [(citation.n, citation.document_id) for citation in whole.citations] == [(1, "a"), (2, "b")]
    assert whole.status == "answered"


def test_the_entries_of_every_answer_are_found() -> None:
    first = replace(_answer("One.", "a"), matches=({"id": "a", "name": "A"}, {"id": "b", "name": "B"}))
    second = replace(_answer("Two.", "b"), matches=({"id": "b", "name": "B"},))
    assert [one["id"] for one in one_answer(["first?", "second?"], [first, second]).matches] == ["a", "b"]


def test_a_sentence_is_told_once() -> None:
    longer = Answer("?", "en", "answered", "One. [1] New. [1]", (Sentence("One.", (1,)), Sentence("New.", (1,))))
    longer = replace(longer, citations=_answer("One.", "a").citations)
    again = one_answer(["first?", "second?", "third?"], [_answer("One.", "a"), longer, _answer("One.", "a")])
    assert again.text == "One. [1]\n\nNew. [1]"
    assert [sentence.text for sentence in again.sentences] == ["One.", "New."]


def test_what_is_not_answered_is_named() -> None:
    weak = "I found no answer to this question in the documents."
    nothing = _answer(weak, status="abstained")
    whole = one_answer(["What does it cost?", "Who leads it?"], [nothing, _answer("Ann leads it.", "a")])
    assert whole.status == "partial"
    assert whole.text == f"“What does it cost”: {weak}\n\nAnn leads it. [1]"


def _answer(text: str, *documents: str, status: Status = "answered") -> Answer:
    numbers = tuple(range(1, len(documents) + 1))
    citations = tuple(
        Citation(n, document, f"{document}#1", document, "article", "en", None, None, text, 0, len(text))
        for n, document in zip(numbers, documents, strict=True)
    )
    marked = f"{text} {''.join(f'[{n}]' for n in numbers)}".rstrip()
    return Answer("?", "en", status, marked, (Sentence(text, numbers),), citations)
