"""An NLI cross-encoder judges citations by setting, works offline, and a wrong folder is said."""

from __future__ import annotations

import json

import pytest
from fake_encoder import FakeEncoder
from tiny_bert import save_classifier

from assistant.settings import read_settings
from assistant.verification.checker import CitationChecker, Claim, Quote
from assistant.verification.entailment import Entailment, load_entailment
from ingest.errors import ModelError

LABELS = {0: "contradiction", 1: "neutral", 2: "entailment"}
QUOTE = Quote("Le chat noir dort sur le toit de la maison.", "fr")
PARAPHRASE = Claim("Un chat noir se repose sur la maison.", "fr", (QUOTE,))
VERBATIM = Claim(QUOTE.text, "fr", (QUOTE,))
WRONG_NUMBER = Claim("Douze chats dorment sur le toit.", "fr", (QUOTE,))


def save_model(at, labels):
    return save_classifier(at, id2label=labels, label2id={label: number for number, label in labels.items()})


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return save_model(tmp_path_factory.mktemp("nli"), LABELS)


class Figures:
    """Stands for a cross-encoder that gives every pair the same figures."""

    def __init__(self, *figures: float) -> None:
        self.figures = figures
        self.asked: list[tuple[str, str]] = []

    def predict(self, pairs, **options):
        self.asked += pairs
        return [list(self.figures) for _ in pairs]


def checker_with(model: Figures, labels) -> CitationChecker:
    checker = CitationChecker(FakeEncoder())
    checker._entailment = Entailment(lambda: model, labels)
    return checker


def test_a_model_in_a_folder_judges_the_sentences_that_nothing_else_decides(folder, monkeypatch):
    monkeypatch.setenv("EUROCOMMONS_ENTAILMENT_MODEL", str(folder))
    checker = CitationChecker(FakeEncoder(), entailment_model=read_settings().entailment_model)
    [verdict] = checker.check([PARAPHRASE])
    [judged] = load_entailment(str(folder)).judge([(QUOTE.text, PARAPHRASE.text)])
    assert verdict.score == pytest.approx(judged.entailment, abs=1e-5)
    assert 0 < judged.entailment + judged.contradiction < 1


@pytest.mark.parametrize(
    ("labels", "figures"),
    [
        (("contradiction", "neutral", "entailment"), (0, 0, 9)),
        (("entailment", "neutral", "contradiction"), (9, 0, 0)),
        (("neutral", "contradiction", "entailment"), (0, 0, 9)),
    ],
)
def test_the_order_of_the_labels_is_read(labels, figures):
    [verdict] = checker_with(Figures(*figures), labels).check([PARAPHRASE])
    assert verdict.supported
    [verdict] = checker_with(Figures(*figures), labels[::-1]).check([PARAPHRASE])
    assert verdict.supported == (labels[::-1].index("entailment") == figures.index(9))


def test_it_refuses_what_the_quote_does_not_entail():
    [verdict] = checker_with(Figures(0, 9, 0), ("contradiction", "neutral", "entailment")).check([PARAPHRASE])
    assert (verdict.supported, verdict.reasons) == (False, ("entailment",))


def test_it_has_to_be_surer_of_a_model_that_invents():
    checker = checker_with(Figures(0, 0, 2), ("contradiction", "neutral", "entailment"))
    [even], [rare] = checker.check([PARAPHRASE]), checker.check([PARAPHRASE], prior=0.1)
    assert even.supported
    assert (rare.supported, rare.score, rare.reasons) == (False, even.score, ("doubtful",))


def test_it_is_asked_neither_of_what_is_word_for_word_nor_of_what_a_strict_check_refused():
    model = Figures(9, 0, 0)
    verdicts = checker_with(model, ("entailment", "neutral", "contradiction")).check([VERBATIM, WRONG_NUMBER])
    assert [verdict.supported for verdict in verdicts] == [True, False]
    assert model.asked == []


def test_without_the_setting_there_is_none(monkeypatch):
    monkeypatch.delenv("EUROCOMMONS_ENTAILMENT_MODEL", raising=False)
    assert load_entailment(read_settings().entailment_model) is None


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(ModelError, match=r"EUROCOMMONS_ENTAILMENT_MODEL.*no such folder"):
        CitationChecker(FakeEncoder(), entailment_model=str(tmp_path / "absent"))


def test_another_sort_of_model_is_said(tmp_path):
    (tmp_path / "config.json").write_text(json.dumps({"architectures": ["BertModel"]}))
    with pytest.raises(ModelError, match="BertModel, which scores no pair"):
        load_entailment(str(tmp_path))


def test_labels_that_are_not_those_of_inference_are_said(tmp_path):
    save_model(tmp_path, {0: "spam", 1: "ham"})
    with pytest.raises(ModelError, match="labels are spam, ham: entailment and contradiction are needed"):
        load_entailment(str(tmp_path))
