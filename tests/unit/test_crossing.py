"""Recall across languages counts what it should, on questions whose pages exist."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import EVIDENCE

from evals.crossing import DEPTH, Asked, Found, crossing_table, find, gap, measure, misses_text, read_questions
from ingest.records import LANGUAGES
from ingest.reference import CORPUS

ASKED = Asked(fr="une question", en="a question", documents=["right", "right-too"])


class FakeRetriever:
    """Gives the pages it was told, in the language that the filter asks for."""

    def __init__(self, *pages):
        self.pages = pages
        self.queries = []

    def query(self, text, language):
        self.queries.append((text, language))
        return text

    def search(self, query, k, filters):
        chunk = EVIDENCE.chunk
        return [
            replace(EVIDENCE, chunk=replace(chunk, document_id=f"{page}.{filters.language}")) for page in self.pages
        ]


def pages_of_the_corpus(language):
    return {path.name.removesuffix(f".{language}.md") for path in CORPUS.glob(f"articles/*.{language}.md")} | {
        f"domain-{path.name.removesuffix(f'.{language}.md')}" for path in CORPUS.glob(f"domains/*.{language}.md")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_that_answers_exists_in_both_languages(language):
    entries = {path.stem for path in CORPUS.glob("catalogue/*.yml")}
    known = pages_of_the_corpus(language) | entries
    missing = {page for asked in read_questions() for page in asked.documents} - known
    assert not missing


def test_there_are_enough_questions_and_none_twice():
    texts = [text for asked in read_questions() for text in (asked.fr, asked.en)]
    assert len(texts) >= 2 * 60
    assert len(set(texts)) == len(texts)


def test_each_question_is_asked_in_both_languages_among_the_pages_of_both():
    retriever = FakeRetriever("other", "right")
    found = find(retriever, [ASKED])
    assert [(one.asked_in, one.pages_in, one.rank) for one in found] == [
        ("fr", "fr", 2), ("fr", "en", 2), ("en", "fr", 2), ("en", "en", 2),
    ]  # fmt: skip
    assert retriever.queries[0] == ("une question", "fr")
    assert retriever.queries[-1] == ("a question", "en")


@pytest.mark.parametrize(
    ("pages", "rank"),
    [
        (["glossary", "other", "other", "right-too"], 2),
        ([f"other-{n}" for n in range(DEPTH - 1)] + ["right"], DEPTH),
        ([f"other-{n}" for n in range(DEPTH)] + ["right"], None),
        ([], None),
    ],
)
def test_a_page_counts_once_and_the_glossary_does_not_count(pages, rank):
    assert find(FakeRetriever(*pages), [ASKED])[0].rank == rank


def test_the_gap_is_what_recall_loses_across_languages():
    found = [
        Found("a", "fr", "fr", 1), Found("b", "fr", "fr", 4), Found("a", "en", "en", 1), Found("b", "en", "en", 2),
        Found("a", "fr", "en", 2), Found("b", "fr", "en", None), Found("a", "en", "fr", 1), Found("b", "en", "fr", 5),
    ]  # fmt: skip
    measured = measure(found)
    assert measured["fr to en"] == {"questions": 2, "recall": 0.5, "mrr": 0.25}
    assert measured["in one language"] == {"questions": 4, "recall": 1.0, "mrr": (1 + 1 / 4 + 1 + 1 / 2) / 4}
    assert gap(measured) == pytest.approx(0.25)
    assert "recall lost across languages: 0.250" in crossing_table(measured)
    assert misses_text(found) == "fr to en  b"
