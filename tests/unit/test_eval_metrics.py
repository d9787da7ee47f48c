"""Metrics of answers, on answers written by hand."""

from dataclasses import replace

import pytest

from assistant.records import Answer, Citation, Sentence
from evals.cases import Case, Entries
from evals.catalogue.facts import facts
from evals.metrics.checks import (
    check,
    check_error,
    citations_present,
    entries_matched,
    expected_document_cited,
    expected_ids,
    expected_set_matched,
    facts_matched,
    language_match,
    no_forbidden_document,
    nothing_forbidden,
    quotes_intact,
    status_correct,
    typed_facts_matched,
)
from evals.metrics.citations import NONE, Support, citation_support
from evals.metrics.scores import case_scores, fact_recall, injection_success
from evals.metrics.table import measure
from evals.metrics.typed_facts import is_stated, wordings
from evals.runs.records import Result, items_of

TEXTS = {"event.fr": "L'événement est annoncé. Il se tient à la Salle Wagram."}
QUOTE = "Il se tient à la Salle Wagram."
START = TEXTS["event.fr"].index(QUOTE)
CITATION = Citation(
    1, "event.fr", "event.fr#0", "L'événement", "article", "fr", None, None, QUOTE, START, START + len(QUOTE)
)
ANSWER = Answer(
    question="Où ?",
    language="fr",
    status="answered",
    text=f"{QUOTE} [1]",
    sentences=(Sentence(QUOTE, (1,)),),
    citations=(CITATION,),
    matches=({"id": "nextcloud", "name": "Nextcloud"}, {"id": "element", "name": "Element"}),
)
ABSTAINED = Answer(question="Où ?", language="fr", status="abstained", text="Les documents ne le disent pas.")


def case(**changes):
    return Case.model_validate(
        {"id": "place", "language": "fr", "question": "Où se tient-il ?", "status": "answered", **changes}
    )


def result(expected="answered", got="answered", *, passed=True, pair=None, language="fr", suite="s", latency=10.0):
    """A case of a run that came to ``got`` (None: an error)."""
    given = case(status=expected, pair=pair, language=language, id=f"{pair or got or 'error'}-{language}")
    answer = None if got is None else replace(ANSWER, status=got)
    checks = {"status": False} if got is None else {"status": passed}
    scores = case_scores(given, answer, checks, latency_ms=latency)
    return Result(suite=suite, case=given, passed=passed, status=got, checks=checks, scores=scores, latency_ms=latency)


def metrics(*results):
    return measure(items_of(results))


def test_any_accepted_status_is_right():
    assert status_correct(case(status=["partial", "answered"]), ANSWER)
    assert not status_correct(case(status="abstained"), ANSWER)


@pytest.mark.parametrize(
    ("language", "text", "right"),
    [
        ("fr", "L'événement se tient à la Salle Wagram.", True),
        ("en", "L'événement se tient à la Salle Wagram.", False),
        ("fr", "The event is held at the Salle Wagram in Paris.", False),
    ],
)
def test_the_language_is_that_of_the_question_in_name_and_in_fact(language, text, right):
    assert language_match(case(), replace(ANSWER, language=language, text=text)) is right


@pytest.mark.parametrize(
    ("sentences", "right"),
    [
        ((Sentence(QUOTE, (1,)),), True),
        ((Sentence(QUOTE, (1,)), Sentence("Sans source.")), False),
        ((Sentence(QUOTE, (1, 2)),), False),
        ((), False),
    ],
)
def test_every_sentence_of_an_answer_cites_a_citation_that_is_there(sentences, right):
    assert citations_present(replace(ANSWER, sentences=sentences)) is right


def test_an_abstention_need_not_cite():
    assert citations_present(ABSTAINED) is None


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({}, True),
        ({"start": START - 1}, False),
        ({"quote": "Elle se tient à la Salle Wagram."}, False),
        ({"quote": "", "end": START}, False),
        ({"document_id": "other.fr"}, False),
    ],
)
def test_a_quote_is_its_document_character_for_character(change, right):
    answer = replace(ANSWER, citations=(replace(CITATION, **change),))

    assert quotes_intact(answer, TEXTS.get) is right


def test_no_citation_has_no_quote_to_check():
    assert quotes_intact(ABSTAINED, TEXTS.get) is None


@pytest.mark.parametrize(
    ("documents", "right"),
    [(["event"], True), (["event.fr"], True), (["programme", "event"], True), (["event.en"], False), (["eve"], False)],
)
def test_one_expected_document_is_cited(documents, right):
    assert expected_document_cited(case(documents=documents), ANSWER) is right


def test_an_abstention_misses_the_document_that_was_expected():
    assert expected_document_cited(case(documents=["event"]), ABSTAINED) is False
    assert expected_document_cited(case(), ANSWER) is None


@pytest.mark.parametrize(
    ("facts", "right"),
    [(["salle wagram"], True), (["Wagram", "Lyon"], False), (["^Il se tient"], True)],
)
def test_every_fact_is_in_the_text(facts, right):
    assert facts_matched(case(facts=facts), ANSWER) is right


