"""Catalogues as CSV: a document a row."""

import pytest
from reader_files import DATA, raw, read_one

from ingest.errors import ReadError
from ingest.readers import read


def test_csv_of_2020_gives_a_document_a_row() -> None:
    first, second = read(raw("sill-2020.csv", (DATA / "sill-2020.csv").read_bytes()))
    assert (first.id, first.source, first.entry) == ("stem-1234-1", "/docs/sill-2020.csv#1", None)
    assert (first.kind, first.language, first.title) == ("catalogue", "fr", "Exemple")
    assert first.facts["licence"] == ["LGPL-2.1", "MPL-2.0"]
    assert first.facts["similar"] == ["Éditeur Libre"]
    assert first.facts["state_support"] is True
    assert "Statut : recommandé\n" in first.text
    assert "Contexte d'usage : Voir le site\n" in first.text
    assert second.facts["status"] == "en fin de recommandation"
    assert "licence" not in second.facts


def test_csv_of_2019_numbers_rows_of_the_same_name() -> None:
    documents = read(raw("sill-2019.csv", (DATA / "sill-2019.csv").read_bytes()))
    assert [document.source.partition("#")[2] for document in documents] == ["exemple", "greffon", "greffon-2"]
    assert documents[1].facts == {
        "name": "Greffon",
        "function": "diffusion",
        "status": "en observation",
        "sector": "bureau",
        "component": "documents",
        "parent": "Exemple",
    }


@pytest.mark.parametrize("name", ["sill-2019.csv", "sill-2020.csv"])
def test_csv_fact_spans_hold_the_facts_line(name: str) -> None:
    for document in read(raw(name, (DATA / name).read_bytes())):
        span = document.fact_spans["function"]
        assert document.text[span.start : span.end] == f"Fonction : {document.facts['function']}"
        assert document.fact_spans.keys() == document.facts.keys()


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("a,b\n1,2\n", "expected a catalogue CSV with the columns nom, fonction, licence, statut or LOGICIEL"),
        ("nom,fonction,licence,statut\n", "a header and no rows"),
        (
            "nom,fonction,licence,statut\nA,f,MIT,X\n,f,MIT,R\nB,f\n",
            "line 2: status 'X' .*line 3: no name; line 4: 2 cells",
        ),
        ("ID,nom,fonction,licence,statut\n1,A,f,MIT,R\n1,B,f,MIT,R\n", "id '1' stands in 2 rows"),
        ('nom,fonction,licence,statut\nA,"f,MIT,R\n', "not a valid CSV file: line 2"),
        ("nom,fonction,licence,statut\n" + ",f,MIT,R\n" * 30, "and 10 more"),
    ],
)
def test_csv_errors_are_listed_together(rows: str, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read(raw("a.csv", rows))


def test_csv_with_semicolons_is_read() -> None:
    assert read_one("a.csv", "nom;fonction;licence;statut\nA;f, g;MIT;R\n").facts["function"] == "f, g"
