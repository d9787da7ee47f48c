"""What holds of every answer that quotes documents."""

import re


def assert_quotes_are_exact(assistant, answer):
    for citation in answer.citations:
        document = assistant.document(citation.document_id)
        assert document.text[citation.start : citation.end] == citation.quote
        assert citation.quote.strip()


def assert_marks_agree(answer):
    numbers = {citation.n for citation in answer.citations}
    assert {int(n) for n in re.findall(r"\[(\d+)\]", answer.text)} == numbers
    assert {n for sentence in answer.sentences for n in sentence.citations} == numbers