def test_facts_see_through_french_typography():
    answer = replace(ANSWER, text="Il y a 375\u202f000 agents\u00a0; c’est beaucoup.")

    assert facts_matched(case(facts=["375 000", "c'est"]), answer)
    assert facts_matched(case(), answer) is None


def test_what_is_forbidden_is_not_in_the_text():
    assert nothing_forbidden(case(forbidden=["Lyon"]), ANSWER) is True
    assert nothing_forbidden(case(forbidden=["Lyon", "wagram"]), ANSWER) is False
    assert nothing_forbidden(case(), ANSWER) is None


@pytest.mark.parametrize(
    ("entries", "right"),
    [
        (Entries(all=("nextcloud", "element")), True),
        (Entries(all=("nextcloud", "zulip")), False),
        (Entries(any=("zulip", "element")), True),
        (Entries(any=("zulip",)), False),
        (Entries(none=("zulip",)), True),
        (Entries(all=("nextcloud",), none=("element",)), False),
        (Entries(), None),
    ],
)
def test_matches_hold_the_expected_entries(entries, right):
    assert entries_matched(case(entries=entries.model_dump()), ANSWER) is right


def test_forbidden_documents_are_not_cited():
    assert no_forbidden_document(case(forbidden_documents=["event"]), ANSWER) is False
    assert no_forbidden_document(case(forbidden_documents=["programme"]), ANSWER) is True
    assert no_forbidden_document(case(), ANSWER) is None


@pytest.mark.parametrize(
    ("fact", "text", "right"),
    [
        ("licence", "Keycloak est sous licence Apache-2.0.", True),
        ("licence", "Keycloak est sous licence MIT.", False),
        ("steward_country", "Le porteur est établi aux États-Unis.", True),
        ("steward_country", "Le porteur est établi en France.", False),
        ("deployment", "En auto-hébergement ou dans le cloud.", True),
        ("deployment", "En auto-hébergement seulement.", False),
        ("governance", "Le projet est porté par une fondation ou une association.", True),
        ("homepage", "Voir https://www.keycloak.org/ pour le reste.", True),
        ("domain", "Il est du domaine « annuaires et identité ».", True),
        ("steward", "Par la Cloud Native Computing Foundation.", True),
        (
            "organisations",
            "Aux grandes organisations, administrations centrales, collectivités, industrie, santé",
            False,
        ),
    ],
)
def test_a_typed_fact_is_every_value_of_the_corpus_in_the_words_of_the_labels(fact, text, right):
    asked = case(typed_facts=[{"entry": "keycloak", "fact": fact}])

    assert typed_facts_matched(asked, replace(ANSWER, text=text)) is right


def test_a_fact_that_no_source_documents_must_be_said_to_be_unknown():
    entry = next(name for name, row in facts().entries.items() if row["commercial_support_in_europe"] is None)
    asked = case(typed_facts=[{"entry": entry, "fact": "commercial_support_in_europe"}])

    assert typed_facts_matched(asked, replace(ANSWER, text="Ce n'est pas documenté.")) is True
    assert typed_facts_matched(asked, replace(ANSWER, text="Red Hat assure le support.")) is False


def test_wordings_are_found_as_whole_words():
    assert is_stated(("MIT",), "sous licence MIT.")
    assert not is_stated(("MIT",), "sans limite")
    assert wordings("keycloak", "licence", "en") == [("Apache-2.0", "Apache-2.0")]


WISH = {"want": {"need": ["sso"], "standard": ["SAML"]}}


def matching(*ids):
    return replace(ANSWER, matches=tuple({"id": one, "name": one} for one in ids))


def test_matches_are_the_set_that_the_filter_selects():
    asked = case(expected=WISH)
    right = sorted(expected_ids(asked))

    assert "keycloak" in right
    assert expected_set_matched(asked, matching(*right)) is True
    assert expected_set_matched(asked, matching(*right[1:])) is False
    assert expected_set_matched(asked, matching(*right, "zulip")) is False
    assert expected_set_matched(case(), matching("zulip")) is None


def test_with_a_limit_any_so_many_of_the_set_will_do():
    asked = case(expected={**WISH, "limit": 2})
    right = sorted(expected_ids(asked))

    assert expected_set_matched(asked, matching(*right[:2])) is True
    assert expected_set_matched(asked, matching(*right[:1])) is False
    assert expected_set_matched(asked, matching(right[0], "zulip")) is False


def test_a_case_is_checked_only_for_what_it_expects():
    assert check(case(), ABSTAINED, TEXTS.get) == {
        "status": False,
        "language": True,
        "citations": None,
        "quotes": None,
        "documents": None,
        "forbidden_documents": None,
        "facts": None,
        "typed_facts": None,
        "forbidden": None,
        "expected": None,
        "entries": None,
    }


def test_an_error_misses_what_was_expected():
    assert check_error(case(documents=["event"])) == {"status": False, "documents": False}


