"""How search holds on a large index: an index of made passages through the real store, time, memory and disk.

    python -m evals.scale [--home DIR] [--chunks 100000] [--at DIR] [--json]

No model is needed for the passages: each is a passage of the index in ``--home`` with a part of its sentences replaced
by others of its language, and its vectors are the real ones moved at random.  Documents come in pairs, French and
English.  The questions are real, and embedded.  ``--at`` keeps the index in a folder, and measures the one that is
there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import platformdirs
from numpy.typing import NDArray

from assistant.live import limit_threads, spare_collections
from assistant.records import Filters
from assistant.retrieval.retriever import POOL, Query, Retriever
from assistant.settings import Settings
from evals.latency import resident_mb
from evals.numbers import table
from evals.profile import STEPS, Spent, measured_questions, percentiles, timed_steps
from ingest.catalogue.schema import DOMAINS
from ingest.embedding.encoder import Encoder, PassageVectors, load_encoder
from ingest.embedding.space import space_identity
from ingest.language import detect_text
from ingest.records import KINDS, LANGUAGES, Chunk, Document, Language, Section, Span
from ingest.store import Index, open_index
from ingest.store.location import Location
from ingest.store.writer import Batch, FileRow, IndexedDocument, IndexWriter

TARGET_P50_MS = 100.0
CHUNKS_A_DOCUMENT = 10
BATCH_DOCUMENTS = 400
READ_ROWS = 5000
"""Rows read at once: SQLite takes about 32,000 values in a query."""
REPLACED = 0.5
"""Share of a passage's sentences that others replace."""
MOVED = 0.5
"""Length of the random vector that is added to a unit vector: the two then have a cosine of about .9."""

Vectors = NDArray[np.float32]
Random = np.random.Generator


@dataclass(frozen=True, slots=True)
class Real:
    """A passage of the real index: its sentences, and the vectors of it, ``(d,)``, and of them, ``(n, d)``."""

    title: str
    sentences: tuple[str, ...]
    vector: Vectors
    sentence_vectors: Vectors


Material = Mapping[Language, Sequence[Real]]


def read_material(index: Index) -> Material:
    """The passages of an index by language."""
    count = len(index.passages)
    parts = [range(at, min(at + READ_ROWS, count)) for at in range(0, count, READ_ROWS)]
    vectors = np.concatenate([index.vectors(part) for part in parts])
    sentences = [one for part in parts for one in index.sentence_vectors(part)]
    found: dict[Language, list[Real]] = {language: [] for language in LANGUAGES}
    for passage, vector, of_sentences in zip(index.passages, vectors, sentences, strict=True):
        chunk = passage.chunk
        texts = tuple(chunk.text[span.start : span.end] for span in chunk.sentences)
        if texts:
            found[chunk.language].append(Real(passage.document.title, texts, vector, of_sentences))
    return found


def make_documents(material: Material, chunks: int, seed: int = 0) -> Iterator[IndexedDocument]:
    """Documents of ten passages, in pairs that translate each other, until there are as many passages as asked."""
    random = np.random.default_rng(seed)
    for number, first in enumerate(range(0, chunks, CHUNKS_A_DOCUMENT)):
        count = min(CHUNKS_A_DOCUMENT, chunks - first)
        yield _document(number, [_passage(material[_language(number)], random) for _ in range(count)], random)


def _language(number: int) -> Language:
    return LANGUAGES[number % len(LANGUAGES)]


def _passage(of_language: Sequence[Real], random: Random) -> Real:
    """A passage with a part of its sentences replaced, and its vectors moved."""
    own = of_language[int(random.integers(len(of_language)))]
    sentences, vectors = list(own.sentences), own.sentence_vectors.copy()
    for place in np.flatnonzero(random.random(len(sentences)) < REPLACED):
        other = of_language[int(random.integers(len(of_language)))]
        taken = int(random.integers(len(other.sentences)))
        sentences[place], vectors[place] = other.sentences[taken], other.sentence_vectors[taken]
    return Real(own.title, tuple(sentences), _moved(own.vector[None], random)[0], _moved(vectors, random))


