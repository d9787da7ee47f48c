"""A rewriter may settle what the rules do not; what cannot be trusted in its words falls back to the rules."""

import pytest

from assistant.errors import AssistantError
from evals.catalogue.checking import built_in_catalogue
from evals.dialogues.playing import without_model

FIRST = "Quelles alternatives à Slack ?"
UNSETTLED = "et niveau ergonomie, ça donne quoi pour les agents de terrain ?"


class Fake:
    """Rewrites to what it is told, and remembers what it was asked."""

    def __init__(self, *rewritten):
        self.rewritten = list(rewritten)
        self.asked = []

    def rewrite(self, question, turns, language):
        self.asked.append((question, [turn.standalone for turn in turns], language))
        found = self.rewritten.pop(0)
        if isinstance(found, Exception):
            raise found
        return found


@pytest.fixture(scope="module")
def catalogue():
    return built_in_catalogue()


def converse(catalogue, rewriter, *questions):
    ask = without_model(catalogue, rewriter)
    return [ask(question) for question in questions]


def test_what_the_rules_do_not_settle_is_rewritten_and_searched(catalogue):
    fake = Fake("Quelle est l'ergonomie des alternatives libres pour les agents de terrain ?")
    answer = converse(catalogue, fake, FIRST, UNSETTLED)[1]
    assert fake.asked == [(UNSETTLED, [FIRST], "fr")]
    assert answer.understood_as.startswith("Quelle est l'ergonomie")


def test_a_rewritten_question_is_read_like_any_other(catalogue):
    fake = Fake("Quelle est la licence de Zulip ?")
    answer = converse(catalogue, fake, FIRST, UNSETTLED)[1]
    assert answer.constraints["entries"] == ["zulip"]
    assert answer.constraints["fact_field"] == "licence"
    assert answer.understood_as == "licence de Zulip"


def test_what_follows_goes_on_from_the_rewritten_question(catalogue):
    fake = Fake("Quelle est la licence de Zulip ?")
    answer = converse(catalogue, fake, FIRST, UNSETTLED, "et Mattermost ?")[2]
    assert (answer.constraints["entries"], answer.constraints["fact_field"]) == (["mattermost"], "licence")


@pytest.mark.parametrize(
    "settled",
    ["seulement les allemandes", "compare les deux premiers", "merci", "Licence de GLPI ?", "Qui dirige OW2 ?"],
)
def test_what_the_rules_settle_is_not_rewritten(catalogue, settled):
    fake = Fake()
    converse(catalogue, fake, FIRST, settled)
    assert fake.asked == []


def test_a_first_question_is_not_rewritten(catalogue):
    fake = Fake()
    converse(catalogue, fake, UNSETTLED)
    assert fake.asked == []


@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        "",
        "?!",
        UNSETTLED,
        "What is the usability of the alternatives to Slack for the people in the field?",
        "Quelle est l'ergonomie de Zorglubex pour les agents de terrain ?",
        "Quelle est l'ergonomie de Martin Dupont pour les agents de terrain ?",
        "L'ergonomie de Zulip est bonne pour les agents de terrain.",
        "L'ergonomie des alternatives, leur rapidité, leur apprentissage, leur couleur et leur météo pour les agents ?",
        "ergonomie " * 60,
        AssistantError("the model does not answer"),
    ],
)
def test_failure_and_nonsense_fall_back_to_the_rules(catalogue, nonsense):
    by_rules = converse(catalogue, None, FIRST, UNSETTLED)[1]
    answer = converse(catalogue, Fake(nonsense), FIRST, UNSETTLED)[1]
    assert (answer.understood_as, answer.constraints) == (by_rules.understood_as, by_rules.constraints)


def test_a_rewriting_that_leaves_out_what_was_named_is_dropped(catalogue):
    question = "et niveau ergonomie, ça donne quoi face à Mattermost ?"
    by_rules = converse(catalogue, None, FIRST, question)[1]
    answer = converse(catalogue, Fake("Quelle est l'ergonomie de Zulip ?"), FIRST, question)[1]
    assert answer.understood_as == by_rules.understood_as
