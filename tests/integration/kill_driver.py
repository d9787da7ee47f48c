"""Runs an ingestion many times, killed at its n-th step, then once more to its end; prints the states as JSON.

Run by ``test_killed_ingestion`` in a process of its own: the parent forks one child a run, so that libraries are
loaded once and a SIGKILL takes down the child alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
from pathlib import Path

import chromadb  # noqa: F401 - the store imports it at its first use, which would be once in every child
from fake_encoder import FakeEncoder

from ingest import pipeline
from ingest.store import index, vectors, writer
from ingest.store.location import Location

STEPS = [
    (vectors.VectorStore, "upsert"),
    (vectors.VectorStore, "delete"),
    (writer, "_write_documents"),
    (writer.IndexWriter, "_drop"),
    (writer.IndexWriter, "_write_chunks"),
    (writer, "write_meta"),
    (writer, "build_lexical"),
    (index.LexicalIndex, "save"),
    (writer.IndexWriter, "commit"),
    (pipeline, "load"),
]


def main(folder: str, home: str) -> None:
    reference = _state_after(folder, Path(home, "whole"))
    kills = 0
    while True:
        trial = Path(home, f"killed-{kills}")
        if _child(lambda trial=trial, at=kills: _ingest(folder, trial, at)) == 0:
            break  # the run reached its end before the step at which it was to be killed
        state = _state_after(folder, trial)
        if state != reference:
            print(json.dumps({"kills": kills, "expected": reference, "found": state}))
            return
        kills += 1
    print(json.dumps({"kills": kills, "documents": len(reference["documents"]), "chunks": len(reference["chunks"])}))


def _state_after(folder: str, home: Path) -> dict[str, list[str]]:
    """The index's content after one more, complete run."""
    assert _child(lambda: _ingest(folder, home, None)) == 0
    assert _child(lambda: Path(home, "state.json").write_text(json.dumps(_state(home)))) == 0
    return json.loads(Path(home, "state.json").read_text())


def _state(home: Path) -> dict[str, list[str]]:
    opened = index.open_index(home, FakeEncoder())
    rows = range(len(opened.passages))
    hashes = [hashlib.sha256(vector.tobytes()).hexdigest() for vector in opened.vectors(list(rows))]
    store = vectors.VectorStore(Location(home), FakeEncoder.identity)
    return {
        "snapshot": [opened.snapshot],
        "documents": sorted(f"{row.id} {row.source}" for row in opened.documents()),
        "chunks": [f"{one.chunk.id} {hashes[row]}" for row, one in enumerate(opened.passages)],
        "vectors": sorted(store.ids()),
        "lexical": sorted(path.name for path in Location(home).lexical.iterdir()),
    }


def _ingest(folder: str, home: Path, kill_at: int | None) -> None:
    if kill_at is not None:
        _kill_at_step(kill_at)
    pipeline.BATCH_CHUNKS = 3
    pipeline.ingest([folder], location=Location(home), encoder=FakeEncoder(), prune=True)


def _kill_at_step(kill_at: int) -> None:
    """Each step counts twice: just before it and just after it."""
    count = 0

    def tick() -> None:
        nonlocal count
        if count == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        count += 1

    for owner, name in STEPS:
        original = getattr(owner, name)

        def wrapped(*args, _original=original, **kwargs):
            tick()
            result = _original(*args, **kwargs)
            tick()
            return result

        setattr(owner, name, wrapped)


def _child(action) -> int:
    """Exit status of a forked child that runs ``action``; negative when a signal ended it."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            action()
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
