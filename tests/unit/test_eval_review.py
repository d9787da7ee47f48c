"""From use to tests: what readers disliked or got no answer to becomes cases, once a person accepts them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.conversation.state import Turn
from assistant.conversation.store import SessionStore
from assistant.feedback import Feedback, FeedbackStore
from assistant.records import Answer
from assistant.settings import Settings
from evals.cases import Case
from evals.errors import AlreadyDecided, NoSuchCandidate, OutputError, SuiteError
from evals.review.desk import accept, candidates, reject
from evals.suites_format.places import own_suites
from evals.suites_format.yaml_files import SUITES, load_suites, read_suite

ABSTAINED = Answer("Qui finance Exemplix ?", "fr", "abstained", "Les documents ne le disent pas.", snapshot="s1")
LONG_AGO = datetime.now(UTC) - timedelta(days=3)


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path)


@pytest.fixture
def asked(settings):
    """Keeps a turn as the assistant does."""

    def add(question, status="abstained", session="s", standalone=None, **changes):
        answer = replace(ABSTAINED, question=question, status=status, **changes)
        turn = Turn(answer, question if standalone is None else standalone)
        SessionStore(settings.sessions_database).add(session, turn)

    return add


@pytest.fixture
def disliked(settings):
    def add(question, **said):
        FeedbackStore(settings.database).add(Feedback(question, "down", **said))

    return add


def case_of(question="Qui finance Exemplix ?", **keys):
    return Case.model_validate({"id": "mine-fr", "language": "fr", "question": question, "status": "abstained"} | keys)


def test_a_question_without_an_answer_is_a_candidate(settings, asked):
    asked("Qui finance Exemplix ?")
    asked("Sous quelle licence est Keycloak ?", "answered")
    (one,) = candidates(settings)
    assert (one.question, one.language, one.why, one.count, one.snapshot) == (
        "Qui finance Exemplix ?", "fr", ("abstained",), 1, "s1",
    )  # fmt: skip
    assert one.answer.text == "Les documents ne le disent pas."


def test_the_same_question_asked_again_is_one_candidate_and_the_most_asked_comes_first(settings, asked):
    asked("Quel âge a Exemplix ?", session="a")
    asked("Qui finance Exemplix ?", session="a")
    asked("QUI FINANCE EXEMPLIX", "partial", session="b")
    asked("Quel âge a Exemplix ?", "answered", session="c")
    first, second = candidates(settings)
    assert (first.question, first.count, first.why) == ("QUI FINANCE EXEMPLIX", 2, ("partial", "abstained"))
    assert second.count == 1
    assert candidates(settings, limit=1) == [first]


def test_an_opinion_brings_its_reasons_and_the_answer_of_its_session(settings, asked, disliked):
    asked("Licence d'Exemplix ?", "answered", text="MIT. [1]", session="her")
    disliked("Licence d'Exemplix ?", session_id="her", reasons=("wrong",), comment="C'est l'EUPL.", snapshot="s2")
    (one,) = candidates(settings)
    assert (one.why, one.reasons, one.comments, one.snapshot) == (("disliked",), ("wrong",), ("C'est l'EUPL.",), "s2")
    assert one.answer.text == "MIT. [1]"


def test_an_opinion_whose_conversation_is_forgotten_is_a_candidate_without_an_answer(settings, disliked):
    disliked("What does Exemplix cost?", session_id="gone", created_at=LONG_AGO)
    (one,) = candidates(settings)
    assert (one.language, one.answer, one.last_asked) == ("en", None, LONG_AGO)


def test_an_abstention_that_is_disliked_besides_was_asked_once(settings, asked, disliked):
    asked("Qui finance Exemplix ?", session="his")
    disliked("Qui finance Exemplix ?", session_id="his")
    (one,) = candidates(settings)
    assert (one.count, one.why) == (1, ("disliked", "abstained"))


def test_an_opinion_that_praises_makes_no_candidate(settings):
    FeedbackStore(settings.database).add(Feedback("Qui finance Exemplix ?", "up"))
    assert candidates(settings) == []


@pytest.mark.parametrize(
    ("question", "standalone"), [("Merci beaucoup !", ""), ("et lui ?", ""), ("Bonjour", "Bonjour")]
)
def test_courtesies_and_follow_ups_of_nothing_are_no_candidates(settings, asked, question, standalone):
    asked(question, standalone=standalone)
    assert candidates(settings) == []


def test_a_follow_up_comes_with_the_question_before_it(settings, asked):
    asked("Parle-moi d'Exemplix", "answered")
    asked("Merci", "answered", standalone="")
    asked("et son prix ?", standalone="prix d'Exemplix", understood_as="prix d'Exemplix")
    (one,) = candidates(settings)
    assert (one.question, one.before) == ("et son prix ?", "Parle-moi d'Exemplix")


def test_a_candidate_does_not_say_whose_session_it_was(settings, asked):
    asked("Qui finance Exemplix ?", session="secret-session", session_id="secret-session")
    assert "secret-session" not in repr(candidates(settings))


def test_an_accepted_candidate_is_in_the_suite_and_does_not_come_back(settings, asked):
    asked("Qui finance Exemplix ?")
    (one,) = candidates(settings)
    path = accept(settings, one.id, case_of())
    assert path == settings.home / "suites" / "from-use.yml"
    assert read_suite(path).cases == (case_of(),)
    asked("qui finance exemplix", session="later")
    assert candidates(settings) == []
    with pytest.raises(AlreadyDecided, match=one.id):
        accept(settings, one.id, case_of(id="again"))
    assert len(read_suite(path).cases) == 1


def test_a_reworded_case_settles_its_candidate(settings, asked):
    asked("Bonjour ici M. Martin qui finance Exemplix ?")
    accept(settings, candidates(settings)[0].id, case_of())
    assert candidates(settings) == []


def test_a_rejected_candidate_does_not_come_back(settings, asked):
    asked("azertyuiop")
    (one,) = candidates(settings)
    reject(settings, one.id, "not a question")
    assert candidates(settings) == []
    with pytest.raises(AlreadyDecided):
        reject(settings, one.id, "twice")


def test_what_a_suite_asks_already_is_no_candidate(settings, asked):
    asked(load_suites(["unanswerable"])[0].cases[0].question)
    assert candidates(settings) == []


def test_an_unknown_candidate_is_refused(settings):
    with pytest.raises(NoSuchCandidate, match="nothing"):
        reject(settings, "nothing", "")


def test_a_case_goes_with_its_twin_and_half_a_pair_is_refused(settings, asked):
    asked("Qui finance Exemplix ?")
    (one,) = candidates(settings)
    with pytest.raises(SuiteError, match="one question in French and one in English"):
        accept(settings, one.id, case_of(pair="mine"))
    assert [each.id for each in candidates(settings)] == [one.id]
    twin = case_of("Who pays for Exemplix?", id="mine-en", language="en", pair="mine")
    path = accept(settings, one.id, case_of(pair="mine"), twin=twin)
    assert [case.language for case in read_suite(path).cases] == ["fr", "en"]


@pytest.mark.parametrize("name", ["newcomers", "retrieval", "../mine", "Mine"])
def test_the_suite_is_the_organisers_own(settings, asked, name):
    asked("Qui finance Exemplix ?")
    with pytest.raises(OutputError, match="suite"):
        accept(settings, candidates(settings)[0].id, case_of(), suite=name)
    assert len(candidates(settings)) == 1


def own_suite(settings, text):
    path = settings.home / "suites" / "from-use.yml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def test_comments_and_the_order_of_a_suite_stay(settings, asked):
    text = '# Ours.\nowner: ada\ncases:\n  # the first\n  - {id: a, language: fr, question: "A ?", status: answered}\n'
    path = own_suite(settings, text)
    asked("Qui finance Exemplix ?")
    accept(settings, candidates(settings)[0].id, case_of(owner="grace"))
    assert path.read_text(encoding="utf-8").startswith(text)
    assert [(case.id, case.owner) for case in read_suite(path).cases] == [("a", "ada"), ("mine-fr", "grace")]


def test_a_suite_that_cannot_be_appended_to_is_written_anew(settings, asked):
    path = own_suite(settings, 'cases: [{id: a, language: fr, question: "A ?", status: answered}]\nowner: ada\n')
    asked("Qui finance Exemplix ?")
    accept(settings, candidates(settings)[0].id, case_of())
    assert [(case.id, case.owner) for case in read_suite(path).cases] == [("a", "ada"), ("mine-fr", "")]


def test_a_broken_suite_is_left_as_it_is(settings, asked):
    asked("Qui finance Exemplix ?")
    (one,) = candidates(settings)
    path = own_suite(settings, "cases: [{id: a}]")
    with pytest.raises(SuiteError, match=r"from-use\.yml.*case a"):
        accept(settings, one.id, case_of())
    assert path.read_text(encoding="utf-8") == "cases: [{id: a}]"
    assert [file.name for file in path.parent.glob("*.part")] == []


def test_an_id_that_is_taken_is_refused_and_nothing_is_decided(settings, asked):
    own_suite(settings, 'cases: [{id: mine-fr, language: fr, question: "A ?", status: answered}]')
    asked("Qui finance Exemplix ?")
    with pytest.raises(SuiteError, match="another case has the same id"):
        accept(settings, candidates(settings)[0].id, case_of())
    assert len(candidates(settings)) == 1


def test_suites_of_the_home_are_found_beside_the_built_in_ones(settings):
    path = own_suite(settings, 'cases: [{id: a, language: fr, question: "A ?", status: answered}]')
    both = (SUITES, own_suites(settings))
    assert "from-use" in [suite.name for suite in load_suites((), *both)]
    assert [suite.name for suite in load_suites(["newcomers", "from-use"], *both)] == ["newcomers", "from-use"]
    path.rename(path.with_name("newcomers.yml"))
    with pytest.raises(SuiteError, match="rename one of the two files"):
        load_suites((), *both)


def test_a_suite_of_the_home_cannot_take_the_name_of_the_retrieval_suite(settings):
    own_suite(settings, "cases: []").rename(settings.home / "suites" / "retrieval.yml")
    with pytest.raises(SuiteError, match="retrieval"):
        load_suites(["newcomers"], SUITES, own_suites(settings), taken=("retrieval",))
