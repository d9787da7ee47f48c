"""The organisers' pages in a browser: runs read, compared and launched, opinions made into cases, the corpus."""

import re
import threading

import pytest
from e2e.conftest import PASSWORD
from e2e.test_web_page import ask, last
from e2e.web_fakes import WebAssistant, live_with
from e2e.web_site import served
from made_runs import BAD, GOOD, run
from playwright.sync_api import expect

from assistant.feedback import Feedback
from assistant.settings import Settings
from evals.reasons import Reason
from evals.runs.store import RunStore
from evals.suites_format.yaml_files import read_suite
from ingest.last_run import keep_last
from ingest.report import Failure, IngestReport
from ingest.store import DocumentRow
from ingest.texts import message
from ui.web.quality import bench, corpus
from ui.web.server import create_site

pytestmark = pytest.mark.browser

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
WORDS = {
    "fr": {
        "enter": "Entrer",
        "leave": "Sortir",
        "wrong": "Ce n’est pas le bon mot de passe",
        "launch": "Lancer",
        "short": "Des seuils sont manqués",
        "worst": "les plus graves d’abord",
        "compare": "Comparer A et B",
        "verdict": "Questions réussies : 100,0 % dans A, 97,5 % dans B. La différence ne dépasse pas le bruit",
        "metric": "questions réussies",
        "worse": "Moins bien dans B (1)",
        "none": "Aucune mesure pour l’instant",
        "opinions": "Avis des lecteurs",
        "review": "Questions à retenir",
        "accept": "Accepter",
        "missing": "Il manque quelque chose",
        "waiting": "Aucune question n’attend",
        "dislike": "Non, à revoir",
        "send": "Envoyer l’avis",
        "running": "En cours",
        "corpus": "Corpus",
        "kind": "article, en français",
        "unread": "Sources qui n’ont pas pu être lues (1)",
        "encrypted": "le PDF est chiffré",
        "date": "1er janvier 2020",
        "twin": "La même dans l’autre langue",
        "facts": "Expressions à trouver",
        "owner": "Responsable",
        "bounds": "manqués",
        "newcomers": "nouveaux venus",
    },
    "en": {
        "enter": "Enter",
        "leave": "Leave",
        "wrong": "That is not the password",
        "launch": "Launch",
        "short": "Some bounds fall short",
        "worst": "the worst first",
        "compare": "Compare A and B",
        "verdict": "Questions passed: 100.0% in A, 97.5% in B. The difference is no more than noise",
        "metric": "questions passed",
        "worse": "Worse in B (1)",
        "none": "No run so far",
        "opinions": "Readers' opinions",
        "review": "Questions to keep",
        "accept": "Accept",
        "missing": "Something is missing",
        "waiting": "No question waits",
        "dislike": "No, to be improved",
        "send": "Send the opinion",
        "running": "Under way",
        "corpus": "Corpus",
        "kind": "article, in French",
        "unread": "Sources that could not be read (1)",
        "encrypted": "the PDF is encrypted",
        "date": "1 January 2020",
        "twin": "The same in the other language",
        "facts": "Expressions to find",
        "owner": "Owner",
        "bounds": "fall short",
        "newcomers": "newcomers",
    },
}
MISSED = {
    "passed": False,
    "failures": (Reason(check="told", values={"text": ("status: abstained",)}),),
    "scores": {"pass": 0.0, "latency_ms": 40.0},
}


@pytest.fixture
def runs(tmp_path):
    """The runs that the site keeps."""
    return RunStore(Settings(home=tmp_path).database)


@pytest.fixture
def come_in(visit, site):
    """The organisers' page in a language, once the password was typed."""

    def come_in(language):
        page = visit(f"quality?lang={language}", ready="#ec-password")
        page.locator("#ec-password").fill(PASSWORD)
        page.get_by_role("button", name=WORDS[language]["enter"], exact=True).click()
        expect(page.locator(".ec-launch")).to_be_visible()
        return page

    return come_in


def go(page, language, part):
    page.get_by_role("link", name=WORDS[language][part], exact=True).click()


@LANGUAGES
def test_only_the_password_lets_in_and_leaving_shuts_the_door(visit, language):
    words = WORDS[language]
    page = visit(f"quality?lang={language}", ready="#ec-password")
    expect(page.locator("#ec-password")).to_be_focused()
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(words["wrong"])
    page.locator("#ec-password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(words["none"])
    page.get_by_role("button", name=words["leave"]).click()
    expect(page.locator("#ec-password")).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.locator(".ec-launch")).to_have_count(0)


@LANGUAGES
def test_without_a_password_in_the_settings_nothing_leads_there(browser, tmp_path, language):
    settings = Settings(home=tmp_path)
    with served(create_site(live_with(WebAssistant(), settings), settings)) as address:
        page = browser.new_page()
        page.goto(f"{address}/explore?lang={language}")
        expect(page.locator(".ec-places a")).to_have_text(
            {"fr": ["Demander", "Explorer"], "en": ["Ask", "Explore"]}[language]
        )
        assert page.goto(f"{address}/quality?lang={language}").status == 404
        page.close()


@LANGUAGES
def test_the_last_run_is_read_with_its_verdict_trend_bars_and_worst_questions(come_in, runs, language):
    for days in (2, 1):
        runs.add(run(*GOOD, days_ago=days))
    runs.add(run(*GOOD, *BAD))
    page = come_in(language)
    words = WORDS[language]
    expect(page.locator("main")).to_contain_text(words["short"])
    figures = page.locator("main figure svg, main section > svg, main section svg")
    assert figures.count() >= 2
    for figure in figures.all():
        named = figure.evaluate("each => each.getAttribute('aria-label') || each.querySelector('title')?.textContent")
        assert re.search(r"\d", named or ""), "a figure tells its numbers"
    worst = page.locator("section", has=page.get_by_role("heading", name=re.compile(words["worst"])))
    expect(worst).to_contain_text(BAD[0].case.question)
    table = page.locator(".ec-runs table")
    expect(table.locator("tbody tr")).to_have_count(3)
    expect(table).to_contain_text(words["bounds"])
    table.locator("tbody tr").nth(1).get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/quality/runs/run-1\?"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@LANGUAGES
