"""A person reviews candidates at a terminal or in a spreadsheet, and nothing is lost."""

import json
from argparse import Namespace
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from assistant.conversation.state import Turn
from assistant.conversation.store import SessionStore
from assistant.feedback import Feedback, FeedbackStore
from assistant.records import Answer, Citation
from assistant.settings import Settings
from evals.errors import TableError
from evals.review.commands import review_command
from evals.review.desk import candidates
from evals.review.proposing import proposed
from evals.review.terminal import Review, described
from evals.review.texts import texts_in
from evals.suite_commands import import_command
from evals.suites_format.importing import read_table
from evals.suites_format.tables import read_rows, write_rows
from evals.suites_format.yaml_files import load_suites, read_suite

CITED = Citation(
    1, "keycloak.fr", "keycloak.fr#0", "Keycloak", "catalogue", "fr", None, None, "Licence : Apache.", 0, 17
)
ANSWER = Answer(
    "Licence de Keycloak svp ?", "fr", "answered", "Apache. [1]", citations=(CITED,),
    matches=({"id": "keycloak", "name": "Keycloak"},),
    constraints={"intent": "fact", "fact_field": "licence", "entries": ["keycloak"]},
)  # fmt: skip
ENTER = ""


@pytest.fixture
def settings(tmp_path):
    """A home in which two questions wait: one that was disliked, one without an answer."""
    settings = Settings(home=tmp_path)
    sessions = SessionStore(settings.sessions_database)
    abstained = replace(ANSWER, question="Qui paie ?", status="abstained", text="Rien. \x1b[2J", constraints={})
    sessions.add("a", Turn(ANSWER, ANSWER.question))
    sessions.add("b", Turn(abstained, abstained.question))
    said = {"session_id": "a", "reasons": ("unclear",), "comment": "Trop court."}
    FeedbackStore(settings.database).add(Feedback(ANSWER.question, "down", **said))
    return settings


class Person:
    """Types lines in turn, then closes the input."""

    def __init__(self, *lines):
        self._lines = list(lines)
        self.read = []

    def ask(self, prompt):
        self.read.append(prompt)
        if not self._lines:
            raise EOFError
        return self._lines.pop(0)

    def review(self, settings, language="fr"):
        review = Review(settings, "from-use", self.ask, self.read.append, texts_in(language))
        review.run(candidates(settings))
        return "\n".join(self.read)


def edits(**typed):
    """What is typed at each field: nothing keeps what is proposed."""
    fields = ("question", "status", "documents", "facts", "typed_facts", "group", "domain", "reference", "owner", "id")
    return [*(typed.get(name, ENTER) for name in fields), typed.get("twin", ENTER)]


def own_cases(settings):
    return read_suite(settings.home / "suites" / "from-use.yml").cases


def of(settings, question):
    return next(one for one in candidates(settings) if one.question == question)


def test_a_person_accepts_with_a_twin_and_rejects(settings):
    asked = [one.question for one in candidates(settings)]
    accepting = [
        "a",
        *edits(owner="ada", question="Sous quelle licence est Keycloak ?", twin="Keycloak's licence?"),
        "o",
    ]
    rejecting = ["r", "hors sujet"]
    keycloak_first = asked[0].startswith("Licence")
    Person(*(accepting + rejecting if keycloak_first else rejecting + accepting)).review(settings)
    french, english = own_cases(settings)
    assert (french.question, french.owner, french.status) == (
        "Sous quelle licence est Keycloak ?",
        "ada",
        ("answered",),
    )
    assert french.documents == english.documents == ("keycloak",)
    assert [fact.fact for fact in french.typed_facts] == ["licence"]
    assert (french.group, french.domain) == ("catalogue-facts", "directories-and-identity")
    assert (english.language, english.question, english.pair) == ("en", "Keycloak's licence?", french.pair)
    assert candidates(settings) == []
    assert "from-use" in [suite.name for suite in load_suites((), settings.home / "suites")]


def test_quitting_keeps_what_was_decided(settings):
    said = Person("r", "raison", "q").review(settings)
    assert len(candidates(settings)) == 1
    assert "rejetées\u00a0: 1" in said


