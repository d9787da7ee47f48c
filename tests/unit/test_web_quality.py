"""The organisers' pages: closed without the password, and what they show and start with it."""

import re
import threading
import time
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from made_runs import BAD, GOOD, run

from assistant.feedback import Feedback, FeedbackStore
from assistant.settings import Settings
from evals.reasons import Reason
from evals.runs.store import RunStore
from evals.suites_format.yaml_files import read_suite
from ingest.last_run import keep_last
from ingest.report import Failure, IngestReport
from ingest.texts import message
from ui.web.pages import add_assets
from ui.web.quality import bench as bench_module
from ui.web.quality.door import TRIES, Door, TooManyTries
from ui.web.quality.routes import add_quality

PASSWORD = "correct-horse"


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path, quality_password=PASSWORD)


def site(settings):
    app = FastAPI()
    add_assets(app)
    add_quality(app, SimpleNamespace(get=lambda: None), settings, FeedbackStore(settings.database))
    return TestClient(app)


@pytest.fixture
def client(settings):
    return site(settings)


@pytest.fixture
def organiser(client):
    assert client.post("/quality/enter?lang=fr", data={"password": PASSWORD}).status_code == 200
    return client


def test_without_a_password_in_the_settings_there_is_nothing(tmp_path):
    assert site(Settings(home=tmp_path)).get("/quality").status_code == 404


@pytest.mark.parametrize(
    "path", ["", "/runs/run-0", "/compare?a=run-0&b=run-1", "/opinions", "/review", "/corpus", "/progress"]
)
def test_nothing_is_told_before_the_password(client, settings, path):
    RunStore(settings.database).add(run(*GOOD))
    FeedbackStore(settings.database).add(Feedback("Une question secrète ?", "down"))
    page = client.get(f"/quality{path}")
    assert page.status_code == 401
    assert "run-0" not in page.text and "secrète" not in page.text


def test_nothing_starts_before_the_password(client):
    assert client.post("/quality/launch", data={"suite": "newcomers"}).status_code == 401


def test_a_wrong_password_is_refused_and_the_right_one_lets_in(client):
    assert client.post("/quality/enter", data={"password": "wrong"}).status_code == 403
    page = client.post("/quality/enter?lang=en", data={"password": PASSWORD})
    assert page.status_code == 200 and "Launch a run" in page.text


