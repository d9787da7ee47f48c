"""Questions that contradict themselves, name what nobody knows, or are no questions: a clear answer, no exception."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.composing import compose
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.names import lexicon_of
from assistant.catalogue.parsing import parse_constraints
from assistant.catalogue.selection import Selection, select
from evals.catalogue.checking import built_in_catalogue
from evals.catalogue.generator import questions
from ingest.records import LANGUAGES, Language


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return built_in_catalogue()


def answered(question: str, language: Language, catalogue: Catalogue) -> tuple[Constraints, Selection, str]:
    read = parse_constraints(question, language, catalogue)
    selection = select(catalogue, read)
    return read, selection, "\n".join(sentence.text for sentence in compose(selection, read, language, catalogue))


@pytest.mark.parametrize(
    ("question", "language", "said"),
    [
        ("alternative à Teams française et pas française", "fr", "Sans le critère « éditeur établi en France », il"),
        ("alternative à Teams sous AGPL mais pas sous AGPL", "fr", "Sans le critère « licence AGPL », il en resterait"),
        ("European password manager, not European", "en", "Without the criterion “steward not established"),
        ("French video conferencing outside Europe", "en", "Without the criterion"),
    ],
)
def test_a_contradiction_finds_nothing_and_says_which_criterion_is_too_much(
    question: str, language: Language, said: str, catalogue: Catalogue
) -> None:
    _, selection, text = answered(question, language, catalogue)
    assert not selection.matches
    assert said in text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("question", "language", "name"),
    [
        ("alternative à Zorglub3000", "fr", "Zorglub3000"),
        ("par quoi remplacer Zorglub ?", "fr", "Zorglub"),
        ("What can replace Frobnicator Pro?", "en", "Frobnicator Pro"),
        ("alternative to frobnicatr", "en", "frobnicatr"),
    ],
)
def test_a_product_that_nobody_knows_is_named_and_nothing_is_selected(
    question: str, language: Language, name: str, catalogue: Catalogue
) -> None:
    read, selection, text = answered(question, language, catalogue)
    assert (read.intent, read.unknown_names, selection) == ("alternatives", (name,), Selection())
    assert name in text and ("ne connaît pas" in text or "does not know" in text)


@pytest.mark.parametrize(
    ("question", "language", "name"),
    [
        ("un logiciel de visio édité en Atlantide", "fr", "Atlantide"),
        ("video conferencing tools from Wakanda", "en", "Wakanda"),
        ("quels logiciels de visio édités par Zorglub", "fr", "Zorglub"),
    ],
)
def test_a_place_or_maker_that_nobody_knows_is_said_not_to_count(
    question: str, language: Language, name: str, catalogue: Catalogue
) -> None:
    read, selection, text = answered(question, language, catalogue)
    assert read.unknown_names == (name,) and selection.matches
    assert text.startswith(("Le catalogue ne connaît pas", "The catalogue does not know")) and name in text


@pytest.mark.parametrize(
    "question",
    [
        "un logiciel de visio en Allemagne",
        "Bonjour, une visio pour la Métropole de Lyon",
        "remplacer la réunion",
        "Teams",
    ],
)
def test_known_places_and_ordinary_words_are_no_unknown_names(question: str, catalogue: Catalogue) -> None:
    assert parse_constraints(question, "fr", catalogue).unknown_names == ()


def test_fifty_criteria_are_all_applied(catalogue: Catalogue) -> None:
    wanted = ["européen", "sous AGPL", "compatible SAML", "auto-hébergé", "porté par une fondation", "compatible LDAP"]
    read, selection, text = answered("alternative à Teams " + ", ".join((wanted * 9)[:50]), "fr", catalogue)
    assert (read.countries, read.licences, read.governance) == (("EUROPE",), ("AGPL",), ("foundation",))
    assert read.standards == (("SAML",), ("LDAP",)) and read.deployment == ("self-hosted",)
    assert not selection.matches and "Sans le critère" in text


def test_fifty_products_of_fifty_kinds_are_alternatives_to_each_other(catalogue: Catalogue) -> None:
    names = sorted(lexicon_of(catalogue).products)[:50]
    read, selection, _ = answered("alternatives à " + ", ".join(names), "fr", catalogue)
    assert len(read.replaces) >= 45
    assert len(selection.matches) < len(catalogue.entries)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "question", ["?!;:,... ???", "", "   ", "\x00\x01", "🤷 🤷", "a" * 5000, "pas " * 1250, "' OR 1=1; --", "0", "«  »"]
)
def test_what_is_no_question_is_left_to_the_documents(question: str, language: Language, catalogue: Catalogue) -> None:
    assert answered(question, language, catalogue) == (Constraints(), Selection(), "")


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Which French law asks public bodies to use free software?", "en"),
        ("How many replies did the consultation receive?", "en"),
        ("Combien la France dépense-t-elle en licences Microsoft ?", "fr"),
        ("Is GPL code accepted in an Apache project?", "en"),
        ("La messagerie est-elle écrite par des bénévoles ?", "fr"),
        ("En quoi Teams est-il une dépendance ?", "fr"),
        ("how to migrate mail off Exchange", "en"),
        ("Qui a publié openDesk, et quand ?", "fr"),
        ("Que fait la DINUM pour le logiciel libre ?", "fr"),
        ("What does DINUM do about free software?", "en"),
        ("Les agents de la DINUM passent-ils à Linux ?", "fr"),
        ("Does running modified AGPL software privately trigger publication?", "en"),
        ("What are the sticking points when replacing Exchange?", "en"),
        ("Y a-t-il un risque juridique à rester sur des outils américains ?", "fr"),
        ("Is there an open standard for video calls?", "en"),
    ],
)
def test_what_seeks_no_solution_is_left_to_the_documents(
    question: str, language: Language, catalogue: Catalogue
) -> None:
    assert parse_constraints(question, language, catalogue).intent == "none"


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_thousand_characters_of_criteria_are_read(language: Language, catalogue: Catalogue) -> None:
    text = " ".join(question.text for question in questions(120, 8))[:5000]
    read, _, _ = answered(text, language, catalogue)
    assert read.intent != "none" and read.replaces and read.topics


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_the_tables_in_any_order_never_break(language: Language, catalogue: Catalogue) -> None:
    chance = random.Random(11)
    lexicon = lexicon_of(catalogue)
    phrases = [" ".join(phrase) for phrase in sorted((*lexicon.names, *lexicon.words))]
    for _ in range(150):
        asked = " ".join(chance.sample(phrases, chance.randint(1, 8)))
        read, selection, text = answered(asked, language, catalogue)
        assert bool(text) == (read.intent != "none"), asked
        assert len(selection.matches) <= len(catalogue.entries)


@settings(deadline=None, max_examples=150)
@given(question=st.text(max_size=120), language=st.sampled_from(LANGUAGES))
def test_any_text_is_read(question: str, language: Language) -> None:
    read, _, text = answered(question, language, built_in_catalogue())
    assert bool(text) == (read.intent != "none")


@pytest.mark.parametrize(
    ("question", "language", "said"),
    [
        ("une visio libre hébergée en France", "fr", "ne dit pas dans quel pays un service est hébergé"),
        ("video tools hosted in Germany", "en", "does not say in which country a service is hosted"),
        ("logiciels auto-hébergeables de vente de billets", "fr", "« vente de billets »"),
        ("Self-hosted European software for parking permits", "en", "“parking permits”"),
        ("un wiki européen " + "bla " * 400, "fr", "Seuls les 300 premiers mots"),
        ("wiki " * 4000, "en", "Only the first 300 words"),
    ],
)
def test_what_selects_nothing_is_said(question: str, language: Language, said: str, catalogue: Catalogue) -> None:
    _, selection, text = answered(question, language, catalogue)
    assert selection.matches
    assert said in text.replace("\u00a0", " ")