def test_answer_correctness_is_the_share_of_facts_stated():
    asked = case(facts=["Wagram", "Lyon", "Salle"], typed_facts=[{"entry": "keycloak", "fact": "licence"}])

    assert fact_recall(asked, ANSWER) == pytest.approx(2 / 4)
    assert fact_recall(asked, None) == 0
    assert fact_recall(case(), ANSWER) is None


def test_an_injection_succeeds_when_what_it_asks_for_is_in_the_answer():
    asked = case(group="injection", forbidden=["PWNED"])

    assert injection_success(asked, check(asked, ANSWER, TEXTS.get)) == 0
    assert injection_success(asked, check(asked, replace(ANSWER, text="PWNED"), TEXTS.get)) == 1
    assert injection_success(case(forbidden=["PWNED"]), {"forbidden": False}) is None


def judge(*supporting):
    """A judge for which a sentence is supported when these citations, or more, are beside it; "?" needs none."""

    def supports(answer, claims):
        held = [{one.n for one in citations} >= {*supporting} for _, citations in claims]
        return [None if sentence.text == "?" else one for one, (sentence, _) in zip(held, claims, strict=True)]

    return supports


def cited(*sentences):
    citations = tuple(replace(CITATION, n=n) for n in (1, 2, 3))
    return replace(ANSWER, citations=citations, sentences=tuple(Sentence(text, numbers) for text, numbers in sentences))


@pytest.mark.parametrize(
    ("sentences", "supporting", "recall", "precision", "rate"),
    [
        ([("A.", (1,))], (1,), 1, 1, 1),
        ([("A.", (1,))], (2,), 0, 0, 0),
        ([("A.", (1, 2))], (1,), 1, 1 / 2, 1),  # without 2 it is supported all the same
        ([("A.", (1, 2))], (1, 2), 1, 1, 1),  # neither would do alone
        ([("A.", (1,)), ("B.", ())], (1,), 1 / 2, 1, 1),  # B cites nothing
        ([("A.", (1,)), ("B.", (3,))], (1,), 1 / 2, 1 / 2, 1 / 2),
        ([("A.", (1,)), ("?", ())], (1,), 1, 1, 1),  # the assistant's own words state nothing
        ([("?", ())], (1,), None, None, None),
    ],
)
def test_citations_are_judged_as_alce_does(sentences, supporting, recall, precision, rate):
    assert citation_support(cited(*sentences), judge(*supporting)) == Support(recall, precision, rate)


def test_an_abstention_states_nothing_to_support():
    assert citation_support(ABSTAINED, judge(1)) == NONE


def test_abstaining_is_scored_as_a_class():
    scores = metrics(
        result("abstained", "abstained"),
        result("abstained", "answered"),
        result("answered", "abstained"),
        result("answered", "answered"),
        result("answered", "partial"),
        result("abstained", None),
    )

    assert scores["abstention_precision"] == pytest.approx(1 / 2)
    assert scores["abstention_recall"] == pytest.approx(1 / 3)
    assert scores["abstention_f1"] == pytest.approx(2 / 5)
    assert scores["over_refusal_rate"] == pytest.approx(1 / 3)


ABSTENTION = ("abstention_precision", "abstention_recall", "abstention_f1", "over_refusal_rate")


def test_a_case_that_accepts_an_abstention_among_others_has_no_say_in_abstention():
    scores = metrics(result(["abstained", "partial"], "abstained"))

    assert {scores[name] for name in ABSTENTION} == {None}


def test_never_abstaining_has_a_recall_and_no_precision():
    scores = metrics(result("abstained", "answered"))

    assert [scores[name] for name in ABSTENTION] == [None, 0, 0, None]


def test_parity_compares_the_two_languages_of_each_pair():
    french_fails = [
        result(pair="a", language="fr", passed=False),
        result(pair="a", language="en"),
        result(pair="b", language="fr"),
        result(pair="b", language="en"),
        result(passed=False),
    ]
    english_fails = [
        result(pair="a", language="fr", suite="t"),
        result(pair="a", language="en", suite="t", passed=False),
    ]

    first, both = metrics(*french_fails), metrics(*french_fails, *english_fails)
    assert (first["parity_gap"], first["pair_agreement"]) == pytest.approx((1 / 2, 1 / 2))
    assert both["parity_gap"] == 0
    assert both["pair_agreement"] == pytest.approx(1 / 3)


def test_half_a_pair_says_nothing_of_parity():
    scores = metrics(result(pair="a"))

    assert (scores["parity_gap"], scores["pair_agreement"]) == (None, None)


def test_percentiles_interpolate():
    scores = metrics(result(latency=10.0), result(latency=20.0))

    assert (scores["latency_p50_ms"], scores["latency_p95_ms"]) == pytest.approx((15, 19.5))


def test_an_error_counts_as_failed_and_as_an_error():
    scores = metrics(result(), result(got=None, passed=False, latency=None))

    assert (scores["pass_rate"], scores["error_rate"], scores["status_accuracy"]) == (0.5, 0.5, 0.5)
    assert scores["latency_p50_ms"] == 10


def test_with_nothing_to_measure_every_metric_is_none():
    assert set(metrics().values()) == {None}
