"""Solutions sought by what they go with: those whose page mentions it, with the sentence that does."""

from __future__ import annotations

import pytest

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.composing import compose
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.parsing import parse_constraints
from assistant.catalogue.selection import select
from evals.catalogue.checking import built_in_catalogue
from ingest.records import Language


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return built_in_catalogue()


def _first(constraints: Constraints) -> list[str]:
    return [names[0] for names in constraints.companions]


@pytest.mark.parametrize(
    ("question", "language", "companions", "intent"),
    [
        ("Which wikis run on PostgreSQL?", "en", ["PostgreSQL"], "list"),
        ("Quels wikis utilisent PostgreSQL ?", "fr", ["PostgreSQL"], "list"),
        ("Un outil de visioconférence qui s'intègre à Nextcloud", "fr", ["Nextcloud"], "list"),
        ("Which identity tools are built on top of Keycloak?", "en", ["Keycloak"], "list"),
        ("Combien de solutions tournent sur Kubernetes ?", "fr", ["Kubernetes"], "count"),
        ("une alternative à Webex compatible avec Nextcloud", "fr", ["Nextcloud"], "alternatives"),
        ("Quels outils s'interfacent avec VMware ?", "fr", ["VMware"], "list"),
        ("Which solutions run on docker?", "en", ["Docker"], "list"),
        ("Y a-t-il un wiki qui utilise PostgreSQL ?", "fr", ["PostgreSQL"], "list"),
        ("Existe-t-il un outil compatible avec Nextcloud ?", "fr", ["Nextcloud"], "list"),
        # Asked of one solution, denied, of a product in use, or of something else.
        ("Does Collabora Online work with Nextcloud?", "en", [], "none"),
        ("Which wikis do not use PostgreSQL?", "en", [], "list"),
        ("On utilise Jira, quel outil prendre ?", "fr", [], "alternatives"),
        ("a mail server that works with Outlook", "en", [], "list"),
        ("Hosted alternatives to Confluence under the MIT licence", "en", [], "alternatives"),
        ("un équivalent installé en remplacement de Confluence", "fr", [], "alternatives"),
        ("Quelles administrations utilisent Nextcloud ?", "fr", [], "fact"),
        ("Quelle est la licence de PostgreSQL ?", "fr", [], "fact"),
        ("How do I deploy on Kubernetes?", "en", [], "fact"),
    ],
)
def test_what_solutions_go_with_is_a_criterion(
    question: str, language: Language, companions: list[str], intent: str, catalogue: Catalogue
) -> None:
    constraints = parse_constraints(question, language, catalogue)
    assert (_first(constraints), constraints.intent) == (companions, intent)
    assert not (companions and constraints.entries)


@pytest.mark.parametrize(
    ("question", "language", "left_out"),
    [
        ("Which wikis do not use PostgreSQL?", "en", "xwiki"),
        ("Quels wikis n'utilisent pas PostgreSQL ?", "fr", "xwiki"),
        ("Quelles alternatives à Teams ne reposent pas sur Jitsi ?", "fr", "jitsi-meet"),
        ("Which mail servers do not work with Outlook?", "en", "bluemind"),
    ],
)
def test_what_solutions_do_without_is_a_criterion(
    question: str, language: Language, left_out: str, catalogue: Catalogue
) -> None:
    constraints = parse_constraints(question, language, catalogue)
    selection = select(catalogue, constraints)
    assert constraints.excluded_companions and not constraints.companions
    assert selection.matches and left_out not in {entry.id for entry in selection.matches}
    told = next(iter(compose(selection, constraints, language, catalogue))).text
    assert {"fr": "fiche qui ne mentionne pas", "en": "page that does not mention"}[language] in told


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_solution_is_told_with_the_sentence_that_mentions_it(language: Language, catalogue: Catalogue) -> None:
    question = {"fr": "Quels wikis utilisent PostgreSQL ?", "en": "Which wikis use PostgreSQL?"}[language]
    constraints = parse_constraints(question, language, catalogue)
    selection = select(catalogue, constraints)
    told = compose(selection, constraints, language, catalogue)
    assert selection.matches and "postgresql" not in {entry.id for entry in selection.matches}
    for entry in selection.matches:
        texts = (entry.description_fr, entry.description_en, *(entry.limits_fr or ()), *(entry.limits_en or ()))
        assert any("PostgreSQL" in (text or "") for text in texts), entry.id
    verbatim = [one for one in told if len(one.quotes) == 1 and one.quotes[0].text == one.text]
    assert len(verbatim) == len(selection.matches) and all("PostgreSQL" in one.text for one in verbatim)
    assert {"fr": "fiche qui mentionne PostgreSQL", "en": "page that mentions PostgreSQL"}[language] in told[0].text


def test_a_name_is_no_common_word(catalogue: Catalogue) -> None:
    constraints = parse_constraints("Which tools work with Element?", "en", catalogue)
    found = select(catalogue, constraints).matches
    assert _first(constraints) == ["Element"] and 0 < len(found) < 10


def test_what_is_missing_is_told_as_a_near_miss(catalogue: Catalogue) -> None:
    constraints = parse_constraints("Which wikis run on Kubernetes?", "en", catalogue)
    selection = select(catalogue, constraints)
    told = " ".join(one.text for one in compose(selection, constraints, "en", catalogue))
    assert "XWiki" in {miss.entry.name for miss in selection.near_misses}
    assert "Kubernetes not mentioned" in told
