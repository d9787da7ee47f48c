"""What a run of the pipeline leaves in the index."""

import pytest
from fake_encoder import FakeEncoder

from ingest.errors import IndexMismatch, IndexMissing, StoreError
from ingest.pipeline import ingest
from ingest.store import open_index, read_snapshot
from ingest.store.location import Location
from ingest.store.writer import IndexWriter

SILL = (
    "ID,nom,fonction,annees,statut,parent,public,support,similaire-a,wikidata,comptoir-du-libre,licence,secteur,"
    "composant,contexte-usage,label,groupe,version\n"
    "1,7zip,Compression,2020,R,,,,,Q215051,72,LGPL-2.0-only,Contenu,Compression,,,MIMO,19\n"
)


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "documents"
    path.mkdir()
    write(path, "un.txt", "Le premier logiciel est libre.\n\nIl est français.")
    write(path, "deux.txt", "The second program is free. It is German.")
    return path


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


def write(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")


def run(folder, home, **options):
    encoder = FakeEncoder()
    report = ingest([str(folder)], location=Location(home), encoder=encoder, **options)
    return report, encoder


def opened(home):
    return open_index(home, FakeEncoder())


def texts(home):
    return sorted(passage.chunk.text for passage in opened(home).passages)


def counts(report):
    return report.added, report.updated, report.unchanged, report.deleted


def test_a_first_run_adds_every_document(folder, home):
    report, _ = run(folder, home)
    assert counts(report) == (2, 0, 0, 0)
    assert report.chunks == len(opened(home).passages) == 2
    assert report.snapshot == read_snapshot(home) == opened(home).snapshot


def test_quotes_are_exact_slices_of_the_stored_document(folder, home):
    run(folder, home)
    index = opened(home)
    for passage in index.passages:
        document = index.document(passage.document.id)
        assert document.text[passage.chunk.start : passage.chunk.end] == passage.chunk.text


def test_an_unchanged_folder_costs_no_embedding_and_keeps_its_snapshot(folder, home):
    first, _ = run(folder, home)
    second, encoder = run(folder, home)
    assert encoder.embedded == 0
    assert counts(second) == (0, 0, 2, 0)
    assert second.snapshot == first.snapshot


def test_a_touched_file_with_the_same_bytes_is_unchanged(folder, home):
    run(folder, home)
    write(folder, "un.txt", (folder / "un.txt").read_text(encoding="utf-8"))
    _, encoder = run(folder, home)
    assert encoder.embedded == 0


def test_a_changed_document_replaces_its_chunks(folder, home):
    first, _ = run(folder, home)
    write(folder, "un.txt", "Un tout autre texte.")
    second, encoder = run(folder, home)
    assert counts(second) == (0, 1, 1, 0)
    assert encoder.embedded == 1
    assert second.snapshot != first.snapshot
    assert texts(home) == ["The second program is free. It is German.", "Un tout autre texte."]


def test_a_removed_document_stays_until_prune(folder, home):
    run(folder, home)
    (folder / "deux.txt").unlink()
    kept, _ = run(folder, home)
    assert (kept.deleted, kept.chunks) == (0, 2)
    pruned, _ = run(folder, home, prune=True)
    assert (pruned.deleted, pruned.chunks) == (1, 1)


def test_prune_leaves_other_folders_alone(folder, home, tmp_path):
    run(folder, home)
    other = tmp_path / "autres"
    other.mkdir()
    write(other, "trois.txt", "Un troisième texte.")
    report, _ = run(other, home, prune=True)
    assert counts(report) == (1, 0, 0, 0)
    assert report.chunks == 3


def test_the_same_content_from_two_places_is_one(folder, home):
    write(folder, "copie.txt", (folder / "un.txt").read_text(encoding="utf-8"))
    report, _ = run(folder, home)
    assert report.chunks == 2


def test_a_copy_survives_the_removal_of_its_original(folder, home):
    write(folder, "zcopie.txt", (folder / "un.txt").read_text(encoding="utf-8"))
    run(folder, home)
    (folder / "un.txt").unlink()
    run(folder, home, prune=True)
    assert [text[:10] for text in texts(home)] == ["Le premier", "The second"]


def test_a_bad_file_is_named_and_the_others_are_indexed(folder, home):
    (folder / "casse.pdf").write_bytes(b"%PDF-1.4 nothing of the kind")
    (folder / "vide.txt").write_bytes(b"")
    (folder / "latin.txt").write_bytes("été".encode("latin-1"))
    write(folder, "fiche.yml", "id: x\nname: X\n")
    report, _ = run(folder, home)
    assert report.added == 2
    assert sorted(failure.source.rpartition("/")[2] for failure in report.failed) == [
        "casse.pdf",
        "fiche.yml",
        "latin.txt",
        "vide.txt",
    ]
    assert all(failure.error.said("fr") for failure in report.failed)


def test_a_200_mb_file_is_refused_without_being_read(folder, home):
    with (folder / "grand.txt").open("wb") as file:
        file.truncate(200_000_000)
    report, _ = run(folder, home)
    assert report.added == 2
    assert "200" in str(report.failed[0].error)


def test_a_file_that_breaks_keeps_what_the_index_has_of_it(folder, home):
    run(folder, home)
    (folder / "un.txt").write_bytes(b"\xff\xfe\xff")
    report, _ = run(folder, home)
    assert len(report.failed) == 1
    assert report.chunks == 2


def test_a_missing_source_is_reported(home, folder):
    report, _ = run(folder / "absent", home)
    assert "no such file" in str(report.failed[0].error)


def test_the_order_of_arrival_does_not_change_the_snapshot(folder, home, tmp_path):
    whole, _ = run(folder, home)
    apart = tmp_path / "apart"
    run(folder / "un.txt", apart)
    last, _ = run(folder / "deux.txt", apart)
    assert last.snapshot == whole.snapshot


def test_an_index_made_with_another_model_is_refused_with_the_way_out(folder, home):
    run(folder, home)
    other = FakeEncoder()
    other.identity = "another-model"
    with pytest.raises(IndexMismatch, match="ingest --rebuild"):
        open_index(home, other)
    with pytest.raises(IndexMismatch):
        ingest([str(folder)], location=Location(home), encoder=other)
    report = ingest([str(folder)], location=Location(home), encoder=other, rebuild=True)
    assert report.added == 2


def test_no_index_says_what_to_run(home):
    assert read_snapshot(home) is None
    with pytest.raises(IndexMissing, match="eurocommons ingest"):
        opened(home)


def test_a_second_ingestion_at_the_same_time_is_refused(folder, home):
    writer = IndexWriter(Location(home), FakeEncoder.identity)
    try:
        with pytest.raises(StoreError, match="another ingestion"):
            run(folder, home)
    finally:
        writer.close()


def test_filters_let_only_their_passages_through(folder, home):
    run(folder, home)
    index = opened(home)
    vector = FakeEncoder().encode_queries(["logiciel libre"])[0]
    rows = [row for row, _ in index.dense(vector, 10, {"language": "en"})]
    assert [index.passages[row].chunk.language for row in rows] == ["en"]
    assert index.mask({"language": "en"}).sum() == 1


def test_rows_of_another_catalogue_are_documents_but_no_typed_entries(folder, home):
    write(folder, "sill.csv", SILL)
    report, _ = run(folder, home)
    assert (report.added, report.failed) == (3, [])
    documents = opened(home).documents()
    assert [document.title for document in documents if document.kind == "catalogue"] == ["7zip"]
    assert opened(home).catalogue_documents() == []


def test_changed_reading_code_reads_the_same_bytes_again(folder, home, monkeypatch):
    run(folder, home)
    monkeypatch.setattr("ingest.pipeline.reading_digest", lambda data: "another version")
    report, encoder = run(folder, home)
    assert counts(report) == (0, 0, 2, 0)
    assert encoder.embedded == 0


def test_an_index_of_another_format_is_refused_with_the_way_out_and_can_be_rebuilt(folder, home, monkeypatch):
    monkeypatch.setattr("ingest.store.location.FORMAT", "0")
    run(folder, home)
    monkeypatch.undo()
    with pytest.raises(IndexMismatch, match=r"format 0.*ingest --rebuild"):
        run(folder, home)
    report, _ = run(folder, home, rebuild=True)
    assert report.added == 2
