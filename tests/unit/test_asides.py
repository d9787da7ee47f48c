"""Questions on the conversation itself are answered from its turns."""

from dataclasses import replace

import pytest

from assistant.conversation.asides import aside_of, tell_aside
from assistant.conversation.state import Turn
from assistant.conversation.words import Said
from assistant.records import Answer, Citation, Sentence

CITED = [
    Citation(n, f"d{n}", f"c{n}", f"Page {n}", "article", "fr", None, None, f"Phrase {n}.", 0, 9) for n in (1, 2, 3)
]


def turn(question, *numbers):
    sentences = (Sentence("Sans source.", ()), *(Sentence(f"Phrase {n}.", (n,)) for n in numbers))
    cited = tuple(one for one in CITED if one.n in numbers)
    status = "answered" if numbers else "abstained"
    return Turn(Answer(question, "fr", status, "", sentences=sentences, citations=cited), question)


@pytest.mark.parametrize(
    ("question", "aside"),
    [
        ("d'où tu sors ça ?", "sourcing"),
        ("Source ?", "sourcing"),
        ("where did you read that?", "sourcing"),
        ("How do you know?", "sourcing"),
        ("plus simplement ?", "rewording"),
        ("je n'ai pas compris", "rewording"),
        ("can you say that in simpler words?", "rewording"),
        ("what did I ask first?", "recalling_first"),
        ("quelle était ma question précédente ?", "recalling_last"),
        ("Peux-tu me résumer notre échange ?", "recalling_all"),
        ("what have we talked about so far?", "recalling_all"),
        ("Où sont les sources de Nextcloud ?", None),
        ("What is the source of the AGPL figure in the report?", None),
        ("My first question is: who launched EuroCommons?", None),
        ("Comment expliquer simplement le copyleft ?", None),
        ("In short, who pays?", None),
    ],
)
def test_what_is_asked_of_the_conversation_is_told_from_other_questions(question, aside):
    assert aside_of(Said.of(question), [turn("Qui a lancé EuroCommons ?", 1)]) == aside
    assert aside_of(Said.of(question), []) is None


def test_the_sources_are_those_of_the_last_answer_with_its_quotes():
    turns = [turn("Quoi ?", 1), turn("Qui ?", 2, 3), Turn(turn("merci").answer)]
    answer = tell_aside("sourcing", "Source ?", "fr", turns)
    assert answer.status == "answered"
    assert "«\u00a0Page 2\u00a0» et «\u00a0Page 3\u00a0»" in answer.text
    assert answer.text.endswith("[1][2]")
    assert [one.quote for one in answer.citations] == ["Phrase 2.", "Phrase 3."]


def test_of_many_quotes_one_of_each_page_is_marked():
    many = tuple(replace(CITED[0], n=n, title=f"Page {n % 7}") for n in range(1, 22))
    before = replace(turn("Quoi ?", 1).answer, citations=many)
    answer = tell_aside("sourcing", "source?", "en", [Turn(before, "Quoi ?")])
    assert answer.text.endswith("[1][2][3][4][5]") and "and 2 more" in answer.text


def test_an_answer_that_cites_nothing_is_said_to_cite_nothing():
    answer = tell_aside("sourcing", "source?", "en", [turn("Quoi ?", 1), turn("Qui ?")])
    assert answer.status == "abstained" and not answer.citations


def test_the_gist_is_the_first_sentence_that_cites():
    answer = tell_aside("rewording", "plus simple ?", "fr", [turn("Qui ?", 2, 3)])
    assert [one.text for one in answer.sentences[1:]] == ["Phrase 2."]
    assert answer.text.endswith("Phrase 2. [1]") and [one.n for one in answer.citations] == [1]


def test_questions_are_recalled_without_greetings():
    turns = [turn("Bonjour"), turn("Qui paie ?"), turn("Et quand ?")]
    assert "“Qui paie ?”" in tell_aside("recalling_first", "first?", "en", turns).text
    assert "“Et quand ?”" in tell_aside("recalling_last", "last?", "en", turns).text
    assert "“Qui paie ?” and “Et quand ?”" in tell_aside("recalling_all", "all?", "en", turns).text
    assert "ten" in tell_aside("recalling_first", "first?", "en", [turn("Qui ?")] * 10).text
