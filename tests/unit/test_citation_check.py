"""A sentence passes where its quotes support it; what is changed in it is found and told."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import yaml
from fake_encoder import FakeEncoder

from assistant.verification.checker import CitationChecker, Claim, Quote
from assistant.verification.values import read_values

CASES = [
    pytest.param(case, id=f"{group}: {case['say']}")
    for group, cases in yaml.safe_load((Path(__file__).parent.parent / "data/citation_cases.yml").read_text()).items()
    for case in cases
]
STRICT = [param for param in CASES if not param.values[0].get("model")]
LEFT_TO_LIKENESS = [param for param in CASES if param.values[0].get("model")]


class NeverAsked:
    """An encoder that must not be used."""

    identity = "never"

    def encode_passages(self, passages):
        raise AssertionError(f"embedded {passages}")


def claim_of(case) -> Claim:
    return Claim(case["say"], case["in"], (Quote(case["quote"], case["of"], case.get("title", "")),))


def reasons_of(case) -> list[str]:
    [examined] = CitationChecker(FakeEncoder()).examine([claim_of(case)])
    return [finding.reason for finding in examined.findings]


@pytest.mark.parametrize("case", STRICT)
def test_a_changed_sentence_is_found_and_a_true_one_is_not_blamed(case):
    reasons = reasons_of(case)
    assert case["why"] in reasons if "why" in case else reasons == []


def test_there_are_cases_in_both_languages_and_across():
    ways = {(case["in"], case["of"]) for [case] in (param.values for param in CASES)}
    assert len(CASES) >= 120
    assert ways == {("fr", "fr"), ("en", "en"), ("fr", "en"), ("en", "fr")}


@pytest.fixture(scope="module")
def real_checker(tmp_path_factory):
    from ingest.embedding.encoder import load_encoder

    return CitationChecker(load_encoder(tmp_path_factory.mktemp("model")))


@pytest.mark.model
def test_meaning_is_compared_across_languages(real_checker):
    cases = [param.values[0] for param in LEFT_TO_LIKENESS]
    verdicts = real_checker.check([claim_of(case) for case in cases])
    wrong = [
        (case["say"], verdict)
        for case, verdict in zip(cases, verdicts, strict=True)
        if verdict.supported == ("why" in case)
    ]
    assert wrong == []


QUOTE = Quote("Le salon ouvre à 9 h. L'entrée est libre\xa0; il n'y a pas d'inscription.", "fr")


@pytest.mark.parametrize(
    "text",
    [
        "Le salon ouvre à 9 h. L'entrée est libre ; il n'y a pas d'inscription.",
        "Le salon ouvre à 9 h.",
        "L’entrée est libre; il n’y a pas d’inscription. [1]",
        "**Le salon ouvre à 9 h**",
    ],
)
def test_a_sentence_of_the_quote_passes_without_being_embedded(text):
    [verdict] = CitationChecker(NeverAsked()).check([Claim(text, "fr", (QUOTE,))])
    assert verdict.supported
    assert verdict.score == 1.0


def test_a_piece_of_a_denial_is_not_word_for_word():
    quote = Quote("Il est faux que le salon ouvre à 9 h.", "fr")
    [examined] = CitationChecker(FakeEncoder()).examine([Claim("Le salon ouvre à 9 h.", "fr", (quote,))])
    assert not examined.verbatim


def test_a_sentence_that_cites_nothing_is_not_supported():
    [verdict] = CitationChecker(NeverAsked()).check([Claim("Le salon ouvre à 9 h.", "fr", ())])
    assert (verdict.supported, verdict.reasons) == (False, ("no_citation",))


def test_a_sentence_may_take_its_facts_from_several_quotes_and_their_titles():
    quotes = (Quote("Licence : AGPL-3.0.", "fr", "Nextcloud"), Quote("Porté par Nextcloud GmbH, en Allemagne.", "fr"))
    text = "Nextcloud sous licence AGPL-3.0 par Nextcloud GmbH, en Allemagne"
    [right, wrong] = CitationChecker(NeverAsked()).check(
        [
            Claim(text, "fr", quotes, composed=True),
            Claim(text.replace("3.0", "2.0"), "fr", quotes, composed=True),
        ]
    )
    assert right.supported
    assert (wrong.supported, wrong.missing) == (False, ("2.0",))


def test_what_is_missing_is_told_as_the_sentence_has_it():
    quote = Quote("Nextcloud est publié depuis 2016.", "fr")
    [verdict] = CitationChecker(NeverAsked()).check([Claim("Zimbra est publié depuis 2014.", "fr", (quote,))])
    assert set(verdict.reasons) == {"number", "name"}
    assert set(verdict.missing) == {"2014", "Zimbra"}


def test_verdicts_come_in_the_order_of_the_claims():
    quote = Quote("Le salon ouvre à 9 h.", "fr")
    claims = [Claim("Le salon ouvre à 9 h.", "fr", (quote,)), Claim("Autre chose encore.", "fr", (quote,))] * 3
    assert [verdict.score == 1.0 for verdict in CitationChecker(FakeEncoder()).check(claims)] == [True, False] * 3


def test_no_claim_has_no_verdict():
    assert CitationChecker(NeverAsked()).check([]) == []


def test_threads_share_a_checker():
    checker, quote = CitationChecker(FakeEncoder()), Quote("Le salon ouvre à 9 h pour tous.", "fr")
    claims = [Claim(f"Le salon ouvre à {hour} h.", "fr", (quote,)) for hour in range(24)]
    expected, found = checker.check(claims), []
    threads = [threading.Thread(target=lambda: found.append(checker.check(claims))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4


@pytest.mark.model
def test_what_is_embedded_leaves_the_tokenizer_as_other_threads_need_it(real_checker):
    """One that no longer pads breaks the batch that another thread is about to embed."""
    quote = Quote("Le salon accueille les visiteurs toute la journée. Les portes ferment le soir.", "fr")
    [examined] = real_checker.examine([Claim("Le public vient souvent au salon.", "fr", (quote,))])
    assert examined.features is not None, "nothing was embedded"
    assert real_checker._encoder._model.tokenizer.backend_tokenizer.padding is not None


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("quatre-vingt-onze", "fr", (91.0,)),
        ("soixante-dix-sept", "fr", (77.0,)),
        ("deux cent mille", "fr", (200_000.0,)),
        ("mille neuf cent quatre-vingt-quatre", "fr", (1984.0,)),
        ("three hundred thousand", "en", (300_000.0,)),
        ("nineteen hundred and five", "en", (1905.0,)),
        ("1\u202f234,5", "fr", (1234.5,)),
        ("1,234.5", "en", (1234.5,)),
        ("1,500", "fr", (1500.0, 1.5)),
        ("2,5 millions", "fr", (2_500_000.0,)),
    ],
)
def test_numbers_are_read_in_digits_and_in_words(text, language, numbers):
    [value] = read_values(text, language)
    assert value.numbers == numbers


@pytest.mark.parametrize("text", ["S3 et OAuth2", "Une DSI, un wiki", "http://example.org/2026/07"])
def test_names_articles_and_addresses_are_no_numbers(text):
    assert [value for value in read_values(text, "fr") if value.required] == []