def test_a_closed_input_in_the_middle_of_a_case_decides_nothing(settings):
    Person("a", "Une autre question ?").review(settings)
    assert len(candidates(settings)) == 2
    assert not (settings.home / "suites").exists()


def test_skipping_and_cancelling_decide_nothing(settings):
    Person("a", *edits(), "b", "p").review(settings)
    assert len(candidates(settings)) == 2


def test_a_wrong_value_is_said_and_asked_again(settings):
    wrong, right = edits(status="yes"), edits(status="answered; partial")
    said = Person("a", *wrong, *right, "o", "q").review(settings)
    assert "yes" in said
    assert "Ce n’est pas encore" in said
    assert own_cases(settings)[0].status == ("answered", "partial")


def test_an_unknown_letter_is_asked_again(settings):
    assert "'x'" in Person("x", "q").review(settings, "en")


def test_the_screen_shows_why_and_the_answer_and_nothing_that_orders_the_terminal(settings):
    shown = described(of(settings, ANSWER.question), texts_in("en"))
    for part in ("Licence de Keycloak svp ?", "“it is not clear”", "Trop court.", "Apache. [1]", "[1] keycloak.fr"):
        assert part in shown
    assert "\x1b" not in described(of(settings, "Qui paie ?"), texts_in("fr"))


def test_what_a_misled_answer_cited_is_not_proposed(settings):
    candidate = replace(of(settings, ANSWER.question), reasons=("wrong",))
    assert "documents" not in proposed(candidate, date(2026, 11, 26))


def test_an_abstention_is_proposed_as_right_unless_a_reader_disliked_it(settings):
    candidate = of(settings, "Qui paie ?")
    assert proposed(candidate, date(2026, 11, 26))["status"] == "abstained"
    assert proposed(replace(candidate, why=("disliked",)), date(2026, 11, 26))["status"] == "answered"


def command(settings, **given):
    defaults = {"list": False, "json": False, "export": None, "suite": "from-use", "limit": None, "force": False}
    return review_command(Namespace(**defaults | given), settings, "en")


def test_the_list_as_json_holds_the_case_that_would_be_proposed(settings, capsys):
    assert command(settings, json=True) == 0
    listed = json.loads(capsys.readouterr().out)["candidates"]
    assert {one["proposed"]["id"] for one in listed} == {"licence-de-keycloak-svp-fr", "qui-paie-fr"}


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_spreadsheet_is_filled_by_a_person_and_imported(settings, tmp_path, capsys, ending):
    path = tmp_path / f"candidates.{ending}"
    assert command(settings, export=str(path)) == 0
    with pytest.raises(TableError, match="row 2, column status"):
        read_table(path)
    header, *rows = read_rows(path)
    names = [header.cells[place] for place in sorted(header.cells)]
    filled = [[row.cells.get(place, "abstained" if name == "status" else "") for place, name in enumerate(names)]
              for row in rows if "Qui paie" in "".join(row.cells.values())]  # fmt: skip
    write_rows([names, *filled], path)
    assert import_command(Namespace(file=str(path), out="mine", force=False, json=False), settings) == 0
    assert [case.question for case in read_suite(settings.home / "suites" / "mine.yml").cases] == ["Qui paie ?"]
    assert [one.question for one in candidates(settings)] == [ANSWER.question]


def test_the_spreadsheet_keeps_every_status_for_the_person(settings, tmp_path):
    assert command(settings, export=str(tmp_path / "c.xlsx")) == 0
    header, *rows = load_workbook(tmp_path / "c.xlsx").active.iter_rows(values_only=True)
    assert [row[header.index("status")] for row in rows] == [None, None]


def test_without_a_terminal_the_command_says_what_to_do(settings, capsys):
    assert command(settings) == 2
    assert "--export" in capsys.readouterr().err


def test_a_wrong_name_of_a_suite_is_told_before_the_first_decision(settings, capsys):
    assert command(settings, suite="newcomers") == 2
    assert "built-in suite" in capsys.readouterr().err


def test_no_candidate_is_said(tmp_path, capsys):
    assert command(Settings(home=tmp_path), list=True) == 0
    assert "No candidate" in capsys.readouterr().out
