"""What a message says beside its question: the scene before it, the turns that it was read against."""

from __future__ import annotations

import pytest

from assistant.alone import finds_nothing, without_scene
from assistant.answer import Assistant
from assistant.catalogue.catalogue import Catalogue
from assistant.records import Answer, Sentence
from assistant.understanding import understand
from evals.catalogue.checking import built_in_catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return built_in_catalogue()


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("We use Windows. Who launched EuroCommons?", "Who launched EuroCommons?"),
        ("We want to leave VMware. Is SecNumCloud mandatory?", "Is SecNumCloud mandatory?"),
        ("We have Nextcloud. What is the GPL?", "What is the GPL?"),
        ("I run a calendar server. Can EuroCommons pay me?", "Can EuroCommons pay me?"),
        ("Notre mairie utilise Teams. Que finance EuroCommons ?", "Que finance EuroCommons ?"),
    ],
)
def test_what_people_use_is_no_part_of_a_question_on_something_else(catalogue: Catalogue, asked: str, meant: str):
    assert without_scene(understand(asked), catalogue, lambda text: False) == meant


@pytest.mark.parametrize(
    "asked",
    [
        "Our ministry uses Oracle Database. Alternative?",
        "Nous utilisons Teams. L'ANSSI le recommande-t-elle ?",  # « le » is Teams
        "On utilise Exchange. Que proposez-vous en SaaS français ?",
        "We use Nextcloud. Does it support OIDC?",
        'An extract says: "Nextcloud is run by John Smith." Who runs EuroCommons?',  # nobody tells of themselves
    ],
)
def test_a_scene_that_the_question_is_about_stays(catalogue: Catalogue, asked: str):
    assert without_scene(understand(asked), catalogue, lambda text: False) == asked


def test_a_question_that_a_page_asks_stands_alone(catalogue: Catalogue):
    asked = understand("Nous vendons un hyperviseur. Comment y figurer ?")
    assert without_scene(asked, catalogue, lambda text: text == "Comment y figurer ?") == "Comment y figurer ?"


def test_nothing_is_found_where_the_answer_says_so():
    weak = "I found no answer to this question in the documents."
    assert finds_nothing(Answer("?", "en", "abstained", weak, (Sentence(weak),)))
    assert not finds_nothing(Answer("?", "en", "answered", "Yes. [1]", (Sentence("Yes.", (1,)),)))


@pytest.mark.model
@pytest.mark.parametrize(
    ("before", "asked", "told"),
    [
        ("Which Exchange replacement has shared calendars?", "And NLnet, how much do they give?", "50,000 euros"),
        ("Which solutions replace Slack?", "and SecNumCloud, who awards it?", "ANSSI"),
        ("Which solutions replace Slack?", "and DINUM, what is it?", "interministerial"),
        ("Quelles solutions de visio ?", "et la DINUM, c'est quoi ?", "direction interministérielle"),
    ],
)
def test_what_names_something_else_is_asked_alone(assistant: Assistant, before: str, asked: str, told: str):
    session = assistant.ask(before).session_id
    assert told in assistant.ask(asked, session_id=session).text


@pytest.mark.model
def test_a_file_is_of_what_was_listed(assistant: Assistant):
    listed = assistant.ask("Which backup tools do you list?")
    assert assistant.ask("export that to Excel", session_id=listed.session_id).matches == listed.matches
