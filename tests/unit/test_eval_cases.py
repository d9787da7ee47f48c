"""Suite files: what is read, and what is refused with the file, the case and the key."""

from pathlib import Path

import pytest
import yaml

from evals.errors import SuiteError, UnknownSuite
from evals.suites_format.yaml_files import SUITES, load_suites, read_suite, suite_files, write_suite
from ingest.records import LANGUAGES

CORPUS = Path(__file__).parents[2] / "corpus"
GOOD = {"id": "what-fr", "language": "fr", "question": "Qu'est-ce qu'EuroCommons ?", "status": "answered"}


@pytest.fixture
def suite(tmp_path):
    """Writes a suite of the cases given and returns its path."""

    def write(*cases):
        path = tmp_path / "mine.yml"
        path.write_text(yaml.safe_dump({"cases": list(cases)}, allow_unicode=True), encoding="utf-8")
        return path

    return write


def refusal(path):
    with pytest.raises(SuiteError) as error:
        read_suite(path)
    assert str(path) in str(error.value)
    return str(error.value)


def test_a_case_needs_no_more_than_a_question_and_a_status(suite):
    (case,) = read_suite(suite(GOOD)).cases

    assert (case.status, case.documents, case.pair) == (("answered",), (), None)


def test_every_problem_of_a_file_is_named_at_once(suite):
    message = refusal(suite({**GOOD, "status": "refused"}, {**GOOD, "id": "b", "facts": ["("]}, {**GOOD, "id": "c"}))

    assert [name in message for name in ("case what-fr", "case b", "case c")] == [True, True, False]


def test_the_top_of_a_file_fills_in_what_its_cases_leave_out(tmp_path):
    path = tmp_path / "mine.yml"
    cases = [GOOD, {**GOOD, "id": "other", "owner": "Luc"}]
    top = {"owner": "Ada", "added": "2026-11-20", "group": "newcomers"}
    path.write_text(yaml.safe_dump({**top, "cases": cases}), encoding="utf-8")
    first, second = read_suite(path).cases

    assert (first.owner, second.owner) == ("Ada", "Luc")
    assert (first.group, str(second.added)) == ("newcomers", "2026-11-20")


def test_one_value_stands_for_a_list_of_one(suite):
    (case,) = read_suite(suite({**GOOD, "facts": "oui", "expected": {"want": {"need": "chat"}}})).cases

    assert (case.facts, case.expected.want) == (("oui",), {"need": ["chat"]})


def test_an_expected_set_is_a_wish_for_the_filter(suite):
    asked = {"want": {"need": ["chat"], "country": ["DE", "FR"]}, "without": {"licence": ["AGPL"]}, "except": ["zulip"]}
    (case,) = read_suite(suite({**GOOD, "expected": asked})).cases

    assert sorted((one.kind, one.values, one.negated) for one in case.expected.wish()) == [
        ("country", ("DE", "FR"), False),
        ("licence", ("AGPL",), True),
        ("need", ("chat",), False),
    ]
    assert case.expected.except_ == ("zulip",)


def test_a_suite_reads_back_as_it_was_written(suite, tmp_path):
    full = {
        "turns": ["Bonjour", "Et après ?"],
        "typed_facts": [{"entry": "keycloak", "fact": "licence"}],
        "expected": {"want": {"support": True}, "except": ["zulip"], "limit": 2},
        "added": "2026-11-20",
        "entries": {"any": ["zulip"]},
    }
    read = read_suite(suite({**GOOD, **full}))
    write_suite(read.cases, tmp_path / "copy.yml")

    assert read_suite(tmp_path / "copy.yml").cases == read.cases


