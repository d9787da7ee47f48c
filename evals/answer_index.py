"""Public question sets in an index of their own, where sentences are found and chosen as the product does it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from assistant.passages import EVIDENCE
from assistant.retrieval.retriever import Retriever
from assistant.understanding import understand
from assistant.writing.extractive import consider
from evals.answer_bench import SentenceCase
from evals.answer_sets import AnswerSet, SetPassage, SetVectors
from ingest.embedding.centring import Centring, for_model
from ingest.embedding.encoder import Encoder, PassageVectors
from ingest.embedding.space import space_identity
from ingest.records import Chunk, Document, Section, Span
from ingest.store import Index, open_index
from ingest.store.location import Location
from ingest.store.writer import Batch, FileRow, IndexedDocument, IndexWriter


def index_sets(sets: Mapping[str, AnswerSet], raw: Mapping[str, SetVectors], encoder: Encoder, at: Path) -> Index:
    """Index the passages of these sets in ``at``; a passage's id is its set's name and its number there."""
    writer = IndexWriter(Location(at), space_identity(encoder.identity), rebuild=True)
    centring = for_model(encoder.identity)
    batch = Batch()
    for name, found in sets.items():
        for document in _documents(name, found, raw[name], centring):
            source = document.document.source
            digest = hashlib.sha256(document.document.text.encode()).hexdigest()
            batch.changes.append((writer.ledger.apply(source, [document.document]), FileRow(source, digest)))
            batch.indexed.append(document)
    writer.commit(batch)
    writer.publish()
    writer.close()
    return open_index(at, encoder)


def found_cases(index: Index, encoder: Encoder, found: AnswerSet) -> Iterator[SentenceCase]:
    """The sentences that the product considers for each question with a known one, and which of them are right."""
    asked = [question for question in found.questions if question.sentences]
    encoder.encode_queries([question.text for question in asked])  # in one go: each is then at hand
    retriever = Retriever(index, encoder)
    for question in asked:
        understood = understand(question.text)
        query = retriever.query(understood.text, understood.asked_in)
        considered = consider(understood, query, retriever.search(query, EVIDENCE), index)
        gold = _chunk_id(found.name, question.passages[0])
        right = [one.passage == gold and one.position in question.sentences for one in considered.candidates]
        yield SentenceCase(question.group, considered.features, list(considered.candidates), np.array(right, bool))


def _documents(name: str, found: AnswerSet, raw: SetVectors, centring: Centring) -> Iterator[IndexedDocument]:
    """A document for each passage: the sets do not tell what stands before it in its page."""
    for number, passage in enumerate(found.passages):
        whole = Span(0, len(passage.text))
        document = Document(
            id=f"{name}-{number}",
            source=f"set:{name}-{number}",
            kind="article",
            title=passage.title,
            text=passage.text,
            language=passage.language,
            sections=(Section((), whole.start, whole.end),),
        )
        chunk = Chunk(
            id=_chunk_id(name, number),
            document_id=document.id,
            language=passage.language,
            heading_path=(),
            page=None,
            start=whole.start,
            end=whole.end,
            text=passage.text,
            sentences=passage.sentences,
        )
        yield IndexedDocument(document, [chunk], [_vectors(raw, number, centring, passage)])


def _chunk_id(name: str, number: int) -> str:
    return f"{name}#{number}"


def _vectors(raw: SetVectors, number: int, centring: Centring, passage: SetPassage) -> PassageVectors:
    rows = np.vstack([raw.passages[number][None], raw.sentences[raw.offsets[number] : raw.offsets[number + 1]]])
    centred = centring.centre(rows, passage.language, "passage")
    return PassageVectors(centred[0], centred[1:])
