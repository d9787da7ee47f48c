"""Counting entries by one fact."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.catalogue.aggregates import UNKNOWN, extremes, groups
from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.composing import compose
from assistant.catalogue.parsing import parse_constraints
from assistant.catalogue.predicates import criteria_of
from assistant.catalogue.reasons import reasons, reasons_apart, shared_standards
from assistant.catalogue.selection import select
from ingest.readers.raw import RawFile
from ingest.readers.yaml_file import read_yaml_file
from ingest.records import Language
from ingest.reference import CORPUS


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    files: list[Path] = sorted((CORPUS / "catalogue").glob("*.yml"))
    raws = (RawFile(f"corpus:{path.name}", path.name, path.read_bytes(), path.stem) for path in files)
    return Catalogue.from_documents(document for raw in raws for document in read_yaml_file(raw))


@pytest.mark.parametrize(
    ("question", "language", "fact", "extreme"),
    [
        ("Which domains have the fewest GPL entries?", "en", "domain", "fewest"),
        ("Quel domaine compte le plus de solutions ?", "fr", "domain", "most"),
        ("Répartition des solutions de sécurité par pays", "fr", "steward_country", ""),
        ("Quelle est la licence la plus courante ?", "fr", "licence", "most"),
        ("how many solutions by governance?", "en", "governance", ""),
        ("Combien de licences différentes compte le catalogue ?", "fr", "licence", ""),
        ("Which domains have fewer than 25 entries?", "en", "domain", ""),
        ("Quel domaine a le plus d'entrées et lequel en a le moins ?", "fr", "domain", "both"),
        ("Combien de solutions dans chaque domaine ?", "fr", "domain", ""),
        ("Quels pays sont présents dans votre catalogue ?", "fr", "steward_country", ""),
        ("Which countries are represented among your solutions?", "en", "steward_country", ""),
        ("What countries do your products come from?", "en", "steward_country", ""),
        ("How many tools are in each of the eleven domains?", "en", "domain", ""),
        ("Les onze domaines et le nombre de logiciels de chacun", "fr", "domain", ""),
        ("Quels sont les domaines et combien de solutions compte chacun ?", "fr", "domain", ""),
        ("Show the domains with their number of entries", "en", "domain", ""),
        ("What kinds of governance exist in your catalogue?", "en", "governance", ""),
        ("Quelles sortes de licences figurent dans votre catalogue ?", "fr", "licence", ""),
    ],
)
def test_a_grouping_is_read(question: str, language: Language, fact: str, extreme: str, catalogue: Catalogue) -> None:
    asked = parse_constraints(question, language, catalogue)
    assert (asked.intent, asked.group_by, asked.extreme) == ("aggregate", fact, extreme)


@pytest.mark.parametrize(
    "question",
    [
        "la plupart des logiciels",
        "logiciels portés par une communauté",
        "Quel est le pays de Nextcloud ?",
        "Quels logiciels open source existent pour ça ?",
    ],
)
def test_other_questions_are_no_grouping(question: str, catalogue: Catalogue) -> None:
    assert parse_constraints(question, "fr", catalogue).intent != "aggregate"


def test_groups_count_every_entry_once_in_its_domain(catalogue: Catalogue) -> None:
    found = groups(list(catalogue.entries.values()), "domain")
    assert sum(len(group.entries) for group in found) == len(catalogue.entries)
    assert [len(group.entries) for group in found] == sorted((len(g.entries) for g in found), reverse=True)


def test_an_empty_group_counts_for_the_fewest_and_the_unknown_never_does(catalogue: Catalogue) -> None:
    entries = [entry for entry in catalogue.entries.values() if entry.domain != "security"]
    assert [group.value for group in extremes(groups(entries, "domain"), "fewest")] == ["security"]
    by_country = groups(entries, "steward_country")
    assert by_country[-1].value == UNKNOWN
    assert UNKNOWN not in {group.value for group in extremes(by_country, "fewest")}


def test_the_answer_states_the_count_that_the_files_give(catalogue: Catalogue) -> None:
    asked = parse_constraints("Quel pays porte le plus de solutions AGPL ?", "fr", catalogue)
    selection = select(catalogue, asked)
    french = sum(entry.steward_country == "FR" for entry in selection.matches)
    first, *_ = compose(selection, asked, "fr", catalogue)
    assert "France" in first.text and str(french) in first.text and first.quotes


def test_reasons_say_what_the_order_looks_at(catalogue: Catalogue) -> None:
    asked = parse_constraints("alternatives à Jira", "fr", catalogue)
    matches = select(catalogue, asked).matches
    said = [reasons(entry, matches, criteria_of(asked), "fr") for entry in matches]
    assert all(any("vérifié" in reason and " sur " in reason for reason in each) for each in said)
    for entry, each in zip(matches, said, strict=True):
        assert ("support en Europe" in each) == bool(entry.commercial_support_in_europe)
        assert any("partagé" in reason for reason in each) == bool(shared_standards(entry, matches))


def test_the_order_tells_what_the_first_have_in_common_and_what_sets_each_apart(catalogue: Catalogue) -> None:
    asked = parse_constraints("alternatives à Microsoft Teams", "fr", catalogue)
    matches = select(catalogue, asked).matches
    said = [reasons(entry, matches, criteria_of(asked), "fr") for entry in matches[:3]]
    common, apart = reasons_apart(matches[:3], matches, criteria_of(asked), "fr")
    assert common and all({*common} <= {*each} for each in said)
    assert not any({*common} & {*each} for each in apart)
    assert all({*some} <= {*each} for some, each in zip(apart, said, strict=True))


def test_one_solution_alone_is_no_breakdown(catalogue: Catalogue) -> None:
    asked = parse_constraints("Répartition des antivirus par licence", "fr", catalogue)
    selection = select(catalogue, asked)
    (told,) = compose(selection, asked, "fr", catalogue)
    assert len(selection.matches) == 1 and told.text.startswith("La seule solution d'antivirus est ClamAV")
    assert told.quotes
