"""What retrieval reads off passages and their vectors before it ranks them."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.retrieval.cosines import cosines
from assistant.retrieval.places import LONGEST, opens_section
from ingest.embedding.centring import Centring
from ingest.records import Chunk
from ingest.store.index import DocumentRow, Passage

FIRST, SECOND, THIRD = np.eye(3, dtype=np.float32)


def _passage(document: str, *headings: str, page: int | None = None) -> Passage:
    chunk = Chunk(f"{document}-{headings}", document, "fr", headings, page, 0, 1, "x")
    return Passage(chunk, DocumentRow(document, document, "article", "fr", document))


def test_the_first_passage_below_a_heading_opens_its_section() -> None:
    passages = [_passage("a", "Coût"), _passage("a", "Coût"), _passage("a", "Délai"), _passage("a", "Délai")]
    assert opens_section(passages).tolist() == [True, False, True, False]


def test_a_section_goes_on_over_the_end_of_a_page() -> None:
    passages = [_passage("a", "Coût", page=page) for page in (1, 1, 2, 3)]
    assert opens_section(passages).tolist() == [True, False, False, False]


def test_the_same_heading_in_another_document_is_another_section() -> None:
    assert opens_section([_passage("a", "Coût"), _passage("b", "Coût")]).tolist() == [True, True]


def test_text_before_the_first_heading_is_a_section() -> None:
    passages = [_passage("a"), _passage("a"), _passage("a", "Coût")]
    assert opens_section(passages).tolist() == [True, False, True]


def test_a_long_text_without_headings_has_nothing_to_open() -> None:
    assert opens_section([_passage("a")] * LONGEST).sum() == 1
    assert opens_section([_passage("a")] * (LONGEST + 1)).all()


def test_no_passages_open_nothing() -> None:
    assert opens_section([]).shape == (0,)


def test_the_best_sentence_speaks_for_its_passage() -> None:
    found = cosines(
        FIRST, FIRST, np.array([SECOND, FIRST]), [np.array([THIRD, FIRST]), np.zeros((0, 3))], ["fr", "en"], Centring()
    )
    assert found.dense == pytest.approx([0, 1])
    assert found.sentence == pytest.approx([1, 1])
    assert found.uncentred == pytest.approx([0.5, 1])
    assert found.distance == pytest.approx([1, 1])


def test_cosines_before_centring_are_those_of_the_vectors_as_they_came() -> None:
    means = Centring({("fr", "passage"): 0.5 * FIRST, ("fr", "query"): 0.5 * SECOND})
    question = np.array([0.6, 0.8, 0.0], np.float32)
    raw = np.array([[0.8, 0.6, 0.0], [0.0, 0.6, 0.8]], np.float32)
    centred, asked = means.centre(raw, "fr", "passage"), means.centre(question[None], "fr", "query")[0]
    found = cosines(asked, question, centred, [centred[:1], centred[1:]], ["fr", "fr"], means)
    assert found.uncentred == pytest.approx(raw @ question, abs=1e-5)
    assert found.dense == pytest.approx(centred @ asked)
    assert found.distance == pytest.approx(np.linalg.norm(raw - 0.5 * FIRST, axis=1), abs=1e-5)


def test_no_passages_have_no_cosines() -> None:
    assert cosines(FIRST, FIRST, np.zeros((0, 3), np.float32), [], [], Centring()).dense.shape == (0,)