def test_the_cookie_is_for_these_pages_and_for_no_script(client):
    answer = client.post("/quality/enter", data={"password": PASSWORD}, follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert all(each in cookie for each in ("httponly", "samesite=strict", "path=/quality"))


def test_a_form_of_another_site_changes_nothing(organiser):
    answer = organiser.post("/quality/launch", headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 401


def test_who_leaves_is_out(organiser):
    organiser.post("/quality/leave")
    assert organiser.get("/quality").status_code == 401


def test_too_many_tries_wait():
    door = Door(PASSWORD)
    for _ in range(TRIES):
        assert door.enter("wrong") is None
    with pytest.raises(TooManyTries):
        door.enter(PASSWORD)


@pytest.mark.parametrize(("language", "said"), [("fr", "Des seuils sont manqués."), ("en", "Some bounds fall short.")])
def test_the_last_run_is_told_with_its_verdict(organiser, settings, language, said):
    RunStore(settings.database).add(run(*GOOD, days_ago=1))
    RunStore(settings.database).add(run(*GOOD, *BAD))
    html = organiser.get(f"/quality?lang={language}").text
    assert said in html and "<svg" in html and "<script>alert" not in html
    assert html.index(said) < html.index("run-1")


def test_a_run_has_an_address_and_an_unknown_one_says_so(organiser, settings):
    RunStore(settings.database).add(run(*GOOD))
    assert organiser.get("/quality/runs/run-0?lang=fr").status_code == 200
    assert organiser.get("/quality/runs/..%2F..%2Fetc?lang=fr").status_code == 404
    unknown = organiser.get("/quality/runs/nothing?lang=fr")
    assert unknown.status_code == 404 and "n’existe pas" in unknown.text


def test_two_runs_are_compared(organiser, settings):
    worse = [
        *GOOD[1:],
        GOOD[0].model_copy(
            update={"passed": False, "failures": (Reason(check="told", values={"text": ("status: abstained",)}),)}
        ),
    ]
    RunStore(settings.database).add(run(*GOOD, days_ago=1))
    RunStore(settings.database).add(run(*worse))
    html = organiser.get("/quality/compare?a=run-1&b=run-0&lang=en").text
    assert "Worse in B (1)" in html and "Better in B (0)" in html


def test_opinions_are_shown_as_text(organiser, settings):
    FeedbackStore(settings.database).add(
        Feedback("<b>Quand ?</b>", "down", reasons=("incomplete",), comment="<script>alert(1)</script>")
    )
    html = organiser.get("/quality/opinions?lang=fr").text
    assert "Il manque quelque chose" in html and "&lt;script&gt;" in html and "<script>alert" not in html


@pytest.mark.parametrize(("language", "says"), [("fr", "le PDF est chiffré"), ("en", "the PDF is encrypted")])
def test_the_corpus_tells_what_could_not_be_read(organiser, settings, indexed_rows, language, says):
    report = IngestReport(added=2, failed=[Failure("docs/<broken>.pdf", message("pdf_encrypted"))])
    (settings.home / "index").mkdir(exist_ok=True)
    keep_last(report, settings.home / "index")
    html = organiser.get(f"/quality/corpus?lang={language}").text
    assert f"docs/&lt;broken&gt;.pdf</b> {says}" in html


@pytest.fixture
def indexed_rows(monkeypatch):
    """An index of one old document."""
    from ingest.store import DocumentRow
    from ui.web.quality import corpus

    row = DocumentRow("old.fr", "corpus:old", "article", "fr", "Une vieille page", published="2020-01-01")
    monkeypatch.setattr(corpus, "read_snapshot", lambda *_: "abc")
    monkeypatch.setattr(corpus, "read_document_rows", lambda *_: [row])


def test_the_corpus_tells_what_is_old(organiser, indexed_rows):
    html = organiser.get("/quality/corpus?lang=en").text
    assert "Une vieille page" in html and "1 January 2020" in html


def test_a_run_is_launched_once_at_a_time_and_kept(organiser, settings, monkeypatch):
    made, released = run(*GOOD), threading.Event()

    def slowly(subject, suites, settings, options, told):
        told(1, 40)
        released.wait(timeout=20)
        return made

    monkeypatch.setattr(bench_module, "run_suites", slowly)
    monkeypatch.setattr("ui.web.quality.routes.subject_of", lambda *_, **__: None)
    organiser.post("/quality/launch?lang=fr", data={"suite": "newcomers"})
    assert organiser.get("/quality/progress").json()["stage"] == "running"
    organiser.post("/quality/launch?lang=fr", data={"suite": "filters"})
    released.set()
    for _ in range(100):
        told = organiser.get("/quality/progress").json()
        if told["stage"] != "running":
            break
        time.sleep(0.1)
    assert (told["stage"], told["run"]) == ("done", made.id)
    assert [one.id for one in RunStore(settings.database).newest()] == [made.id]


def test_a_run_that_fails_says_so(organiser, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("no memory left")

    monkeypatch.setattr(bench_module, "run_suites", broken)
    monkeypatch.setattr("ui.web.quality.routes.subject_of", lambda *_, **__: None)
    organiser.post("/quality/launch?lang=fr", data={"suite": "newcomers"})
    for _ in range(100):
        if organiser.get("/quality/progress").json()["stage"] == "failed":
            break
        time.sleep(0.05)
    assert "no memory left" in organiser.get("/quality?lang=fr").text


def test_a_suite_that_is_none_is_refused(organiser):
    answer = organiser.post("/quality/launch?lang=fr", data={"suite": "nothing-like-it"})
    assert answer.status_code == 422 and "nothing-like-it" in answer.text


def candidate_of(html):
    return re.search(r'action="/quality/review/([0-9a-f]+)\?', html)[1]


def typed(html, **changed):
    """The form's own values, as a browser would send them, with some changed."""
    fields = dict(re.findall(r'<input name="(\w+)" value="([^"]*)"', html))
    return {**fields, "status": "answered", "group": "newcomers", **changed}


def test_a_disliked_question_becomes_a_case_of_the_organisers(organiser, settings):
    FeedbackStore(settings.database).add(Feedback("Qui finance la coalition ?", "down", reasons=("incomplete",)))
    html = organiser.get("/quality/review?lang=fr").text
    assert "Qui finance la coalition ?" in html and "Il manque quelque chose" in html
    sent = typed(html, facts="Caisse des D[ée]p[ôo]ts", owner="Équipe", twin="Who funds the coalition?")
    organiser.post(f"/quality/review/{candidate_of(html)}?lang=fr", data=sent)
    suite = read_suite(settings.home / "suites" / "from-use.yml")
    assert [case.question for case in suite.cases] == ["Qui finance la coalition ?", "Who funds the coalition?"]
    assert "Qui finance la coalition" not in organiser.get("/quality/review?lang=fr").text
    assert "from-use" in organiser.get("/quality?lang=fr").text


def test_what_is_no_case_is_said_and_nothing_is_lost(organiser, settings):
    FeedbackStore(settings.database).add(Feedback("Qui finance la coalition ?", "down"))
    html = organiser.get("/quality/review?lang=fr").text
    answer = organiser.post(f"/quality/review/{candidate_of(html)}?lang=fr", data=typed(html, facts="[broken"))
    assert answer.status_code == 422 and "[broken" in answer.text
    assert "Qui finance la coalition ?" in answer.text
    assert not (settings.home / "suites").exists()


def test_a_candidate_that_is_rejected_does_not_come_back(organiser, settings):
    FeedbackStore(settings.database).add(Feedback("Qui finance la coalition ?", "down"))
    html = organiser.get("/quality/review?lang=fr").text
    organiser.post(f"/quality/review/{candidate_of(html)}?lang=fr", data={"reject": "1", "reason": "hors sujet"})
    assert "Aucune question n’attend" in organiser.get("/quality/review?lang=fr").text
