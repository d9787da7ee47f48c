"""Which language a question, a passage or a document is in."""

from pathlib import Path

import pytest
import yaml

from ingest.language import detect_document, detect_text
from ingest.records import LANGUAGES, Language

CASES = yaml.safe_load((Path(__file__).parents[1] / "data" / "short_questions.yml").read_text(encoding="utf-8"))
FRENCH = "Le programme réunit des organisations européennes autour de communs numériques et de standards ouverts."
ENGLISH = "The programme brings together European organisations that share digital commons and open standards."


MISSED = [(question, code) for code in LANGUAGES for question in CASES["missed"][code]]


def other(language: Language) -> Language:
    return "en" if language == "fr" else "fr"


@pytest.mark.parametrize(("question", "language"), [(q, code) for code in LANGUAGES for q in CASES[code]])
def test_short_question_is_recognised_against_the_default(question: str, language: Language) -> None:
    assert detect_text(question, default=other(language)) == language


def test_few_short_questions_are_missed():
    told = [(question, code) for code in LANGUAGES for question in CASES[code]]
    wrong = [question for question, code in MISSED if detect_text(question, default=other(code)) != code]
    assert len(told) + len(MISSED) >= 300
    assert len(wrong) <= 0.03 * (len(told) + len(MISSED)), wrong


@pytest.mark.parametrize("default", LANGUAGES)
@pytest.mark.parametrize("question", CASES["either"])
def test_what_reads_the_same_in_both_takes_the_default(question: str, default: Language) -> None:
    assert detect_text(question, default) == default


@pytest.mark.parametrize(("text", "language"), [(FRENCH, "fr"), (ENGLISH, "en"), (FRENCH.upper(), "fr")])
def test_sentence(text: str, language: Language) -> None:
    assert detect_text(text, default=other(language)) == language


def test_typographic_apostrophe_counts_like_the_plain_one() -> None:
    assert detect_text("l’annuaire d’Authentik", "en") == detect_text("l'annuaire d'Authentik", "en") == "fr"


def test_third_language_gets_one_of_the_two() -> None:
    assert detect_text("Wer betreibt das Programm und was kostet es?", "fr") in LANGUAGES


@pytest.mark.parametrize(("paragraph", "language"), [(FRENCH, "fr"), (ENGLISH, "en")])
def test_document_in_one_language(paragraph: str, language: Language) -> None:
    assert detect_document("\n\n".join([paragraph] * 5)) == language


def test_document_half_in_each_language_is_mixed() -> None:
    assert detect_document("\n\n".join([FRENCH, ENGLISH] * 3)) is None


def test_quotation_does_not_make_a_document_mixed() -> None:
    assert detect_document("\n\n".join([FRENCH] * 9 + [ENGLISH])) == "fr"


def test_names_do_not_vote() -> None:
    names = "Nextcloud Hub, Collabora Online, Open-Xchange, Matrix Synapse, Element, Jitsi Meet"
    assert detect_document("\n\n".join([FRENCH, names, names, names])) == "fr"


def test_second_half_of_a_long_document_counts() -> None:
    assert detect_document("\n\n".join([FRENCH] * 900 + [ENGLISH] * 600)) is None


@pytest.mark.parametrize("text", ["", "\n\n", "1234 5678"])
def test_document_without_words_gets_a_language(text: str) -> None:
    assert detect_document(text) in LANGUAGES