def test_two_runs_are_chosen_and_compared(come_in, runs, language):
    worse = [*GOOD[1:], GOOD[0].model_copy(update=MISSED)]
    runs.add(run(*GOOD, days_ago=1))
    runs.add(run(*worse))
    page = come_in(language)
    page.locator('input[name="a"][value="run-1"]').check()
    page.locator('input[name="b"][value="run-0"]').check()
    page.get_by_role("button", name=WORDS[language]["compare"]).click()
    expect(page.locator("main")).to_contain_text(WORDS[language]["worse"])
    expect(page.locator(".ec-notice")).to_contain_text(WORDS[language]["verdict"])
    expect(page.get_by_role("table")).to_contain_text(WORDS[language]["metric"])
    expect(page.locator("main")).to_contain_text(GOOD[0].case.question)


@LANGUAGES
def test_suites_are_launched_and_their_progress_followed(come_in, monkeypatch, language):
    made, released, told_more = run(*GOOD), threading.Event(), threading.Event()

    def slowly(subject, suites, settings, options, told):
        assert [suite.name for suite in suites] == ["newcomers"]
        told(1, 40)
        told_more.wait(timeout=20)
        told(20, 40)
        released.wait(timeout=20)
        return made

    monkeypatch.setattr(bench, "run_suites", slowly)
    monkeypatch.setattr("ui.web.quality.routes.subject_of", lambda *_, **__: None)
    page = come_in(language)
    words = WORDS[language]
    page.get_by_label(words["newcomers"]).check()
    page.get_by_role("button", name=words["launch"], exact=True).click()
    expect(page.locator(".ec-progress")).to_contain_text(words["running"])
    expect(page.get_by_role("button", name=words["launch"], exact=True)).to_be_disabled()
    told_more.set()
    expect(page.locator(".ec-progress span")).to_contain_text("20 / 40")
    expect(page.locator("progress")).to_have_js_property("value", 20)
    released.set()
    expect(page.locator(".ec-runs tbody tr")).to_have_count(1)
    expect(page.get_by_role("button", name=words["launch"], exact=True)).to_be_enabled()


@LANGUAGES
def test_a_reader_s_opinion_becomes_a_case(visit, come_in, tmp_path, language):
    words = WORDS[language]
    question = {"fr": "Comment fonctionnent les coalitions ?", "en": "How do the coalitions work?"}[language]
    reader = visit(f"?lang={language}")
    ask(reader, question)
    reader.get_by_role("button", name=words["dislike"]).click()
    reader.get_by_label(words["missing"]).check()
    reader.get_by_role("button", name=words["send"]).click()
    expect(last(reader).locator("[data-told]")).not_to_be_empty()
    page = come_in(language)
    go(page, language, "opinions")
    expect(page.locator("main")).to_contain_text(question)
    expect(page.locator("main")).to_contain_text(words["missing"])
    go(page, language, "review")
    card = page.locator("article", has_text=question)
    card.get_by_label(words["facts"]).fill("coalition")
    card.get_by_label(words["owner"]).fill("Sam")
    card.locator('select[name="group"]').select_option("newcomers")
    card.get_by_label(words["twin"]).fill("The twin of it?" if language == "fr" else "Sa jumelle ?")
    card.get_by_role("button", name=words["accept"]).click()
    expect(page.locator("main")).to_contain_text(words["waiting"])
    cases = read_suite(tmp_path / "suites" / "from-use.yml").cases
    assert len(cases) == 2 and cases[0].question == question
    page.goto(page.url.replace("/review", ""))
    expect(page.locator('input[name="suite"][value="from-use"]')).to_be_visible()


@LANGUAGES
def test_hostile_opinions_are_shown_as_text(come_in, feedback, language):
    hostile = "<script>window.pwned = true</script> <img src=x onerror=window.pwned=true>"
    feedback.add(Feedback(hostile, "down", reasons=("incomplete",), comment=hostile))
    page = come_in(language)
    go(page, language, "opinions")
    expect(page.get_by_text(hostile)).to_have_count(2)
    assert page.evaluate("window.pwned") is None
    assert page.locator("main img, main script").count() == 0


@LANGUAGES
def test_the_corpus_tells_what_it_covers_what_is_old_and_what_was_not_read(come_in, monkeypatch, tmp_path, language):
    row = DocumentRow("old.fr", "corpus:old", "article", "fr", "Une vieille page", published="2020-01-01")
    monkeypatch.setattr(corpus, "read_snapshot", lambda *_: "abc")
    monkeypatch.setattr(corpus, "read_document_rows", lambda *_: [row])
    (tmp_path / "index").mkdir(exist_ok=True)
    unread = Failure("docs/<b>broken</b>.pdf", message("pdf_encrypted"))
    keep_last(IngestReport(added=2, failed=[unread]), tmp_path / "index")
    page = come_in(language)
    go(page, language, "corpus")
    words = WORDS[language]
    expect(page.get_by_role("row", name=words["kind"])).to_contain_text("1")
    expect(page.get_by_role("heading", name=words["unread"])).to_be_visible()
    expect(page.locator("main")).to_contain_text(f"docs/<b>broken</b>.pdf {words['encrypted']}")
    stale = page.locator("li", has_text="Une vieille page")
    expect(stale).to_contain_text(words["date"])
    expect(stale).to_have_attribute("lang", "fr")
