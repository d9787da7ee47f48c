"""Sources to index: read, cut, embed, store, one batch after another."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import numpy as np
from tqdm import tqdm

from ingest.chunking import chunk_document
from ingest.embedding.centring import for_model
from ingest.embedding.encoder import Encoder, Passage, PassageVectors
from ingest.embedding.space import space_identity
from ingest.errors import ReadError
from ingest.language import detect_document, detect_text
from ingest.last_run import keep_last
from ingest.ledger import Changes
from ingest.messages import Said
from ingest.readers import read
from ingest.readers.digest import reading_digest
from ingest.records import Chunk, Document
from ingest.report import Failure, IngestReport
from ingest.sources import Limits, SourceRef, builtin_corpus, find_sources, load
from ingest.store.index import passage_context
from ingest.store.location import Location
from ingest.store.writer import Batch, FileRow, IndexedDocument, IndexWriter

BATCH_CHUNKS = 128
"""Chunks embedded and stored together; a killed run loses at most this much work."""


def ingest(
    sources: Sequence[str],
    *,
    location: Location,
    encoder: Encoder,
    prune: bool = False,
    rebuild: bool = False,
    limits: Limits = Limits(),
    progress: bool = False,
) -> IngestReport:
    """Bring the index up to date with ``sources`` (files, folders, URLs, feeds), or the built-in corpus when empty.

    A source whose bytes did not change is not read again; one that cannot be read is reported, keeps what the index
    has of it, and the others go on.  ``prune`` removes documents of files that are gone from below the given
    folders; ``rebuild`` empties the index first.

    Raises:
        StoreError: the index cannot be opened, was made with another model, or is being written by another run.
    """
    started = time.monotonic()
    report = IngestReport()
    found = _find(sources, limits, report)
    writer = IndexWriter(location, space_identity(encoder.identity), rebuild=rebuild)
    try:
        run = _Run(writer, encoder, limits, report)
        if prune:
            run.prune({ref.source for ref in found}, _prunable(sources))
        with _progress_bar(len(found), progress) as bar:
            for ref in found:
                run.take(ref)
                bar.update()
            run.flush()
        report.snapshot = writer.publish()
        report.chunks = writer.chunk_count()
    finally:
        writer.close()
    report.seconds = round(time.monotonic() - started, 3)
    keep_last(report, location.folder)
    return report


def _progress_bar(total: int, shown: bool) -> tqdm[NoReturn]:
    """A bar with rate and time left on standard error; a line every ten seconds where that is no terminal."""
    every_s = 0.2 if sys.stderr.isatty() else 10.0
    return tqdm(total=total, unit="file", desc="ingest", file=sys.stderr, disable=not shown, mininterval=every_s)


def _find(sources: Sequence[str], limits: Limits, report: IngestReport) -> list[SourceRef]:
    """Every file and page below the sources, once each; what cannot be listed is reported."""
    found: dict[str, SourceRef] = {}
    if not sources:
        found = {ref.source: ref for ref in builtin_corpus()}
    for source in sources:
        try:
            found |= {ref.source: ref for ref in find_sources(source, limits)}
        except ReadError as error:
            report.failed.append(Failure(error.source, Said.of(error.reason)))
    return list(found.values())


def _prunable(sources: Sequence[str]) -> list[str]:
    """Prefixes of the sources whose files may be pruned: the given folders, or the built-in corpus."""
    if not sources:
        return ["corpus:"]
    return [f"{Path(source).resolve().as_posix()}/" for source in sources if Path(source).is_dir()]


class _Run:
    """One run's pending batch.  Files are taken one after another; ``flush`` embeds and stores what is pending."""

    def __init__(self, writer: IndexWriter, encoder: Encoder, limits: Limits, report: IngestReport) -> None:
        self._writer = writer
        self._encoder = encoder
        self._centring = for_model(encoder.identity)
        self._limits = limits
        self._report = report
        self._hashes = writer.files()
        self._changes: list[tuple[Changes, FileRow | None]] = []
        self._chunks: list[tuple[Document, list[Chunk]]] = []
        self._pending: set[str] = set()

    def prune(self, found: set[str], prefixes: Sequence[str]) -> None:
        """Remove what the index has of files that were not found below the prefixes."""
        for source in sorted(set(self._hashes) - found):
            if source.startswith(tuple(prefixes)):
                self._change(source, [], None)

    def take(self, ref: SourceRef) -> None:
        """Read one source and add what it changes to the batch; report it when it cannot be read."""
        try:
            raw = load(ref, self._limits)
            digest = reading_digest(raw.data)
            if self._hashes.get(ref.source) == digest:
                self._report.unchanged += self._writer.ledger.documents_of(ref.source)
                return
            documents = [_with_language(document) for document in read(raw)]
            self._change(ref.source, documents, FileRow(ref.source, digest))
        except ReadError as error:
            self._report.failed.append(Failure(error.source, Said.of(error.reason)))

    def flush(self) -> None:
        """Embed and store the batch."""
        if not self._changes:
            return
        self._writer.commit(Batch(self._changes, self._index()))
        self._changes, self._chunks, self._pending = [], [], set()

    def _change(self, file: str, documents: Sequence[Document], row: FileRow | None) -> None:
        if self._writer.ledger.touched_by(file) & self._pending:
            self.flush()  # a batch never changes the same document twice
        changes = self._writer.ledger.apply(file, documents)
        self._changes.append((changes, row))
        self._pending |= {document.source for document, _ in changes.store}
        self._pending |= {entry.source for entry in changes.promote} | set(changes.repoint)
        for document, duplicate_of in changes.store:
            if duplicate_of is None:
                self._cut(document)
        for entry in changes.promote:
            self._cut(self._writer.document(entry.source))
        self._count(changes)
        if sum(len(chunks) for _, chunks in self._chunks) >= BATCH_CHUNKS:
            self.flush()

    def _cut(self, document: Document) -> None:
        default = document.language or "fr"
        chunks = chunk_document(document, self._encoder.token_spans, lambda text: detect_text(text, default))
        self._chunks.append((document, chunks))

    def _index(self) -> list[IndexedDocument]:
        """The pending chunks with their vectors, language taken out."""
        flat = [(document, chunk) for document, chunks in self._chunks for chunk in chunks]
        vectors = iter(
            self._encoder.encode_passages(
                [
                    Passage(passage_context(document.title, chunk.heading_path), chunk.text, chunk.sentences)
                    for document, chunk in flat
                ]
            )
        )
        return [
            IndexedDocument(document, chunks, [self._centred(chunk, next(vectors)) for chunk in chunks])
            for document, chunks in self._chunks
        ]

    def _centred(self, chunk: Chunk, vectors: PassageVectors) -> PassageVectors:
        rows = np.vstack([vectors.passage[None], vectors.sentences])
        centred = self._centring.centre(rows, [chunk.language] * len(rows), "passage")
        return PassageVectors(centred[0], centred[1:])

    def _count(self, changes: Changes) -> None:
        self._report.added += changes.added
        self._report.updated += changes.updated
        self._report.deleted += changes.deleted
        self._report.unchanged += changes.unchanged


def _with_language(document: Document) -> Document:
    """The document with its language detected where its source does not say; a mixed one keeps None."""
    return document if document.language else replace(document, language=detect_document(document.text))