def test_several_statuses_can_be_right(suite):
    (case,) = read_suite(suite({**GOOD, "status": ["abstained", "partial"]})).cases

    assert case.status == ("abstained", "partial")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"fact": ["programme"]}, ["what-fr", "fact:", "facts"]),
        ({"entries": {"every": ["nextcloud"]}}, ["what-fr", "entries.every"]),
        ({"status": "refused"}, ["what-fr", "status"]),
        ({"status": []}, ["what-fr", "status"]),
        ({"language": "de"}, ["what-fr", "language"]),
        ({"facts": ["(open"]}, ["what-fr", "facts", "(open"]),
        ({"question": "  "}, ["what-fr", "question"]),
        ({"status": "abstained", "facts": ["oui"]}, ["what-fr", "abstain"]),
        ({"pair": "what"}, ["pair: what", "what-fr"]),
        ({"group": "quiz"}, ["what-fr", "group", "'quiz'", "'newcomers'"]),
        ({"domain": "gardening"}, ["what-fr", "domain", "gardening"]),
        ({"added": "yesterday"}, ["what-fr", "added", "yesterday"]),
        ({"typed_facts": [{"entry": "keyclok", "fact": "licence"}]}, ["what-fr", "typed_facts.0.entry", "keyclok"]),
        ({"typed_facts": [{"entry": "keycloak", "fact": "colour"}]}, ["what-fr", "typed_facts.0.fact", "colour"]),
        ({"expected": {"want": {"need": ["chatt"]}}}, ["what-fr", "expected", "'chatt'", "mean 'chat'"]),
        ({"expected": {"want": {"needs": ["chat"]}}}, ["what-fr", "expected", "criterion 'needs'"]),
        ({"expected": {"want": {"country": [False]}}}, ["what-fr", "expected.want.country"]),
        ({"expected": {"want": {"support": ["yes"]}}}, ["what-fr", "expected.want", "support"]),
        ({"expected": {"limit": 3}}, ["what-fr", "expected", "nothing is asked"]),
        ({"documents": ["event"], "forbidden_documents": ["event"]}, ["what-fr", "event", "forbidden"]),
    ],
)
def test_a_wrong_case_is_refused_by_name(suite, change, words):
    message = refusal(suite({**GOOD, **change}))

    assert [word for word in words if word not in message] == []


def test_a_case_without_id_is_named_by_its_number(suite):
    assert "case number 2" in refusal(suite(GOOD, {"question": "Quoi ?"}))


def test_two_cases_cannot_share_an_id(suite):
    assert "same id" in refusal(suite(GOOD, GOOD))


def test_a_pair_is_one_question_in_each_language(suite):
    french = {**GOOD, "pair": "what"}

    assert "what-2" in refusal(suite(french, {**french, "id": "what-2"}))
    assert len(read_suite(suite(french, {**french, "id": "what-en", "language": "en"})).cases) == 2


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("cases: [", "not valid YAML"),
        ("cases: []", "no case"),
        ("- id: x", "'cases'"),
        ("cases: {}\nother: 1", "'cases'"),
        ("cases:\n- id: a\n  id: b\n", "twice"),
        ("cases:\n- ? [a, b]\n  : 1\n", "not valid YAML"),
    ],
)
def test_a_file_that_holds_no_cases_is_refused(tmp_path, text, word):
    path = tmp_path / "broken.yml"
    path.write_text(text, encoding="utf-8")

    assert word in refusal(path)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    path = tmp_path / "latin.yml"
    path.write_bytes("cases: [é]".encode("latin-1"))

    assert "cannot be read" in refusal(path)


def test_an_unknown_suite_names_those_that_exist(suite):
    path = suite(GOOD)

    with pytest.raises(UnknownSuite, match="no suite is called other; there are: mine"):
        load_suites(["mine", "other"], path.parent)


def test_a_suite_asked_twice_is_loaded_once(suite):
    assert [one.name for one in load_suites(["mine", "mine"], suite(GOOD).parent)] == ["mine"]


def test_the_suites_that_come_with_the_assistant_are_well_formed():
    suites = load_suites()
    cases = [case for suite in suites for case in suite.cases]

    assert [suite.name for suite in suites] == list(suite_files(SUITES))
    assert sum(case.pair is not None for case in cases) / len(cases) > 0.6
    assert len({case.question for case in cases}) == len(cases)


def test_expected_documents_and_entries_exist_in_the_corpus():
    pages = {
        yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1])["id"]
        for folder in ("articles", "domains")
        for path in (CORPUS / folder).glob("*.md")
    }
    pages |= {f"glossary.{language}" for language in LANGUAGES}
    entries = {path.stem for path in (CORPUS / "catalogue").glob("*.yml")}
    documents = pages | {f"{entry}.{language}" for entry in entries for language in LANGUAGES}
    for suite in load_suites():
        for case in suite.cases:
            for expected in (*case.documents, *case.forbidden_documents):
                assert expected in documents or f"{expected}.{case.language}" in documents, (case.id, expected)
            named = {*case.entries.all, *case.entries.any, *case.entries.none}
            assert named <= entries, (case.id, named - entries)