def _moved(vectors: Vectors, random: Random) -> Vectors:
    noise = random.standard_normal(vectors.shape).astype(np.float32)
    noise *= MOVED / np.linalg.norm(noise, axis=1, keepdims=True)
    moved = vectors + noise
    unit: Vectors = (moved / np.linalg.norm(moved, axis=1, keepdims=True)).astype(np.float32)
    return unit


def _document(number: int, passages: Sequence[Real], random: Random) -> IndexedDocument:
    """A document whose sections are the passages, and the passages as its chunks."""
    texts = [" ".join(passage.sentences) for passage in passages]
    starts = np.cumsum([0, *(len(text) + 2 for text in texts)])[:-1].tolist()
    language, pair = _language(number), number // len(LANGUAGES)
    document = Document(
        id=f"made/{pair}.{language}",
        source=f"made:{pair}.{language}.md",
        kind=KINDS[pair % len(KINDS)],
        title=passages[0].title,
        text="\n\n".join(texts),
        language=language,
        sections=tuple(
            Section((passage.title,), start, start + len(text))
            for passage, text, start in zip(passages, texts, starts, strict=True)
        ),
        translation_of=None if language == LANGUAGES[0] else f"made/{pair}.{LANGUAGES[0]}",
        domains=(DOMAINS[int(random.integers(len(DOMAINS)))],),
    )
    chunks = [
        _chunk(document, ordinal, passage, start)
        for ordinal, (passage, start) in enumerate(zip(passages, starts, strict=True))
    ]
    return IndexedDocument(document, chunks, [PassageVectors(one.vector, one.sentence_vectors) for one in passages])


def _chunk(document: Document, ordinal: int, passage: Real, start: int) -> Chunk:
    ends = np.cumsum([len(sentence) + 1 for sentence in passage.sentences]) - 1
    spans = tuple(
        Span(int(end) - len(sentence), int(end)) for sentence, end in zip(passage.sentences, ends, strict=True)
    )
    text = " ".join(passage.sentences)
    assert document.language is not None
    return Chunk(
        id=f"{document.id}#{ordinal}",
        document_id=document.id,
        language=document.language,
        heading_path=(passage.title,),
        page=None,
        start=start,
        end=start + len(text),
        text=text,
        sentences=spans,
    )


def build(encoder: Encoder, material: Material, at: Path, chunks: int) -> None:
    """Make the index in ``at``, through the writer that ingestion uses."""
    writer = IndexWriter(Location(at), space_identity(encoder.identity), rebuild=True)
    batch = Batch()
    for made in make_documents(material, chunks):
        _add(batch, writer, made)
        if len(batch.indexed) == BATCH_DOCUMENTS:
            writer.commit(batch)
            batch = Batch()
            sys.stderr.write(f"\r{writer.chunk_count()} passages")
    writer.commit(batch)
    writer.publish()
    writer.close()
    sys.stderr.write("\n")


def _build_from(home: Path, at: Path, chunks: int) -> None:
    encoder = load_encoder(home)
    build(encoder, read_material(open_index(home, encoder)), at, chunks)


def _add(batch: Batch, writer: IndexWriter, made: IndexedDocument) -> None:
    source = made.document.source
    digest = hashlib.sha256(made.document.text.encode()).hexdigest()
    batch.changes.append((writer.ledger.apply(source, [made.document]), FileRow(source, digest)))
    batch.indexed.append(made)


@dataclass(frozen=True, slots=True)
class Way:
    """A way of searching: how many passages, and among which."""

    name: str
    k: int
    filters: Filters = Filters()


WAYS = (
    Way("ten passages", 10),
    Way(f"{2 * POOL} passages, as for an answer", 2 * POOL),
    Way("ten passages in French", 10, Filters(language="fr")),
    Way("ten passages of one domain", 10, Filters(domain="security")),
)


