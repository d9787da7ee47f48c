"""The report of a run: one file, in both languages, that says what holds, what does not, and loads nothing."""

import re
from importlib.resources import files
from string import Formatter

import pytest
import yaml
from made_runs import BAD, GOOD, result, run

from evals.html_report.content import gather
from evals.html_report.coverage import Page, coverage
from evals.html_report.page import Words, report_html
from evals.metrics.table import METRICS

TABLE = yaml.safe_load(files("evals.html_report").joinpath("texts.yml").read_text(encoding="utf-8"))
PAGES = [
    Page("event.fr", "L'événement", "article", "fr", ()),
    Page("faq.fr", "Questions fréquentes", "article", "fr", ("security",)),
    Page("keycloak.fr", "Keycloak", "catalogue", "fr", ("security",)),
]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_report_is_one_file_that_loads_nothing_and_escapes_everything(language):
    html = report_html(gather(run(*GOOD, *BAD), pages=PAGES), language)
    assert "<script" not in html and "&lt;script&gt;" in html
    assert not re.search(r"(?:src|href)=[\"'](?!#)", re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL))
    assert f'<html lang="{language}">' in html and "default-src 'none'" in html


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ((*GOOD, *BAD), "Des seuils sont manqués."),
        (GOOD[:10], "certains restent indécis"),
        ([result(f"many-{n}", passed=True) for n in range(400)], "Tous les seuils sont tenus."),
    ],
)
def test_the_verdict_stands_first(results, said):
    html = report_html(gather(run(*results)), "fr")
    assert said in html
    assert html.index(said) < html.index('class="tiles"')


def test_a_bound_is_said_in_words():
    html = report_html(gather(run(*GOOD, *BAD)), "fr")
    assert "questions réussies (ensemble)" in html and "il faut au moins 95,0" in html


def test_failed_questions_come_with_their_answer_citations_and_reasons():
    html = report_html(gather(run(*GOOD, *BAD)), "en")
    assert html.count('<article class="card">') == 15
    assert "15 of 25" in html and "the text does not match" in html and "Le 1er juillet 2026." in html


def test_the_trend_holds_runs_of_the_same_suites_alone_oldest_first():
    other = run(*GOOD, days_ago=3).model_copy(update={"suites": {"filters": 40}})
    content = gather(run(*GOOD, *BAD), [run(*GOOD, days_ago=1), other, run(*GOOD, days_ago=2)])
    assert [point.id for point in content.trend] == ["run-2", "run-1", "run-0"]
    assert "Part de questions réussies à chaque mesure" in report_html(content, "fr")


def test_one_run_alone_has_no_trend():
    assert "D’une mesure à l’autre" not in report_html(gather(run(*GOOD)), "fr")


def test_coverage_tells_pages_never_cited_thin_domains_and_unanswered_questions():
    silent = result("silent", passed=False, cited=(), status="abstained")
    found = coverage([*GOOD, silent], PAGES)
    assert [page.id for page in found.never_cited] == ["faq.fr"]
    assert (found.entries, found.entries_cited) == (1, 0)
    security = next(one for one in found.domains if one.domain == "security")
    assert (security.pages, security.cited, security.questions, security.passed) == (2, 0, 41, 40)
    assert security.is_thin
    assert [one.case.id for one in found.unanswered] == ["silent"]


@pytest.mark.parametrize(
    ("metric", "value", "french", "english"),
    [
        ("pass_rate", 0.9567, "95,7\u00a0%", "95.7%"),
        ("latency_p95_ms", 1234.5, "1\u202f234 ms", "1,234 ms"),
        ("parity_gap", None, "–", "–"),
    ],
)
def test_figures_are_written_as_each_language_does(metric, value, french, english):
    assert (Words("fr").number(metric, value), Words("en").number(metric, value)) == (french, english)


def test_both_languages_have_the_same_words():
    french, english = TABLE["fr"], TABLE["en"]
    assert french.keys() == english.keys()
    for key in ("names", "metrics"):
        assert french[key].keys() == english[key].keys()
    places = {key: {name for _, name, _, _ in Formatter().parse(str(text)) if name} for key, text in french.items()}
    for key, text in english.items():
        if isinstance(text, str):
            assert {name for _, name, _, _ in Formatter().parse(text) if name} == places[key], key


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_metric_has_a_name_in_words(language):
    assert METRICS.keys() <= TABLE[language]["metrics"].keys()


def test_french_is_well_set():
    texts = [
        text for value in TABLE["fr"].values() for text in (value.values() if isinstance(value, dict) else [value])
    ]
    for text in (each for each in texts if isinstance(each, str)):
        assert not re.search(r"(?<![\u202f])[;!?]", text), text
        assert not re.search(r"(?<![\u00a0])(?<!^):(?=\s|$)", text), text
        assert "'" not in text, text
