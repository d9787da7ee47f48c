"""Comparisons: what is read in the question, the table that answers it, and what is said of names outside it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.comparing import COMPARED, MOST_COMPARED, comparison_of
from assistant.catalogue.composing import compose
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.markdown_table import markdown_table
from assistant.catalogue.parsing import parse_constraints
from assistant.catalogue.quoting import Cell, Comparison, Row
from assistant.catalogue.selection import select
from assistant.catalogue.tables import sentences
from assistant.writing.draft import Draft
from assistant.writing.tables import say_table
from ingest.readers.raw import RawFile
from ingest.readers.yaml_file import read_yaml_file
from ingest.records import LANGUAGES, Chunk
from ingest.store import Passage

FILES = sorted((Path(__file__).parents[2] / "corpus" / "catalogue").glob("*.yml"))


@pytest.fixture(scope="module")
def documents():
    raw = (RawFile(f"corpus:{path.name}", path.name, path.read_bytes(), path.stem) for path in FILES)
    return [document for one in raw for document in read_yaml_file(one)]


@pytest.fixture(scope="module")
def catalogue(documents):
    return Catalogue.from_documents(documents)


class FakeIndex:
    """Every document as one passage."""

    def __init__(self, documents):
        self._documents = {document.id: document for document in documents}

    def passage_at(self, document_id, start):
        document = self._documents[document_id]
        text = document.text
        return Passage(
            Chunk(f"{document_id}#0", document_id, document.language, (), None, 0, len(text), text), document
        )


def said(question, catalogue, language="fr"):
    constraints = parse_constraints(question, language, catalogue)
    return compose(select(catalogue, constraints), constraints, language, catalogue)


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("Compare la licence et le support de Nextcloud et Seafile", ["licence", "commercial_support_in_europe"]),
        ("compare the licence and support of Nextcloud and Seafile", ["licence", "commercial_support_in_europe"]),
        ("Nextcloud vs Seafile on standards", ["standards"]),
        ("Compare Nextcloud et Seafile : support SAML", ["standards"]),
        (
            "Compare Forgejo et GitLab sur la gouvernance, la licence et les limites",
            ["governance", "licence", "limits"],
        ),
        ("compare hosting and standards of XWiki and BookStack", ["deployment", "standards"]),
        ("compare Element et Mattermost sur la visioconférence", ["features"]),
        ("Compare Nextcloud et Seafile", []),
        ("Compare les logiciels libres Nextcloud et Seafile", []),
        ("Compare Nextcloud and Seafile for our organisation", []),
        ("compare la messagerie Element et Tchap", []),
    ],
)
def test_the_criteria_asked_are_read_in_their_order(question, facts, catalogue):
    asked = parse_constraints(question, "fr", catalogue)
    assert (asked.intent, len(asked.entries)) == ("compare", 2)
    assert [fact for fact in (asked.fact_field, *asked.more_facts) if fact] == facts


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("Compare Nextcloud et Zorglub", ("Zorglub",)),
        ("zorglub vs nextcloud", ("zorglub",)),
        ("Compare Nextcloud with Zorglub Machin", ("Zorglub Machin",)),
        ("Compare Nextcloud et Seafile sur la robustesse et la maturité", ()),
        ("Compare Element et Tchap pour une administration centrale", ()),
    ],
)
def test_names_that_the_catalogue_does_not_know_are_told_apart(question, unknown, catalogue):
    asked = parse_constraints(question, "fr", catalogue)
    assert (asked.intent, asked.unknown_names) == ("compare", unknown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_the_usual_facts_after_a_sentence_on_each_entry(language, catalogue):
    *opening, table = said("Compare Nextcloud et Seafile", catalogue, language)
    assert [sentence.text.split()[0].rstrip(":") for sentence in opening] == ["Nextcloud", "Seafile"]
    assert [row.fact for row in table.table.rows] == list(COMPARED)
    assert [entry.id for entry in table.table.entries] == ["nextcloud", "seafile"]
    assert all(row.label == sentences(language)["compare"]["facts"][row.fact] for row in table.table.rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_says_its_fact_with_a_quote_or_that_it_is_not_documented(language, documents, catalogue):
    by_id = {document.id: document for document in documents}
    words = {"fr": ("non documenté", "à vérifier"), "en": ("not documented", "to be verified")}[language]
    facts = [*COMPARED, "organisations", "features", "steward_country"]
    table = comparison_of(list(catalogue.entries.values()), facts, language, catalogue)
    verdicts = set()
    for row in table.rows:
        for entry, cell in zip(table.entries, row.cells, strict=True):
            verdicts.add(cell.verified)
            assert (cell.text == words[0]) == (cell.verified is None), (entry.id, row.fact)
            # No sentence of a page says when it was last verified.
            silent = cell.verified is None or row.fact == "last_verified"
            assert silent == (not cell.quotes), (entry.id, row.fact)
            if row.fact != "limits":  # a limit may itself tell what is to be verified
                assert (words[1] in cell.text) == (cell.verified is False), (entry.id, row.fact, cell.text)
            for quote in cell.quotes:
                assert quote.document_id == f"{entry.id}.{language}"
                assert by_id[quote.document_id].text[quote.start : quote.end] == quote.text
    assert verdicts == {True, False, None}


def test_a_steward_without_a_country_and_a_country_without_a_steward_are_both_told(catalogue):
    nextcloud = catalogue.entries["nextcloud"]
    halves = [nextcloud.model_copy(update={"steward": None}), nextcloud.model_copy(update={"steward_country": None})]
    (row,) = comparison_of(halves, ["steward"], "fr", catalogue).rows
    assert row.cells[0].text.startswith("non documenté (Allemagne")
    assert row.cells[1].text.startswith("Nextcloud GmbH (pays non documenté)")


def test_six_solutions_are_compared_up_to_the_fifth_and_the_sixth_is_named(catalogue):
    found = said("Compare Keycloak, authentik, Zitadel, LemonLDAP::NG, Authelia et Kanidm", catalogue)
    assert len(found[-1].table.entries) == MOST_COMPARED
    assert "cinq premières" in found[0].text and "Kanidm n'y figure pas" in found[0].text
    assert [quote.document_id for quote in found[0].quotes] == ["kanidm.fr"]


def test_a_single_solution_is_described_and_the_other_name_is_said_to_be_unknown(catalogue):
    found = said("Compare Nextcloud et Zorglub", catalogue)
    assert "Zorglub n'en fait pas partie" in found[0].text and not found[0].quotes
    assert "au moins deux solutions" in found[1].text
    assert not any(sentence.table for sentence in found)
    assert any(sentence.text.startswith("Nextcloud peut remplacer") for sentence in found)


def test_an_unknown_name_beside_two_solutions_leaves_their_table(catalogue):
    found = said("Compare Nextcloud, Seafile and Zorglub", catalogue, "en")
    assert "Zorglub is not one of them" in found[0].text
    assert [entry.id for entry in found[-1].table.entries] == ["nextcloud", "seafile"]


@pytest.mark.parametrize(("question", "language"), [("Compare Teams et Slack", "fr"), ("Teams vs Slack", "en")])
def test_products_to_replace_get_their_alternatives(question, language, catalogue):
    constraints = parse_constraints(question, language, catalogue)
    selection = select(catalogue, constraints)
    assert all({"Microsoft Teams", "Slack"} & set(entry.replaces) for entry in selection.matches)
    first, second, *_ = compose(selection, constraints, language, catalogue)
    assert "Microsoft Teams" in first.text and "Slack" in first.text and "open" in first.text
    assert "Microsoft Teams" in second.text and second.quotes


def test_the_text_of_the_table_has_the_marks_in_its_cells(documents, catalogue):
    draft = Draft(FakeIndex(documents))
    table = comparison_of([catalogue.entries[name] for name in ("nextcloud", "seafile")], COMPARED, "fr", catalogue)
    values = say_table(draft, table)
    lines = draft.text("\n").strip().splitlines()
    assert lines[1].replace("-", "").replace(" ", "") == "||||"
    for line, row in zip(lines[2:], values["rows"], strict=True):
        label, *cells = (part.strip() for part in line.strip("|").split(" | "))
        assert label == row["label"]
        for text, cell in zip(cells, row["cells"], strict=True):
            marks = "".join(f"[{n}]" for n in cell["citations"])
            assert text == f"{cell['text']} {marks}".strip()
    numbers = {int(n) for n in re.findall(r"\[(\d+)\]", draft.text("\n"))}
    assert numbers == {citation.n for citation in draft.citations} == set(draft.sentences[-1].citations)
    assert [entry["id"] for entry in values["entries"]] == ["nextcloud", "seafile"]


def test_a_bar_or_a_line_break_in_a_cell_does_not_break_the_table(catalogue):
    entries = (replaced := catalogue.entries["nextcloud"], replaced)
    row = Row("notes", "A|B", (Cell("one | two\nthree", (), True), Cell("plain", (), True)))
    text = markdown_table(Comparison("", entries, (row,)), lambda cell: cell.text)
    assert text.splitlines()[2].startswith("| A\\|B | one \\| two three | plain")
    assert len(text.splitlines()) == 3


def test_the_order_asked_is_the_order_of_the_columns(catalogue):
    asked = Constraints(intent="compare", entries=("seafile", "nextcloud"))
    for constraints in (asked, replace(asked, entries=asked.entries[::-1])):
        *_, table = compose(select(catalogue, constraints), constraints, "en", catalogue)
        assert tuple(entry.id for entry in table.table.entries) == constraints.entries