def measure(retriever: Retriever, queries: Sequence[Query]) -> dict[str, dict[str, dict[str, float]]]:
    """Percentiles of the search by way, and of its steps in the first way."""
    for query in queries[:5]:
        for way in WAYS:
            retriever.search(query, way.k, way.filters)
    ways: dict[str, dict[str, float]] = {}
    steps: dict[str, dict[str, float]] = {}
    for way in WAYS:
        times, spent = _times(retriever, queries, way)
        ways[way.name] = percentiles(times)
        steps = steps or {step: percentiles(values) for step, values in spent.items() if values}
    return {"search": ways, "steps": steps}


def _times(retriever: Retriever, queries: Sequence[Query], way: Way) -> tuple[list[float], dict[str, list[float]]]:
    times: list[float] = []
    by_step: dict[str, list[float]] = {step: [] for step in STEPS}
    spent: Spent = {}
    with timed_steps(STEPS, spent):
        for query in queries:
            spent.clear()
            started = time.perf_counter()
            retriever.search(query, way.k, way.filters)
            times.append(1000 * (time.perf_counter() - started))
            for step, ms in spent.items():
                by_step[step].append(ms)
    return times, by_step


def embed(home: Path, count: int) -> tuple[Encoder, list[str]]:
    """The encoder with its model loaded, and the questions, embedded."""
    encoder = load_encoder(home)
    questions = measured_questions()[:count]
    encoder.encode_queries(questions)
    return encoder, questions


def run(home: Path, at: Path, count: int) -> dict[str, Any]:
    """Open the index in ``at`` and measure it."""
    limit_threads(Settings(home=home))
    encoder, questions = embed(home, count)
    before = resident_mb(os.getpid())
    started = time.perf_counter()
    index = open_index(at, encoder)
    opened_s = time.perf_counter() - started
    retriever = Retriever(index, encoder)
    queries = [retriever.query(question, detect_text(question, "fr")) for question in questions]
    spare_collections()
    measured = measure(retriever, queries)
    after = resident_mb(os.getpid())
    size = {
        "passages": len(index.passages),
        "queries": len(queries),
        "opened_s": round(opened_s, 1),
        "rss_mb": after,
        "index_rss_mb": None if before is None or after is None else round(after - before, 1),
        "disk_mb": disk_mb(at / "index"),
    }
    return {"size": size, **measured}


def disk_mb(folder: Path) -> float:
    """What the files below a folder hold, in megabytes."""
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20, 1)


def scale_table(measured: Mapping[str, Any]) -> str:
    """The measures as text for a terminal."""
    size = "  ".join(f"{name} {value}" for name, value in measured["size"].items())
    rows = [
        (part, name, *(f"{of[key]:.1f}" for key in ("p50_ms", "p95_ms", "max_ms")))
        for part in ("search", "steps")
        for name, of in measured[part].items()
    ]
    return f"{size}\n\n{table(('', '', 'p50 ms', 'p95 ms', 'max ms'), rows)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 1 where p50 of the search for ten passages misses its target."""
    made = argparse.ArgumentParser(
        prog="python -m evals.scale", description="Search on a large index of made passages."
    )
    made.add_argument("--home", type=Path, default=Path(platformdirs.user_data_dir("eurocommons", appauthor=False)))
    made.add_argument("--chunks", type=int, default=100_000, help="passages to make (default: 100000)")
    made.add_argument("--queries", type=int, default=100, help="questions to search for (default: 100)")
    made.add_argument("--at", type=Path, help="folder that keeps the index; one that is there is measured as it is")
    made.add_argument("--json", action="store_true", help="print one JSON object")
    options = made.parse_args(arguments)
    with TemporaryDirectory(prefix="eurocommons-scale-") as scratch:
        at = options.at or Path(scratch)
        if not Location(at).exists():
            # In a process of its own, whose memory is not the search's.
            maker = multiprocessing.get_context("spawn").Process(
                target=_build_from, args=(options.home, at, options.chunks)
            )
            maker.start()
            maker.join()
            if maker.exitcode:
                return 1
        measured = run(options.home, at, options.queries)
    print(json.dumps(measured) if options.json else scale_table(measured))
    return int(measured["search"][WAYS[0].name]["p50_ms"] >= TARGET_P50_MS)


if __name__ == "__main__":
    sys.exit(main())
