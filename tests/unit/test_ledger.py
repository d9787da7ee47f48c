"""What a file's new content changes in the index."""

import pytest

from ingest.errors import ReadError
from ingest.ledger import Entry, Ledger
from ingest.records import Document
from ingest.store.codec import text_hash


def document(source, text="texte", id=None, title="t"):
    return Document(id=id or f"id-{source}", source=source, kind="article", title=title, text=text, language="fr")


def entry(file, one, duplicate_of=None):
    return Entry(one.source, file, one.id, one.content_hash, text_hash(one), duplicate_of)


def counts(changes):
    return changes.added, changes.updated, changes.deleted, changes.unchanged


def test_a_new_file_adds_its_documents():
    changes = Ledger([]).apply("f", [document("f#1", "a"), document("f#2", "b")])
    assert counts(changes) == (2, 0, 0, 0)
    assert [stand_in for _, stand_in in changes.store] == [None, None]


def test_the_same_content_changes_nothing():
    ledger = Ledger([entry("f", document("f#1"))])
    changes = ledger.apply("f", [document("f#1")])
    assert counts(changes) == (0, 0, 0, 1)
    assert not changes.store
    assert not changes.drop


def test_a_changed_document_replaces_its_former_self():
    changes = Ledger([entry("f", document("f#1"))]).apply("f", [document("f#1", "autre")])
    assert counts(changes) == (0, 1, 0, 0)
    assert [old.source for old in changes.drop] == ["f#1"]


def test_a_changed_title_alone_is_an_update_and_keeps_the_repeats():
    ledger = Ledger([entry("f", document("f#1")), entry("g", document("g#1"), "f#1")])
    changes = ledger.apply("f", [document("f#1", title="neuf")])
    assert counts(changes) == (0, 1, 0, 0)
    assert not changes.promote
    assert changes.store[0][1] is None


def test_a_row_that_left_a_file_is_deleted():
    ledger = Ledger([entry("f", document("f#1", "a")), entry("f", document("f#2", "b"))])
    changes = ledger.apply("f", [document("f#1", "a")])
    assert counts(changes) == (0, 0, 1, 1)


def test_the_same_text_from_two_places_is_one():
    ledger = Ledger([entry("f", document("f#1"))])
    changes = ledger.apply("g", [document("g#1", " texte\n")])
    assert [stand_in for _, stand_in in changes.store] == ["f#1"]
    assert [one.source for one in ledger.standing()] == ["f#1"]


def test_the_repeat_takes_over_when_the_first_goes():
    ledger = Ledger([entry("a", document("a")), entry("c", document("c"), "a"), entry("b", document("b"), "a")])
    changes = ledger.apply("a", [])
    assert [one.source for one in changes.promote] == ["b"]
    assert changes.repoint == {"c": "b"}
    assert [one.source for one in ledger.standing()] == ["b"]


def test_an_id_used_by_another_text_is_refused_and_changes_nothing():
    ledger = Ledger([entry("f", document("f#1", id="x"))])
    with pytest.raises(ReadError, match="'x' is already used by f#1"):
        ledger.apply("g", [document("g#1", "autre", id="x")])
    assert ledger.documents_of("g") == 0


def test_a_copy_of_a_page_with_its_id_is_a_repeat_and_no_error():
    ledger = Ledger([entry("f", document("f#1", id="x"))])
    assert ledger.apply("g", [document("g#1", id="x")]).store[0][1] == "f#1"


def test_an_id_used_twice_in_one_file_is_refused():
    with pytest.raises(ReadError, match="twice"):
        Ledger([]).apply("f", [document("f#1", "a", id="x"), document("f#2", "b", id="x")])
